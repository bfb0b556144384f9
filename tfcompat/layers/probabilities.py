"""The layer that computes probabilities from logits, for serving."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat import _keras
from tfcompat._arguments.named_links import LINKS
from tfcompat._arguments.tensors import as_axis
from tfcompat._origin.double_activation import made_by_activation
from tfcompat._origin.notes import Activated, attach

__all__ = ["Probabilities", "check_link_name", "refuse_activated"]


def check_link_name(link: Any) -> str:
    """Return the name of a link, or refuse one that a saved model cannot hold."""
    if link not in ("softmax", "sigmoid"):
        raise ValueError(
            f"link must be 'softmax' (classes exclude each other) or 'sigmoid' (independent classes), got {link!r}."
        )
    return str(link)


def refuse_activated(tensor: Any, what: str) -> None:
    """Refuse the output of an activation where logits are expected: a second activation is always wrong."""
    made = made_by_activation(tensor)
    if made is not None:
        raise ValueError(
            f"{what} is not logits: {made}. Remove the activation (tfcompat.Logits has none) and train with a "
            "tfcompat loss, or use the model as it is."
        )


@_keras.register
class Probabilities(_keras.keras.layers.Layer):
    r"""Layer that turns logits into probabilities.

    .. math:: p = \operatorname{link}(z)

    Use it for serving, not for training: a tfcompat loss that gets its output reports a double activation. For logits
    ``[..., units]``, the layer returns probabilities of the same shape; float32, also under mixed precision, or float64
    under a float64 policy.

    Args:
        link: ``'softmax'`` if the classes exclude each other, ``'sigmoid'`` if they are independent or there is one
            unit. Default: ``'softmax'``.
        axis: The class axis, for ``'softmax'``; an int. Default: -1, the last.
        **kwargs: As for ``keras.layers.Layer``.

    Raises:
        ValueError: ``link`` is unknown; or it is softmax and there is one unit; or the layer is called on the output of
            an activation.
        TypeError: ``axis`` is not an int.

    Examples:
        >>> import tensorflow as tf
        >>> Probabilities("sigmoid")(tf.zeros([1, 2])).numpy()
        array([[0.5, 0.5]], dtype=float32)

    References:
        ``keras.layers.Softmax``; `tfcompat.links.probabilities`, which is exact to the last bits.
    """

    def __init__(self, link: str = "softmax", axis: int = -1, **kwargs: Any) -> None:
        super().__init__(**{"autocast": False, **kwargs})
        self.link: str = check_link_name(link)
        self.axis: int = as_axis(axis)
        self.supports_masking = True

    def call(self, inputs: Any) -> tf.Tensor:
        """Return the probabilities of the logits."""
        refuse_activated(inputs, f"the input of layer {self.name!r}")
        probabilities = LINKS[self.link](tf.cast(inputs, self._of_probabilities), self.axis)
        return attach(probabilities, Activated(self.link, self.name, self.axis))

    @property
    def _of_probabilities(self) -> str:
        return "float64" if self.compute_dtype == "float64" else "float32"

    def compute_output_spec(self, inputs: Any) -> Any:
        """Return shape and dtype of the probabilities, for Keras 3's symbolic calls."""
        return _keras.symbolic(inputs.shape, self._of_probabilities)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the shape of the logits."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return every argument of the constructor."""
        return {**super().get_config(), "link": self.link, "axis": self.axis}
