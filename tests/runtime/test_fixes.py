"""The unsafe fixes of ``check``, run: a program with one mistake, once fixed, has the numbers of the right program."""

from __future__ import annotations

import contextlib
import io
import os
from functools import cache

import numpy as np
import pytest
from support.right_programs import mutants

from tfcompat.migrate import MISTAKES, Options, migrate_source

FIX = Options(select=MISTAKES, unsafe=True)
BESIDE_TF_KERAS = os.environ.get("TF_USE_LEGACY_KERAS") == "1"


OTHER_LOGITS = ("a lambda layer, TFC202",)
"""Mistakes that change the logits as well, which no fix can know."""


def fixed(source: str) -> str:
    return migrate_source(source.encode(), options=FIX).after.decode()


@cache
def numbers(source: str) -> np.ndarray:
    if BESIDE_TF_KERAS:
        source = source.replace("import keras\n", "import tf_keras as keras\n").replace("from keras", "from tf_keras")
    space: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, "program.py", "exec"), space)
    value = space["value"]
    parts = value if isinstance(value, list) else [value]
    return np.concatenate([np.ravel(np.asarray(part, "float64")) for part in parts])


def _one_of_each() -> dict[str, tuple[str, str]]:
    """Of each program one mistake of each code that has a fix, the right program and the fixed one."""
    found = {}
    for name, (right, wrong, code) in mutants().items():
        again = fixed(wrong)
        if again != wrong and not (BESIDE_TF_KERAS and "ops." in right):
            found.setdefault(f"{name.partition(':')[0]}, {code}", (right, again))
    return found


FIXED = _one_of_each()


@pytest.mark.parametrize("name", sorted(FIXED.keys() - OTHER_LOGITS))
def test_a_fixed_program_computes_what_the_right_one_computes(name):
    right, again = FIXED[name]
    np.testing.assert_allclose(numbers(again), numbers(right), rtol=2e-4, atol=1e-5)
