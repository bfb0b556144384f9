"""What the checker says of a value is so on every way through a program: random programs are run, and their runs agree.

A program is given a `tf` of which each function says by a word what its output is. Where the checker names an output
for what a loss is given, every run that comes there has given it just that.
"""

from __future__ import annotations

import pytest
from support.programs import Program, runs

from tfcompat.migrate._file import File
from tfcompat.migrate._loss_calls import loss_calls
from tfcompat.migrate._source import parse

RUNS = 60


def claims(source: str) -> dict[int, str]:
    """Line of each loss whose prediction the checker knows, and what it says it is."""
    file = File("case.py", parse(source.encode())).whole
    known = [call for call in loss_calls(file) if call.output is not None]
    return {file.source.position(call.node.start_byte)[0]: call.output.kind for call in known}


@pytest.mark.parametrize("seed", range(400))
def test_what_is_said_of_a_value_is_so_in_every_run(seed, monkeypatch):
    source = str(Program(seed))
    said, seen = claims(source), runs(source, seed, RUNS, monkeypatch)
    wrong = {line: (said[line], kinds) for line, kinds in seen.items() if line in said and kinds != {said[line]}}
    assert not wrong, source


def test_much_is_said_of_these_programs(monkeypatch):
    of_one_kind = known = 0
    for seed in range(100):
        source = str(Program(seed))
        said, seen = claims(source), runs(source, seed, RUNS, monkeypatch)
        alike = {line for line, kinds in seen.items() if len(kinds) == 1 and not kinds & {"z", "strange"}}
        of_one_kind += len(alike)
        known += len(alike & said.keys())
    assert of_one_kind > 300
    assert known > of_one_kind / 2
