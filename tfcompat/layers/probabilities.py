"""The layer that makes probabilities of logits, for a model that serves."""

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
    """Return the name of a link, refused where it is none that a saved model can hold."""
    if link not in ("softmax", "sigmoid"):
        raise ValueError(
            f"link must be 'softmax' (the classes exclude each other) or 'sigmoid' (each is on its own), got {link!r}."
        )
    return str(link)


def refuse_activated(tensor: Any, what: str) -> None:
    """Refuse what comes in the place of logits and is the output of an activation: a second one is always wrong."""
    made = made_by_activation(tensor)
    if made is not None:
        raise ValueError(
            f"{what} is no logits: {made}. Remove the activation (tfcompat.Logits has none) and train with a loss of "
            "tfcompat, or use the model as it is."
        )


@_keras.register
class Probabilities(_keras.keras.layers.Layer):
    r"""The probabilities that logits stand for.

    .. math:: p = \operatorname{link}(z)

    For models that serve: a loss of tfcompat that is given its output says that an activation is there twice. Called on
    logits ``[..., units]``, the layer returns probabilities of the same shape; float32, or float64 under a float64
    policy, also under mixed precision.

    Args:
        link: ``'softmax'`` where the classes exclude each other, ``'sigmoid'`` where each is on its own or there is one
            unit. Default: ``'softmax'``.
        axis: The class axis, for ``'softmax'``; an int. Default: -1, the last.
        **kwargs: As for ``keras.layers.Layer``.

    Raises:
        ValueError: ``link`` is none of these; or it is softmax and there is one unit; or the layer is called on the
            output of an activation.
        TypeError: ``axis`` is no int.

    Examples:
        >>> import tensorflow as tf
        >>> Probabilities("sigmoid")(tf.zeros([1, 2])).numpy()
        array([[0.5, 0.5]], dtype=float32)

    References:
        ``keras.layers.Softmax``; `tfcompat.links.probabilities` for the last bits.
    """

    def __init__(self, link: str = "softmax", axis: int = -1, **kwargs: Any) -> None:
        super().__init__(**{"autocast": False, **kwargs})
        self.link = check_link_name(link)
        self.axis = as_axis(axis)
        self.supports_masking = True

    def call(self, inputs: Any) -> tf.Tensor:
        """Return the probabilities of the logits."""
        refuse_activated(inputs, f"the input of layer {self.name!r}")
        return attach(
            LINKS[self.link](tf.cast(inputs, self._of_probabilities), self.axis), Activated(self.link, self.name)
        )

    @property
    def _of_probabilities(self) -> str:
        return "float64" if self.compute_dtype == "float64" else "float32"

    def compute_output_spec(self, inputs: Any) -> Any:
        """Shape and dtype of the probabilities, for Keras 3's symbolic calls."""
        return _keras.symbolic(inputs.shape, self._of_probabilities)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return that of the logits."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Return every argument of the constructor."""
        return {**super().get_config(), "link": self.link, "axis": self.axis}
