"""Whole files as data: golden/<rule>/<case>.before.py and .after.py, or .noop.py where nothing changes.

What `tfcompat check` finds in a .check.py is marked by comments at the ends of lines: every mark, and no line else. A
first line ``# options: --era tf2 --to legacy --unsafe`` says how a case is run.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from support.alone import PROGRAMS, alone
from support.each import each

from tfcompat.migrate import MISTAKES, Migration, Options, all_rules, migrate_source

GOLDEN = Path(__file__).parent / "golden"
BEFORE = sorted(GOLDEN.rglob("*.before.py"))
CHECK = sorted(GOLDEN.rglob("*.check.py"))
NOOP = sorted(GOLDEN.rglob("*.noop.py"))


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name.split('.')[0]}"


def options(source: bytes) -> Options:
    first = source.decode("latin-1").splitlines()[0]
    words = shlex.split(first.removeprefix("# options:")) if first.startswith("# options:") else []
    asked = {"era": "auto", "to": "tfcompat"}
    asked.update(zip((word[2:] for word in words), words[1:], strict=False))
    return Options(target=asked["to"], era=asked["era"], unsafe="--unsafe" in words)


def options_of(path: Path) -> Options:
    """The rules about whole programs work in their own folders."""
    before = path.with_name(path.name.replace(".after.", ".before."))
    asked = options(before.read_bytes())
    return asked if RULES[path.parent.name] in PROGRAMS else alone(asked)


def migrated(path: Path) -> Migration:
    return migrate_source(path.read_bytes(), path.name, options=options_of(path))


@pytest.mark.parametrize("path", BEFORE, ids=name)
def test_a_file_becomes_what_stands_beside_it_and_stays_so(path):
    once = migrated(path)
    assert once.after == path.with_name(path.name.replace(".before.", ".after.")).read_bytes()
    assert not migrate_source(once.after, path.name, options=options_of(path)).changed


@each("path", NOOP)
def test_a_file_that_is_none_of_our_business_stays(path):
    assert not migrated(path).changed


@pytest.mark.parametrize("path", CHECK, ids=name)
def test_what_is_wrong_is_found_where_it_is_marked_and_nowhere_else(path):
    source = path.read_bytes()
    migration = migrate_source(source, path.name, options=Options(select=MISTAKES))
    lines = enumerate(source.decode().splitlines(), 1)
    marked = {(line, code) for line, text in lines for code in re.findall(r"# (TFC\d+)$", text)}
    assert {(finding.line, finding.code) for finding in migration.findings} == marked
    assert not migration.changed


def test_every_rewrite_has_its_result():
    assert {path.name for path in GOLDEN.rglob("*.after.py")} == {
        path.name.replace(".before.", ".after.") for path in BEFORE
    }


RULES = {type(rule).__module__.rpartition(".")[2]: code for code, rule in all_rules().items()}


def test_every_rule_has_a_folder_and_every_folder_a_rule():
    assert {folder.name for folder in GOLDEN.iterdir()} == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_folder_shows_its_rule_and_for_every_two_rewrites_a_file_that_must_stay(rule):
    if all_rules()[RULES[rule]].MISTAKE:
        marks = [f"# {RULES[rule]}\n" in path.read_text() for path in CHECK if path.parent.name == rule]
        assert set(marks) == {True, False}
        return
    before, noop = ([path for path in paths if path.parent.name == rule] for paths in (BEFORE, NOOP))
    assert RULES[rule] in {finding.code for path in (*before, *noop) for finding in migrated(path).findings}
    assert 2 * len(noop) >= len(before)
    assert noop
