"""A slice of `make fuzz`: mutated programs keep every promise, and each promise that is broken is noticed."""

from __future__ import annotations

import random
from dataclasses import replace

import fuzz
import pytest

from tfcompat.migrate import migrate_source

OLD = b"import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 1)\n"


@pytest.mark.parametrize("seed", range(4))
def test_mutated_programs_keep_every_promise(seed):
    given, chance = fuzz.seeds(), random.Random(f"tests {seed}")
    programs = [fuzz.mutated(given, chance) for _ in range(50)]
    assert {raw: found for raw in programs if (found := list(fuzz.violations(raw)))} == {}


def test_the_same_seed_gives_the_same_programs():
    given = fuzz.seeds()
    assert len({fuzz.mutated(given, random.Random(7)) for _ in range(3)}) == 1


def broken(result):
    raise RuntimeError("a fault of ours")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (broken, "a fault of ours"),
        (lambda result: replace(result, after=result.after + b"y = 1\n"), "a second run changes the result"),
        (lambda result: replace(result, after=b"import tfcompat\ny = f(a=1, a=2)\n"), "does not compile"),
        (lambda result: replace(result, edits=()), "the edits are not what changed"),
    ],
    ids=["raises", "not the same twice", "does not compile", "no edits"],
)
def test_a_broken_promise_is_noticed(damage, said, monkeypatch):
    monkeypatch.setattr(fuzz, "migrate_source", lambda *given, **options: damage(migrate_source(*given, **options)))
    assert any(said in one for one in fuzz.violations(OLD))
