"""RaggedTensors: their flat values are the examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._arguments.tensors import guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_CLASSES = (
    "{what} must have a class axis of one size, got a RaggedTensor of shape {shape}. If all examples have the same "
    "classes, give that axis its size: tf.ragged.constant(rows, ragged_rank=1). Otherwise pad it with "
    "impossible classes: {what}.to_tensor(float('-inf'))."
)
_LENGTHS = "{what} are RaggedTensors whose rows must have the same lengths"


def of_flat_values(
    function: Callable[..., Any], given: Mapping[str, Any], names: Sequence[str], *, classes: bool
) -> tf.RaggedTensor:
    """Apply a function to the flat values of ragged arguments, and split the result into their rows.

    Args:
        function: What is computed; it takes all arguments by name.
        given: The arguments.
        names: Those that may be ragged, the logits last.
        classes: Whether the last one needs a class axis of one size.
    """
    for name, value in given.items():
        if isinstance(value, tf.RaggedTensor) and name not in names:
            raise TypeError(f"{name} must be a tensor of one shape, got a RaggedTensor of shape {value.shape}.")
    rows = {name: given[name] for name in names}
    if classes:
        check_inner_classes(rows[names[-1]], names[-1])
    flat = same_rows(rows)
    check_axis_of_ragged(given.get("axis", -1))
    return rows[names[-1]].with_flat_values(function(**{**given, **flat}))


def same_rows(tensors: Mapping[str, Any]) -> dict[str, tf.Tensor]:
    """Return the flat values of RaggedTensors; refuse them if not all are ragged or their rows differ in length."""
    ragged = {name: tensor for name, tensor in tensors.items() if isinstance(tensor, tf.RaggedTensor)}
    for name in tensors.keys() - ragged.keys():
        other, its = next(iter(ragged.items()))
        lengths = "row_lengths" if its.ragged_rank == 1 else "nested_row_lengths"
        raise TypeError(
            f"{other} are a RaggedTensor of shape {its.shape}, so {name} must be one too, got a tensor of shape "
            f"{tf.convert_to_tensor(tensors[name]).shape}. Write tf.RaggedTensor.from_tensor({name}, "
            f"{other}.{lengths}())."
        )
    what = _LENGTHS.format(what=" and ".join(ragged))
    first, *others = ragged.values()
    flat = {name: tensor.flat_values for name, tensor in ragged.items()}
    name = next(iter(flat))
    for other in others:
        if other.ragged_rank != first.ragged_rank:
            raise ValueError(
                f"{what}, got shapes {first.shape} and {other.shape} with {first.ragged_rank} and {other.ragged_rank} "
                "ragged axes."
            )
        splits = zip(first.nested_row_splits, other.nested_row_splits, strict=True)
        alike = [tf.reduce_all(tf.cast(a, tf.int64) == tf.cast(b, tf.int64)) for a, b in splits]
        flat[name] = guarded(flat[name], tf.reduce_all(alike), f"{what}.")
    return flat


def check_inner_classes(logits: Any, what: str) -> None:
    """Refuse logits whose class axis is ragged."""
    if isinstance(logits, tf.RaggedTensor) and logits.flat_values.shape.rank == 1:
        raise ValueError(_CLASSES.format(what=what, shape=logits.shape))


def check_axis_of_ragged(axis: Any) -> None:
    """Refuse an axis that is counted from the front, because the flat values have fewer axes."""
    if isinstance(axis, int) and axis >= 0:
        raise ValueError(f"axis must be negative if logits are ragged, such as axis=-1, got {axis}.")
