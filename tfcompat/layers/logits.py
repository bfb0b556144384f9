"""The layer that computes logits: Dense without an activation, and with float32 output."""

from __future__ import annotations

from inspect import signature
from typing import Any

import tensorflow as tf

from tfcompat import _keras
from tfcompat._origin.notes import LastLayer, attach

__all__ = ["Logits"]

_TAKES_TRAINING = "training" in signature(_keras.keras.layers.Dense.call).parameters
_REMEDY = (
    "Logits takes no activation, got {activation!r}: its output is logits, and the losses apply the {link} themselves. "
    "Omit activation=. For a model that returns probabilities, use tfcompat.with_probabilities(model, '{link}')."
)


def _is_linear_of_keras(activation: Any) -> bool:
    """Return whether it is Keras' own; a user's function may have that name and do something else."""
    return getattr(activation, "__name__", None) == "linear" and _keras.is_of_keras(activation)


@_keras.register
class Logits(_keras.keras.layers.Dense):
    r"""Layer for the unnormalised log-probabilities (or log-odds) of ``units`` classes.

    .. math:: z = x W + b

    A Dense layer without an activation, so it can never pass probabilities to a loss on logits. Under mixed precision,
    the product is computed in half precision and the logits are returned in float32; with ``dtype="float32"``, the
    product is float32 too. For inputs ``[..., features]``, the layer returns logits ``[..., units]``; float32, or
    float64 under a float64 policy.

    Args:
        units: Number of classes; a positive int.
        activation: None or ``"linear"``, as in the configuration of a Dense layer; anything else raises an error.
        **kwargs: As for ``keras.layers.Dense``.

    Raises:
        ValueError: ``activation`` is not None or ``"linear"``.

    Examples:
        >>> import tensorflow as tf
        >>> Logits(3)(tf.zeros([2, 4])).shape
        TensorShape([2, 3])

    References:
        ``keras.layers.Dense``.
    """

    def __init__(self, units: int, activation: Any = None, **kwargs: Any) -> None:
        if activation not in (None, "linear") and not _is_linear_of_keras(activation):
            name = getattr(activation, "__name__", activation)
            raise ValueError(_REMEDY.format(activation=name, link="sigmoid" if name == "sigmoid" else "softmax"))
        super().__init__(units, activation=None, **kwargs)

    def __call__(self, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the logits of the inputs, which must be of the Keras that tfcompat uses."""
        _keras.refuse_other(inputs)
        return super().__call__(inputs, *args, **kwargs)

    def call(self, inputs: Any, training: bool | None = None) -> tf.Tensor:
        """Return the logits of the inputs."""
        known = {"training": training} if _TAKES_TRAINING else {}
        logits = tf.cast(super().call(inputs, **known), self._logits_dtype)
        if tf.executing_eagerly() or getattr(self, "quantization_mode", None) or inputs.shape.rank in (None, 1):
            return logits  # there they are computed already, or of another kernel than the one at hand
        if isinstance(inputs, tf.RaggedTensor | tf.SparseTensor):
            return logits  # of the one a loss or metric reads the flat values; the other has no rows to be cut into
        bias = tf.convert_to_tensor(self.bias) if self.use_bias else None
        return attach(logits, LastLayer(inputs, tf.convert_to_tensor(self.kernel), bias))

    def quantized_call(self, *args: Any, **kwargs: Any) -> tf.Tensor:
        """Return the logits of the inputs, for a quantised kernel: Keras 3 calls this instead of `call`."""
        return tf.cast(super().quantized_call(*args, **kwargs), self._logits_dtype)

    def compute_output_spec(self, inputs: Any, training: bool | None = None) -> Any:  # noqa: ARG002 - Keras passes it
        """Return shape and dtype of the logits, for Keras 3's symbolic calls."""
        return _keras.symbolic(self.compute_output_shape(inputs.shape), self._logits_dtype)

    def quantize(self, mode: Any = None, **kwargs: Any) -> None:
        """Quantise the kernel, as Keras 3 does for Dense; its type check refuses subclasses."""
        super().quantize(mode, **{**kwargs, "type_check": False})

    @property
    def _logits_dtype(self) -> str:
        return "float64" if self.compute_dtype == "float64" else "float32"
