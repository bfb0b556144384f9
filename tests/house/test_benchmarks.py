"""The benchmarks fail when they should, and what they recorded is what the documentation shows."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

import pytest

import tfcompat

FOLDER = Path(tfcompat.__file__).parents[1] / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch):
    """Imports a script of the folder as if it had been run from there."""
    monkeypatch.syspath_prepend(str(FOLDER))
    monkeypatch.setattr(sys, "argv", ["benchmark", "--rounds", "3"])
    yield import_module
    for name in ("startup", "parsers", "record"):
        sys.modules.pop(name, None)


def takes(startup, milliseconds: dict[str, float]):
    """A clock that gives each command its time."""
    by_code = {command.code: milliseconds[command.name] / 1000 for command in startup.COMMANDS}
    return by_code.__getitem__


TIMES = {
    "python -c pass": 15.0,
    "import tfcompat": 34.0,
    "a hello of click --help": 70.0,
    "tfcompat --help": 149.0,
}


def test_start_up_within_the_limits_passes(benchmark, monkeypatch, capsys):
    startup = benchmark("startup")
    monkeypatch.setattr(startup, "seconds", takes(startup, TIMES))
    assert startup.main() == 0
    out = capsys.readouterr().out
    assert "import tfcompat               34.0 ms   2.27 x python -c pass" in out
    assert "19.0 of 20 ms allowed" in out
    assert "2.13 x a hello of click --help" in out


@pytest.mark.parametrize(("command", "ms"), [("import tfcompat", 36.0), ("tfcompat --help", 151.0)])
def test_start_up_over_a_limit_fails_and_names_it(benchmark, monkeypatch, capsys, command, ms):
    startup = benchmark("startup")
    monkeypatch.setattr(startup, "seconds", takes(startup, {**TIMES, command: ms}))
    assert startup.main() == 1
    assert capsys.readouterr().err == f"Over the limit: {command}\n"


@pytest.mark.parametrize("make", ["stdlib_ast", "tree_sitter"])
def test_a_parser_says_which_files_it_cannot_read(benchmark, make):
    parsers = benchmark("parsers")
    read = getattr(parsers, make)()
    assert parsers.measure(read, [b"x = f(1)\n", b"def f(:\n"])[1] == 1


@pytest.mark.parametrize("name", ["startup", "parsers"])
def test_records_say_where_and_when_they_were_taken(name):
    record = json.loads((FOLDER / "results" / f"{name}.json").read_text(encoding="utf-8"))
    assert record["rows"]
    assert record["machine"]
    assert record["date"]
    assert record["versions"]["python"]
