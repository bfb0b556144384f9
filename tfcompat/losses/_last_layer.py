"""Checks of what the fused functions get of the last layer."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

import tensorflow as tf

from tfcompat._chunked.placing import device_of, on
from tfcompat._chunked.slices import Slice


def fit(shape: tf.TensorShape, other: tf.TensorShape) -> bool:
    """Return whether two shapes may be the same."""
    fits: bool = shape.is_compatible_with(other)
    return fits


def same_places(places: tf.TensorShape, inputs: tf.Tensor, labels: tf.Tensor, wanted: Any) -> None:
    """Refuse labels whose leading axes are not those of the inputs, before they are flattened."""
    if not fit(places, inputs.shape[:-1]):
        raise ValueError(
            f"labels must be given for each example of inputs {inputs.shape}, shape {tf.TensorShape(wanted)}, got "
            f"labels {labels.shape}."
        )


def as_slices(inputs: tf.Tensor, kernels: Any, biases: Any) -> list[Slice]:
    """Return the slices of a kernel and of its bias, as they are, after a check of their shapes."""
    if not inputs.dtype.is_floating:
        raise TypeError(f"inputs must be floating point, got {inputs.dtype.name} of shape {inputs.shape}.")
    for name, given in {"kernels": kernels, "biases": [] if biases is None else biases}.items():
        if not isinstance(given, list | tuple):
            raise TypeError(
                f"{name} must be a list with one tensor for each slice, got {type(given).__name__}. For a kernel on "
                "one device use linear_sparse_softmax_cross_entropy."
            )
    if not kernels or (biases is not None and len(biases) != len(kernels)):
        got = f"{len(kernels)} kernels" + ("" if biases is None else f" and {len(biases)} biases")
        raise ValueError(f"kernels must have at least one slice, and biases as many as kernels, got {got}.")
    return [_as_slice(i, inputs, *of_slice) for i, of_slice in enumerate(zip_longest(kernels, biases or []))]


def _as_slice(i: int, inputs: tf.Tensor, kernel: Any, bias: Any) -> Slice:
    device = device_of(kernel)
    with on(device):  # the operation that reads a variable names none, so a loop over it would run elsewhere
        kernel, bias = tf.identity(kernel), None if bias is None else tf.identity(bias)
    if inputs.shape.rank in (None, 0) or kernel.shape.rank != 2 or not fit(inputs.shape[-1:], kernel.shape[:1]):
        raise ValueError(
            "inputs must have the shape [..., features] and each kernel [features, classes of the slice], got inputs "
            f"{inputs.shape} and kernels[{i}] {kernel.shape}."
        )
    if kernel.shape[-1] == 0:
        raise ValueError(f"kernels[{i}] must have at least one class, got shape {kernel.shape}. Leave the slice out.")
    if bias is not None and not fit(bias.shape, kernel.shape[1:]):
        raise ValueError(
            f"biases[{i}] must hold one number for each of the {kernel.shape[-1]} classes of kernels[{i}] "
            f"{kernel.shape}, got shape {bias.shape}."
        )
    return Slice(kernel, bias, device)
