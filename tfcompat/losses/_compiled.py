"""Functions given to ``compile``: Keras aligns weights with their losses from the right, and the Loss from the left."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat import _keras
from tfcompat._user_frames import function_name

if TYPE_CHECKING:
    from types import FrameType

_BETWEEN = ("tensorflow.python.autograph", "tfcompat._arguments")
_REFUSAL = (
    "the function {name} was given to compile, and Keras cannot weight losses of shape {losses} by {what}: pass the "
    "Loss to compile, {loss}(), which aligns weights from the left."
)


def for_compile(
    losses: tf.Tensor, name: str, loss: str, *, class_axis: int | None = None, mask: tf.Tensor | None = None
) -> tf.Tensor:
    """Return losses that Keras weights as the Loss does, if a function was given to ``compile``; otherwise as they are.

    Keras multiplies losses ``(batch, steps)`` by weights ``(batch,)`` as NumPy broadcasts them. The mean over the axes
    that the weights lack gives the same total as weights aligned from the left, and leaves nothing to broadcast.

    Args:
        losses: What the function computed.
        name: The name of the function.
        loss: The name of its Loss.
        class_axis: Where the losses of an example's classes lie.
        mask: Which losses count, judged by their labels; the shape of the losses.

    Raises:
        ValueError: Keras would align the weights or the mask in another way.
    """
    frame = _frame_of_keras(sys._getframe(2))  # noqa: SLF001 - the documented way to reach a frame
    if frame is None:
        return losses
    weights = frame.f_locals.get("sample_weight")
    keras_mask = frame.f_locals.get("in_mask", _keras.mask_of(frame.f_locals.get("y_pred")))
    if mask is not None:
        keras_mask = mask
        _keras.set_mask(losses, mask)  # as Keras' own losses do with what they ignore
    given = [tf.convert_to_tensor(each) for each in (weights, keras_mask) if each is not None]
    given = [each for each in given if each.shape.rank != 0]
    if not given or (_agree(given) and _fit(given[-1], losses)):
        return _without_axes(losses, given[-1].shape.rank, class_axis) if given else losses
    shapes = " and ".join(f"{kind} {each.shape}" for kind, each in zip(("weights", "a mask"), given, strict=False))
    raise ValueError(_REFUSAL.format(name=name, losses=losses.shape, what=shapes, loss=loss))


def _frame_of_keras(frame: FrameType | None) -> FrameType | None:
    """Return the Keras frame that weights the losses of a function; None if the caller of the function is not Keras."""
    while frame is not None and str(frame.f_globals.get("__name__")).startswith(_BETWEEN):
        frame = frame.f_back
    if frame is None or function_name(frame) != "call" or not _is_of_keras(frame):
        return None
    wrapper: Any = frame.f_locals.get("self")
    if not isinstance(wrapper, _keras.keras.losses.Loss):
        return None
    while frame is not None and (function_name(frame) != "__call__" or frame.f_locals.get("self") is not wrapper):
        frame = frame.f_back
    return frame


def _is_of_keras(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__")).split(".")[0] == str(_keras.keras.__name__)


def _agree(given: list[tf.Tensor]) -> bool:
    """Return whether Keras multiplies weights by a mask without broadcasting one along the other's first axis."""
    ranks = [each.shape.rank for each in given]
    if None in ranks or max(ranks) - min(ranks) > 1:
        return False
    longest = max(given, key=lambda each: each.shape.rank)
    return len(set(ranks)) == 1 or longest.shape[-1] == 1 or not _keras.IS_KERAS_3


def _fit(weights: tf.Tensor, losses: tf.Tensor) -> bool:
    """Return whether weights are aligned with the first axes of the losses, a last axis of size 1 aside."""
    if losses.shape.rank is None:
        return False
    sizes = weights.shape[:-1] if weights.shape[losses.shape.rank :] == [1] else weights.shape
    if len(sizes) > losses.shape.rank:
        return False
    return all(w in (1, n) or None in (w, n) for w, n in zip(sizes, losses.shape, strict=False))


def _without_axes(losses: tf.Tensor, rank: int, class_axis: int | None) -> tf.Tensor:
    """Return the mean over the class axis and the last ones, so that no more than `rank` axes are left."""
    if losses.shape.rank > rank and class_axis is not None:
        losses = tf.reduce_mean(losses, axis=class_axis)
    return tf.reduce_mean(losses, axis=list(range(rank, losses.shape.rank))) if losses.shape.rank > rank else losses
