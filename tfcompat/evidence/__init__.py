"""Measure a rewrite: the old and the new call, on made-up tensors, with the installed TensorFlow.

Only names of TensorFlow, Keras and tfcompat, literals and made-up tensors are used; no user code is executed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.evidence._availability import MissingTensorFlowError, require_tensorflow

if TYPE_CHECKING:
    from tfcompat.migrate import Shape
    from tfcompat.migrate.report import Measurement

__all__ = ["MissingTensorFlowError", "measure", "require_tensorflow"]


def measure(shape: Shape) -> Measurement:
    r"""Run the old and the new call of a shape, and compare value, dtype, shape and gradients.

    Both calls run in eager mode and in ``tf.function``.

    Args:
        shape: The ``shape`` of a finding.

    Returns:
        The largest differences; or the reason why nothing was measured; or the property in which the calls differ.

    Example:
        >>> from tfcompat.migrate import migrate_source
        >>> source = b"import tensorflow.compat.v1 as tf\nx = tf.losses.sparse_softmax_cross_entropy(y, z, weights=2.0)"
        >>> shape = migrate_source(source).findings[0].shape
        >>> shape.old
        'tfcompat.legacy.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits, weights=2.0)'
        >>> measure(shape).verified
        True
    """
    from tfcompat.evidence._measure import measured  # it loads TensorFlow

    return measured(shape)
