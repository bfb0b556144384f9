"""The inputs that a layer accepts, and the error for others."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

__all__ = ["InputSpec", "check"]


class InputSpec:
    """The rank, shape and dtype that a layer expects of an input; None allows anything."""

    def __init__(
        self,
        dtype: Any = None,
        shape: Any = None,
        ndim: int | None = None,
        max_ndim: int | None = None,
        min_ndim: int | None = None,
        axes: dict[int, int | None] | None = None,
    ) -> None:
        self.dtype = None if dtype is None else tf.as_dtype(dtype).name
        self.shape = None if shape is None else tuple(shape)
        self.ndim = ndim if self.shape is None else len(self.shape)
        self.max_ndim = max_ndim
        self.min_ndim = min_ndim
        self.axes = {int(axis): size for axis, size in (axes or {}).items()}

    def __repr__(self) -> str:
        shown = {key: value for key, value in vars(self).items() if value}
        return f"InputSpec({', '.join(f'{key}={value}' for key, value in shown.items())})"


def check(layer: Any, inputs: Any) -> None:
    """Raise ValueError if an input does not have the expected rank and size."""
    specs = layer.input_spec if isinstance(layer.input_spec, list | tuple) else [layer.input_spec]
    for spec, each in zip(specs, tf.nest.flatten(inputs), strict=False):
        if spec is not None and hasattr(each, "shape"):
            _check(layer, spec, tf.TensorShape(each.shape), getattr(each, "dtype", None))


def _check(layer: Any, spec: InputSpec, shape: tf.TensorShape, dtype: Any) -> None:
    wanted = _wanted_rank(spec)
    if wanted and shape.rank is None:
        raise ValueError(f"{_who(layer)} needs inputs of a known rank ({wanted}), got an unknown shape: use set_shape.")
    if wanted and not _fits(spec, shape.rank):
        raise ValueError(f"{_who(layer)} needs inputs of rank {wanted}, got rank {shape.rank}, shape {shape}.")
    if spec.dtype is not None and dtype != spec.dtype:
        raise ValueError(f"{_who(layer)} needs inputs of {spec.dtype}, got {tf.as_dtype(dtype).name}: cast them.")
    sizes = {**dict(enumerate(spec.shape or ())), **spec.axes}
    for axis, size in sizes.items():
        if None not in (size, shape[axis]) and shape[axis] != size:
            raise ValueError(
                f"{_who(layer)} was built for inputs with size {size} at axis {axis}, got {shape[axis]}, shape "
                f"{shape}: use another layer for other sizes."
            )


def _who(layer: Any) -> str:
    return f"tf.layers.{type(layer).__name__} {layer.name!r}"


def _wanted_rank(spec: InputSpec) -> str:
    if spec.ndim is not None:
        return str(spec.ndim)
    least = "" if spec.min_ndim is None else f"at least {spec.min_ndim}"
    most = "" if spec.max_ndim is None else f"at most {spec.max_ndim}"
    return " and ".join(filter(None, (least, most)))


def _fits(spec: InputSpec, rank: int) -> bool:
    low = spec.min_ndim if spec.ndim is None else spec.ndim
    high = spec.max_ndim if spec.ndim is None else spec.ndim
    return (low is None or rank >= low) and (high is None or rank <= high)
