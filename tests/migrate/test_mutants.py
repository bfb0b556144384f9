"""Right programs of which nothing is said, and one mistake in each, which is found."""

from __future__ import annotations

import pytest
from support.right_programs import PROGRAMS, mutants

from tfcompat.migrate import MISTAKES, Options, migrate_source

MUTANTS = mutants()
MISSED: tuple[str, ...] = ()
"""What is not followed so far."""


def codes(source: str) -> set[str]:
    return {finding.code for finding in migrate_source(source.encode(), options=Options(select=MISTAKES)).findings}


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_is_said_of_a_right_program(name):
    right = next(right for mutant, (right, _, _) in MUTANTS.items() if mutant.startswith(f"{name}:"))
    assert codes(right) == set()


@pytest.mark.parametrize("name", MUTANTS)
def test_one_mistake_is_found_or_known_to_be_missed(name):
    right, wrong, code = MUTANTS[name]
    assert right != wrong
    assert (code in codes(wrong)) is (name not in MISSED)
