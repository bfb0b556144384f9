"""Made-up arguments: logits, labels of each kind, weights with zeros; no intended difference applies to them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tfcompat.migrate import Shape

__all__ = ["tensors"]

_EXAMPLES, _CLASSES = 6, 5
_WEIGHTS = (1.0, 0.0, 2.0, 0.5, 0.0, 3.0)
_SCALES = (2.0, 20.0)
"""Scales of the logits: for probabilities of all sizes, and for 0 and 1."""
_MOST = 4
"""Dimensions."""


def tensors(shape: Shape) -> list[dict[str, Any]]:
    """Return the tensors for the placeholders, once for each scale of logits.

    Raises:
        ValueError: The class axis is one that no made-up tensor has.
    """
    axis = _axis(shape.old)
    rank = 3 if shape.weights == "steps" else max(2, axis + 1, -axis)
    if rank > _MOST:
        raise ValueError(f"axis {axis} is too large for the made-up tensors")
    sizes = [_EXAMPLES, 4, 3, 2][:rank]
    sizes[axis] = _CLASSES
    random = np.random.RandomState(0)
    return [_arguments(shape, sizes, axis, scale, random) for scale in _SCALES]


def _axis(text: str) -> int:
    """The literal axis of a call, or the last one."""
    call = ast.parse(text, mode="eval").body
    keywords = call.keywords if isinstance(call, ast.Call) else []
    for keyword in keywords:
        if keyword.arg in ("axis", "dim"):
            value = ast.literal_eval(keyword.value) if not isinstance(keyword.value, ast.Name) else None
            return value if isinstance(value, int) else -1
    return -1


def _arguments(
    shape: Shape, sizes: list[int], axis: int, scale: float, random: np.random.RandomState
) -> dict[str, Any]:
    logits = random.normal(scale=scale, size=sizes).astype(np.float32)
    labels = _labels(shape.labels, sizes, axis, random)
    given = {
        "logits": logits,
        "labels": labels,
        "constant_labels": labels,
        "weights": _weights(shape, len(sizes)),
        "losses": random.uniform(size=_EXAMPLES).astype(np.float32),
        "pos_weight": np.linspace(0.5, 3.0, sizes[-1], dtype=np.float32),
        "label_smoothing": 0.1,
        "axis": -1,
        "dim": -1,
        "predictions": random.uniform(0.01, 0.99, size=sizes).astype(np.float32),
    }
    if shape.weights == "features":
        given |= {"x": logits, "weights": random.normal(size=(sizes[-1], 3)), "biases": random.normal(size=3)}
        given |= {name: given[name].astype(np.float32) for name in ("weights", "biases")}
    return given


def _labels(kind: str, sizes: list[int], axis: int, random: np.random.RandomState) -> NDArray[Any]:
    if kind == "ids":
        return random.randint(_CLASSES, size=[size for i, size in enumerate(sizes) if i != axis % len(sizes)])
    labels = random.uniform(size=sizes)
    if kind == "distribution":
        labels = labels / labels.sum(axis=axis, keepdims=True)
    return labels.astype(np.float32)


def _weights(shape: Shape, rank: int) -> NDArray[Any]:
    """One weight per example, in the rank that the old call needs."""
    weights = np.array(_WEIGHTS, np.float32)
    if shape.weights == "steps":
        return np.outer(weights, [1.0, 2.0, 0.0, 0.5]).astype(np.float32)  # one per step
    if shape.weights == "examples":
        return weights
    return weights.reshape((-1,) + (1,) * (rank - 1 - (shape.labels != "independent")))
