"""Softmax cross-entropy: labels are a distribution over the classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tfcompat import _kernels
from tfcompat._arguments.keywords import check_keywords, describe
from tfcompat._arguments.links import warn_of_one_unit
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._arguments.ranges import refuse_concrete
from tfcompat._arguments.structured import structured
from tfcompat._arguments.tensors import as_logits, as_probabilities
from tfcompat._batch.class_axis import class_weights, classes_last, smooth_towards_uniform, tempered
from tfcompat._keras import register
from tfcompat.losses._base import LogitsLoss
from tfcompat.losses._compiled import for_compile
from tfcompat.losses._family import Family

if TYPE_CHECKING:
    import tensorflow as tf

__all__ = ["SoftmaxCrossEntropy", "softmax_cross_entropy"]


@register
@describe
@answers_old_keywords
@structured("labels", "logits")
def softmax_cross_entropy(
    labels: Any,
    logits: Any,
    *,
    axis: int = -1,
    label_smoothing: float = 0.0,
    class_weight: Any = None,
    focal_gamma: float = 0.0,
    temperature: float = 1.0,
    z_loss: float = 0.0,
) -> tf.Tensor:
    r"""Compute the softmax cross-entropy of (labels, logits), in this order, of a distribution over classes, in nats.

    Labels come first; in optax and PyTorch, logits do.

    With logits :math:`z`, temperature :math:`T`, smoothing :math:`\varepsilon`, class weights :math:`w`, focal
    exponent :math:`\gamma` and z-loss weight :math:`\zeta`:

    .. math::

        \ell = -\sum_k w_k q_k (1 - p_k)^\gamma \log p_k + \zeta \left(\log \sum_k e^{z_k / T}\right)^2, \qquad
        p = \operatorname{softmax}(z / T), \quad q = (1 - \varepsilon) y + \frac{\varepsilon}{K} \sum_j y_j

    The gradient is correct even if the labels do not sum to 1. It also reaches the labels; use
    ``tf.stop_gradient(labels)`` to stop it.

    {what else it takes}

    Args:
        labels: The distribution :math:`y`; the shape of ``logits``, any real dtype.
        logits: Unnormalised log-probabilities :math:`z`; ``[..., num_classes]``, floating point.
        {axis}
        {label_smoothing}
        {class_weight}
        {focal_gamma}
        {temperature}
        {z_loss}

    Returns:
        One loss per example, in the shape of ``logits`` without the class axis; float64 for float64 logits, otherwise
        float32.

    Raises:
        TypeError: ``logits`` is not floating point, or a keyword is unknown.
        ValueError: The shapes differ (at run time: InvalidArgumentError); a keyword is out of its range; or labels are
            negative, which suggests swapped arguments (checked if the values are known: in eager mode, or for
            constants).

    Examples:
        >>> softmax_cross_entropy([[0.0, 1.0]], [[0.0, 0.0]]).numpy()
        array([0.6931472], dtype=float32)

    References:
        ``tf.nn.softmax_cross_entropy_with_logits``; label smoothing: Szegedy et al., arXiv 1512.00567; focal loss: Lin
        et al., arXiv 1708.02002; z-loss: Chowdhery et al., arXiv 2204.02311.
    """
    check_keywords(
        axis=axis,
        label_smoothing=label_smoothing,
        focal_gamma=focal_gamma,
        temperature=temperature,
        z_loss=z_loss,
        class_weight=class_weight,
    )
    logits = as_logits(logits)
    labels = classes_last(refuse_concrete(as_probabilities(labels, logits), 0, float("inf")), axis)
    logits = classes_last(logits, axis)
    warn_of_one_unit(logits, "softmax_cross_entropy")
    logits = tempered(logits, temperature, z_loss)
    labels = smooth_towards_uniform(labels, label_smoothing)
    if class_weight is not None:
        labels *= class_weights(class_weight, logits)
    losses = _kernels.softmax(labels, logits, focal_gamma, z_loss)
    return for_compile(losses, "softmax_cross_entropy", "tfcompat.SoftmaxCrossEntropy")


class _Softmax(Family):
    function = staticmethod(softmax_cross_entropy)
    link = "softmax"
    label_range = (0.0, float("inf"))


@register
@describe
class SoftmaxCrossEntropy(LogitsLoss):
    """Keras Loss of `softmax_cross_entropy`: labels are a distribution over the classes.

    {maths of a loss}

    {chunks of a loss}

    Args:
        {axis}
        {label_smoothing}
        {class_weight}
        {focal_gamma}
        {temperature}
        {z_loss}
        {check_logits}
        {chunk_size}
        {reduction}
        {normalizer}
        {name}
        {dtype}

    {contract of a loss}

    Examples:
        >>> float(SoftmaxCrossEntropy()([[0.0, 1.0], [0.5, 0.5]], [[0.0, 0.0], [0.0, 0.0]]))
        0.6931471824645996

    References:
        ``keras.losses.CategoricalCrossentropy``, `softmax_cross_entropy`.
    """

    _of_family = _Softmax

    def __init__(
        self,
        *,
        axis: int = -1,
        label_smoothing: float = 0.0,
        class_weight: Any = None,
        focal_gamma: float = 0.0,
        temperature: float = 1.0,
        z_loss: float = 0.0,
        check_logits: str = "warn",
        chunk_size: str | int | None = None,
        reduction: str | None = "sum_over_batch_size",
        normalizer: str | None = None,
        name: str = "softmax_cross_entropy",
        dtype: str | None = None,
    ) -> None:
        super().__init__(
            axis=axis,
            label_smoothing=label_smoothing,
            class_weight=class_weight,
            focal_gamma=focal_gamma,
            temperature=temperature,
            z_loss=z_loss,
            check_logits=check_logits,
            chunk_size=chunk_size,
            reduction=reduction,
            normalizer=normalizer,
            name=name,
            dtype=dtype,
        )
