"""Each row of the pages for users of other libraries holds two expressions with the same value (the extra `peers`)."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

import tfcompat

DOCS = Path(tfcompat.__file__).parents[1] / "docs"
ROW = re.compile(r"^\| `(?P<theirs>[^`]*\([^`]*)` \| `(?P<ours>[^`]+)` \|$", re.MULTILINE)
RANDOM = np.random.RandomState(0)
IDS = RANDOM.randint(0, 6, 8)
VALUES = {
    "z": (RANDOM.normal(size=(8, 6)) * 3).astype("float32"),
    "ids": IDS,
    "some": np.where(np.arange(8) % 3, IDS, -100),
    "q": RANDOM.dirichlet(np.ones(6), 8).astype("float32"),
    "y": RANDOM.randint(0, 2, (8, 6)).astype("float32"),
    "w": RANDOM.uniform(0.5, 2, size=6).astype("float32"),
    "image": RANDOM.normal(size=(2, 6, 3, 3)).astype("float32"),
    "map": RANDOM.randint(0, 6, (2, 3, 3)),
    "keep": np.arange(8) % 2 == 0,
}
NAMES = {name: getattr(tfcompat, name) for name in tfcompat.__all__ if name != "__version__"}


def rows(page: str) -> list[tuple[str, str]]:
    return [(m["theirs"], m["ours"]) for m in ROW.finditer((DOCS / page).read_text(encoding="utf-8"))]


PYTORCH, OPTAX = rows("from-pytorch.md"), rows("from-optax.md")


def alike(ours: str, theirs: object) -> None:
    np.testing.assert_allclose(eval(ours, NAMES | VALUES | {"tf": tf}), theirs, rtol=3e-6, atol=3e-6)


def test_the_pages_have_rows():
    assert len(PYTORCH) >= 15
    assert len(OPTAX) >= 7


@pytest.mark.parametrize(("theirs", "ours"), PYTORCH)
def test_pytorch(theirs, ours):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; it comes with the extra `peers`")
    tensors = {name: torch.tensor(value) for name, value in VALUES.items()}
    alike(ours, eval(theirs, {"F": torch.nn.functional} | tensors).numpy())


@pytest.mark.parametrize(("theirs", "ours"), OPTAX)
def test_optax(theirs, ours):
    pytest.importorskip("jax", reason="JAX is not installed; it comes with the extra `peers`")
    optax = pytest.importorskip("optax", reason="optax is not installed; it comes with the extra `peers`")
    alike(ours, eval(theirs, {"optax": optax} | VALUES))
