"""A slice of `make fuzz`: programs of each family keep every promise, and each promise that is broken is noticed."""

from __future__ import annotations

import random
from dataclasses import replace

import fuzz
import fuzz_families
import pytest

from tfcompat.migrate import migrate_file

OLD = b"import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"
COUNTS = {
    "mutated programs": 100,
    "huge literals and lines": 4,
    "notebooks of mutated cells": 20,
    "noise": 40,
    "deep nesting": 4,
}


@pytest.mark.parametrize("family", fuzz_families.FAMILIES)
def test_programs_keep_every_promise(family):
    given, chance = fuzz_families.seeds(), random.Random(f"tests {family}")
    programs = [fuzz.program(family, given, chance) for _ in range(COUNTS.get(family, 10))]
    assert {raw: found for path, raw in programs if (found := list(fuzz.violations(raw, path)))} == {}


def test_the_summary_counts_by_family():
    summary = fuzz.Summary()
    assert summary.add("noise", "a.py", b"\0") == []
    assert summary.add("mutated programs", "a.py", OLD) == []
    rows = {row.pop("family"): row for row in summary.rows()}
    assert list(rows) == list(fuzz_families.FAMILIES)
    for row in rows.values():
        del row["slowest"]
    assert rows["noise"] == {"tried": 1, "changed": 0, "refused": 1, "broken": 0}
    assert rows["mutated programs"] == {"tried": 1, "changed": 1, "refused": 0, "broken": 0}


@pytest.mark.parametrize("family", fuzz_families.FAMILIES)
def test_the_same_seed_gives_the_same_programs(family):
    given = fuzz_families.seeds()
    assert len({fuzz.program(family, given, random.Random(7)) for _ in range(3)}) == 1


def broken(result):
    raise RuntimeError("a fault of ours")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (broken, "a fault of ours"),
        (lambda result: replace(result, after=result.after + b"y = 1\n"), "a second run changes the result"),
        (lambda result: replace(result, after=b"import tfcompat\ny = f(a=1, a=2)\n"), "does not compile"),
        (lambda result: replace(result, edits=()), "the edits are not what changed"),
        (lambda result: replace(result, analysed=False), "what cannot be analysed is changed"),
    ],
    ids=["raises", "not the same twice", "does not compile", "no edits", "changed unseen"],
)
def test_a_broken_promise_is_noticed(damage, said, monkeypatch):
    calls = iter(range(100))

    def damaged(*given, **options):
        result = migrate_file(*given, **options)
        return result if next(calls) >= 6 else damage(result)  # the last call is of `check`

    monkeypatch.setattr(fuzz, "migrate_file", damaged)
    assert any(said in one for one in fuzz.violations(OLD))


def test_a_check_that_changes_the_file_is_noticed(monkeypatch):
    monkeypatch.setattr(fuzz, "migrate_file", lambda raw, path, options: migrate_file(raw, path))
    assert "check changes the file" in list(fuzz.violations(OLD))
