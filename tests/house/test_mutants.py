"""Breaking a cell of the table makes a test fail: a sample here, all of them in ``benchmarks/mutants.py``."""

from __future__ import annotations

import random

import pytest
from support.mutants import Mutant, killed_by, mutants
from support.tests_of_row import battery

from tfcompat._symbols import SYMBOLS

pytestmark = pytest.mark.filterwarnings("ignore")
PER_CELL = 2


def sample() -> list[Mutant]:
    """Of each kind of cell, two mutants of rows that chance chooses."""
    by_cell: dict[str, list[Mutant]] = {}
    for row in SYMBOLS.values():
        for mutant in mutants(row):
            by_cell.setdefault(mutant.kind, []).append(mutant)
    choose = random.Random(0)
    return [one for found in by_cell.values() for one in choose.sample(found, min(PER_CELL, len(found)))]


@pytest.mark.parametrize("mutant", sample(), ids=str)
def test_a_broken_cell_is_noticed(mutant):
    assert killed_by(mutant, battery(mutant.path))


@pytest.mark.parametrize("path", ["nn.softmax", "contrib.nn.rank_sampled_softmax_loss", "losses.add_loss"])
def test_a_table_that_is_whole_passes(path):
    for _, run in battery(path):
        run()
