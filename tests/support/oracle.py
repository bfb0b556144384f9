"""Calls recorded under TensorFlow 1.15.5, and what counts as the same result.

A result agrees when dtype, shape and the pattern of NaN and infinities are equal, and every value lies within 4 ulp of
the recorded one or within 4 eps of the array's largest magnitude.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np

DATA = Path(__file__).parents[1] / "data"
TOLERANCE = 4
ODD = {"losses.softmax_cross_entropy/labels-depend-on-logits", "losses.sigmoid_cross_entropy/w-f64-none"}
"""Labels that depend on the logits, which no argument holds; a float64 gradient of the precision of float32."""
_OF_ONES = "grad_ones:"
_UNRECORDED = {"nn.softmax_v1/unknown-shape-axis1": {"dim": 1}}  # its note alone says so


@dataclass(frozen=True)
class Case:
    """One recorded call."""

    id: str
    symbol: str
    args: dict[str, Any]
    value: np.ndarray | None
    cotangent: Any
    gradients: dict[str, np.ndarray | None]
    slopes: dict[str, np.ndarray]
    """Of the plain sum, to the variables by their names."""
    collections: dict[str, list[str]]
    error: str | None
    note: str
    op_name: str
    constructor: dict[str, Any]


@cache
def _arrays() -> dict[str, np.ndarray]:
    return dict(np.load(DATA / "tf115.npz").items())


def _array(reference: Any) -> Any:
    """The array that a reference names; {"np": ...} stands for a plain array, {"t": ...} for a tensor."""
    if not isinstance(reference, dict):
        return reference
    if "np" in reference:
        return _array(reference["np"])
    if "values" in reference:
        return np.array(reference["values"], reference["dtype"]).reshape(reference["shape"])
    if "list" in reference:
        return [_array(item) for item in reference["list"]]
    dtype, offset, shape = reference["t"]
    return _arrays()[dtype][offset : offset + int(np.prod(shape))].reshape(shape).copy()


@cache
def cases(symbol: str) -> tuple[Case, ...]:
    """The recorded calls of a symbol such as ``tf.nn.softmax_cross_entropy_with_logits``."""
    return tuple(_case(raw) for raw in recorded() if raw["symbol"] == symbol)


@cache
def recorded() -> list[dict[str, Any]]:
    """Every recorded call, as it stands in the files; ``more`` has names that the first file has no call of."""
    files = (DATA / "tf115.json", DATA / "more" / "tf115.json")
    found: list[dict[str, Any]] = []
    for file in files:
        found += json.loads(file.read_text(encoding="utf-8"))["cases"]
    return found


def _case(raw: dict[str, Any]) -> Case:
    gradients, side = raw.get("grads", {}), raw.get("side", {})
    value = _array(raw.get("value"))
    return Case(
        id=raw["id"],
        symbol=raw["symbol"],
        args={name: _array(value) for name, value in raw["args"].items()} | _UNRECORDED.get(raw["id"], {}),
        value=value,
        cotangent=_array(raw["cot"]) if "cot" in raw else np.ones_like(value),  # a scalar's is not recorded
        gradients={} if "error" in gradients else {name: _array(value) for name, value in gradients.items()},
        slopes={
            name.removeprefix(_OF_ONES): _array(value) for name, value in side.items() if name.startswith(_OF_ONES)
        },
        collections=raw.get("collections", {}),
        error=raw.get("error", {}).get("type"),
        note=raw.get("note", ""),
        op_name=raw.get("op_name", ""),
        constructor=raw.get("ctor", {}),
    )


def difference(got: Any, wanted: np.ndarray, *, largest: float | None = None) -> str:
    """What differs between a result and the recorded one, or an empty string."""
    got = np.asarray(got)
    if got.dtype != wanted.dtype or got.shape != wanted.shape:
        return f"{got.dtype}{list(got.shape)} for {wanted.dtype}{list(wanted.shape)}"
    g, w = got.astype(np.float64), wanted.astype(np.float64)
    if not np.array_equal(np.isnan(g), np.isnan(w)) or not np.array_equal(g[np.isinf(g)], w[np.isinf(w)]):
        return f"another pattern of NaN and infinities: {got} for {wanted}"
    finite = np.isfinite(w)
    if not finite.any():
        return ""
    eps = float(ml_dtypes.finfo(wanted.dtype).eps)
    scale = np.abs(w[finite]).max() if largest is None else largest
    ulp = np.spacing(np.abs(wanted[finite])).astype(np.float64)
    error = np.abs(g[finite] - w[finite])
    worst = float((error / np.maximum(TOLERANCE * ulp, TOLERANCE * eps * scale + np.finfo(np.float64).tiny)).max())
    return "" if worst <= 1 else f"{worst * TOLERANCE:.1f} ulp off: {got} for {wanted}"
