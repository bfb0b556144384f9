"""Read the logits of a network as a class or as probabilities."""

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
    r"""Return the most likely class; no probabilities are needed for this.

    .. math:: \hat{y} = \operatorname{argmax}_k z_k, \qquad \text{for one unit } \hat{y} = [z > 0]

    Args:
        logits: ``[..., num_classes]``; or ``[..., 1]``, the log-odds of class 1 against class 0. Floating point.
        axis: The class axis; an int. Default: -1, the last.

    Returns:
        One class id per example, in the shape of ``logits`` without the class axis; int64.

    Raises:
        TypeError: ``logits`` is not floating point, or ``axis`` is not an int.
        ValueError: ``logits`` has no such axis, or its size is 0.

    Examples:
        >>> predicted_class([[0.1, 2.0, -1.0]]).numpy()
        array([1])
        >>> predicted_class([[-0.3], [0.3]]).numpy()
        array([0, 1])

    References:
        ``tf.math.argmax``, which is always 0 for one unit.
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
    """Return the probabilities for the logits of a network.

    Args:
        logits: Logits of a network; ``[..., num_classes]``, floating point.
        link: ``'softmax'`` if the classes exclude each other, ``'sigmoid'`` if they are independent or there is one
            unit, or a function from logits to probabilities, such as `inverse_probit`. Default: ``'softmax'``.
        axis: The class axis, for ``'softmax'``; an int. Default: -1, the last.

    Returns:
        Probabilities in the shape of ``logits``; float64 for float64, otherwise float32.

    Raises:
        TypeError: ``logits`` is not floating point, or ``axis`` is not an int.
        ValueError: ``link`` is unknown; or it is softmax and there is one unit, whose softmax is always 1.

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
    """Return the number of classes, or None if it is not known yet."""
    return None if logits.shape.rank is None else logits.shape[axis]
