"""What was measured for a rewrite: the old call and the new one, on made-up tensors, with the TensorFlow that is here.

Only names of TensorFlow, Keras and tfcompat, literals and made-up tensors are used; no line of the user's is executed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.evidence._availability import MissingTensorFlowError, require_tensorflow

if TYPE_CHECKING:
    from tfcompat.migrate import Shape
    from tfcompat.migrate.report import Measurement

__all__ = ["MissingTensorFlowError", "measure", "require_tensorflow"]


def measure(shape: Shape) -> Measurement:
    r"""Run both calls of a shape: value, dtype, shape and gradients, in eager and in ``tf.function``.

    Args:
        shape: Of a finding.

    Returns:
        The largest differences that were found; or why nothing was measured; or in what the two differ.

    Example:
        >>> from tfcompat.migrate import migrate_source
        >>> source = b"import tensorflow.compat.v1 as tf\nx = tf.losses.sparse_softmax_cross_entropy(y, z, weights=2.0)"
        >>> shape = migrate_source(source).findings[0].shape
        >>> shape.old
        'tfcompat.legacy.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits, weights=2.0)'
        >>> measure(shape).verified
        True
    """
    from tfcompat.evidence._measure import measured  # which loads TensorFlow

    return measured(shape)
