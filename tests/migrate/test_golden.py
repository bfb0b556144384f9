"""Whole files as data: golden/<rule>/<case>.before.py and .after.py, or .noop.py where nothing changes.

A first line ``# options: --era tf2 --to legacy --unsafe`` says how a case is run.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tfcompat.migrate import Migration, Options, migrate_source

GOLDEN = Path(__file__).parent / "golden"
BEFORE = sorted(GOLDEN.rglob("*.before.py"))
NOOP = sorted(GOLDEN.rglob("*.noop.py"))


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name.split('.')[0]}"


def options(source: bytes) -> Options:
    first = source.decode().splitlines()[0]
    words = shlex.split(first.removeprefix("# options:")) if first.startswith("# options:") else []
    asked = {"era": "auto", "to": "tfcompat"}
    asked.update(zip((word[2:] for word in words), words[1:], strict=False))
    return Options(target=asked["to"], era=asked["era"], unsafe="--unsafe" in words)


def migrated(path: Path) -> Migration:
    source = path.read_bytes()
    return migrate_source(source, path.name, options=options(source))


@pytest.mark.parametrize("path", BEFORE, ids=name)
def test_a_file_becomes_what_stands_beside_it(path):
    assert migrated(path).after.decode() == path.with_name(path.name.replace(".before.", ".after.")).read_text()


@pytest.mark.parametrize("path", BEFORE, ids=name)
def test_a_second_run_changes_nothing(path):
    once = migrated(path)
    assert not migrate_source(once.after, path.name, options=options(once.before)).changed


@pytest.mark.parametrize("path", NOOP, ids=name)
def test_a_file_that_is_none_of_our_business_stays(path):
    assert not migrated(path).changed


def test_every_rewrite_has_its_result_and_every_second_one_a_file_that_must_stay():
    assert {path.name for path in GOLDEN.rglob("*.after.py")} == {
        path.name.replace(".before.", ".after.") for path in BEFORE
    }
    assert 2 * len(NOOP) >= len(BEFORE) > 0
