"""How to read the logits of a network: as a class, or as probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._arguments.links import as_floating, check_link, refuse_one_unit
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._arguments.structured import structured
from tfcompat._arguments.tensors import check_axis
from tfcompat.links.classes import softmax
from tfcompat.links.logistic import sigmoid

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["predicted_class", "probabilities"]


@answers_old_keywords
@structured("logits")
def predicted_class(logits: Any, *, axis: int = -1) -> tf.Tensor:
    r"""Return the class that the logits make likeliest; no probabilities are needed for it.

    .. math:: \hat{y} = \operatorname{argmax}_k z_k, \qquad \text{for one unit } \hat{y} = [z > 0]

    Args:
        logits: ``[..., num_classes]``; or ``[..., 1]``, the log-odds of class 1 against class 0. Floating point.
        axis: The class axis; an int. Default: -1, the last.

    Returns:
        One class id for each example: the shape of ``logits`` without the class axis; int64.

    Raises:
        TypeError: ``logits`` is not floating point, or ``axis`` no int.
        ValueError: ``logits`` has no such axis, or no class on it.

    Examples:
        >>> predicted_class([[0.1, 2.0, -1.0]]).numpy()
        array([1])
        >>> predicted_class([[-0.3], [0.3]]).numpy()
        array([0, 1])

    References:
        ``tf.math.argmax``, which for one unit is 0 whatever its logit.
    """
    logits = as_floating(logits, "predicted_class")
    units = _units(logits, check_axis(axis, logits, "logits"))
    if units == 0:
        raise ValueError(f"predicted_class() needs at least one class, got logits {logits.shape} with axis={axis}.")
    positive = tf.cast(tf.reduce_max(logits, axis) > 0, tf.int64)
    if units == 1:
        return positive
    likeliest = tf.argmax(logits, axis, output_type=tf.int64)
    return likeliest if units else tf.where(tf.equal(tf.shape(logits)[axis], 1), positive, likeliest)


@answers_old_keywords
@structured("logits", classes=lambda given: given.get("link") != "sigmoid")
def probabilities(logits: Any, link: str | Callable[[Any], Any] = "softmax", *, axis: int = -1) -> tf.Tensor:
    """Return the probabilities that logits stand for.

    Args:
        logits: Logits of a network; ``[..., num_classes]``, floating point.
        link: ``'softmax'`` where the classes exclude each other, ``'sigmoid'`` where each is on its own or there is one
            unit, or a function from logits to probabilities, such as `inverse_probit`. Default: ``'softmax'``.
        axis: The class axis, for ``'softmax'``; an int. Default: -1, the last.

    Returns:
        Probabilities: the shape of ``logits``; float64 for float64, else float32.

    Raises:
        TypeError: ``logits`` is not floating point, or ``axis`` no int.
        ValueError: ``link`` is none of these; or it is softmax and there is one unit, which has probability 1 whatever
            its logit.

    Examples:
        >>> probabilities([[0.0, 0.0]]).numpy()
        array([[0.5, 0.5]], dtype=float32)
        >>> probabilities([[0.0]], "sigmoid").numpy()
        array([[0.5]], dtype=float32)

    References:
        P. McCullagh and J. A. Nelder, Generalized Linear Models, second edition (1989), for links.
    """
    logits = as_floating(logits, "probabilities")
    if callable(check_link(link)):
        return link(logits)  # type: ignore[operator] # that it is callable was asked through check_link
    if link == "sigmoid":
        return sigmoid(logits)
    refuse_one_unit(logits, check_axis(axis, logits, "logits"))
    return softmax(logits, axis=axis)


def _units(logits: tf.Tensor, axis: int) -> int | None:
    """Return the number of classes, None where it is not known yet."""
    return None if logits.shape.rank is None else logits.shape[axis]
