"""A model that returns probabilities and shares its weights with a model that returns logits."""

from __future__ import annotations

from typing import Any

from tfcompat import _keras
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._keras import keras
from tfcompat.layers.probabilities import Probabilities
from tfcompat.serving._model import axes_in, checked, checked_logits, for_each, link_of, readings, readings_at, specs_of

__all__ = ["with_probabilities"]


@_keras.register
class WithProbabilities(keras.Model):
    """A subclassed model and the links of its outputs, as one model; made by `with_probabilities`."""

    def __init__(self, model: Any, link: Any, axis: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model, self.link, self.axis = model, link, axis

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        """Return the probabilities of the model's logits."""
        outputs = self.model(inputs, training=training)
        reading = readings(self.model, outputs, self.link, self.axis)
        if self.axis is None:  # once saved and loaded, the model has no loss that knows it
            self.axis = axes_in(outputs, reading)
        return for_each(lambda _, z, each: link_of(z, each), checked_logits(self.model, outputs, reading), reading)

    def get_config(self) -> dict[str, Any]:
        """Return the model, serialised, the links and the axes."""
        model = keras.saving.serialize_keras_object(self.model)
        return {**super().get_config(), "model": model, "link": self.link, "axis": self.axis}

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> WithProbabilities:  # noqa: ARG003 - tf_keras passes it
        """Return the model that `get_config` described."""
        return cls(**{**config, "model": keras.saving.deserialize_keras_object(config["model"])})


@answers_old_keywords
def with_probabilities(model: Any, link: Any = "softmax", *, axis: Any = None) -> Any:
    """Return a model that returns probabilities instead of logits; both models share their weights.

    Train the model that returns logits and serve the new one: training changes both. For a functional or sequential
    model, the result is a functional model with a `Probabilities` layer at the end of each output; a subclassed model
    is wrapped.

    Args:
        model: A Keras model whose outputs are logits: a tensor, or a dict, list or tuple of them.
        link: ``'softmax'`` or ``'sigmoid'`` for all outputs; or one of them per output, in a dict or list like the
            outputs, with None for an output that stays unchanged. Default: ``'softmax'``.
        axis: The class axis; an int for all outputs, or one int per output in a dict or list like the outputs. Default:
            None, the axis of the loss that the model was compiled with, otherwise the last.

    Returns:
        The new model. Its outputs have the same structure, in float32 or float64.

    Raises:
        TypeError: ``model`` is not a model of the Keras in use.
        ValueError: A link is unknown, or an output has none; an output has no such axis; ``axis`` is None, and the
            model is channels-first and has no loss that names its axis; or an output is a probability already (for a
            subclassed model that was never called, this is raised on its first call).

    Examples:
        >>> import keras
        >>> import tensorflow as tf, tfcompat
        >>> model = keras.Sequential([keras.Input([4]), tfcompat.Logits(3)])
        >>> float(tf.reduce_sum(with_probabilities(model)(tf.zeros([1, 4]))))
        1.0

    References:
        `tfcompat.links.probabilities`.
    """
    inputs = checked(model, link)
    if inputs is None:
        known = _keras.called_with(model)
        if known is not None:
            readings_at(model, specs_of(known), link, axis)
        return WithProbabilities(model, link, axis, name=f"{model.name}_with_probabilities")
    reading = readings_at(model, specs_of(inputs), link, axis)

    taken = {model.name, *(layer.name for layer in model.layers)}

    def activated(place: str, logits: Any, each: Any) -> Any:
        if each.link is None:
            return logits
        name = "_".join(filter(None, ["probabilities", place])).replace("/", "_")  # which Keras 3 allows in no name
        while name in taken:
            name += "_"
        taken.add(name)
        return Probabilities(each.link, each.axis, name=name)(logits)

    outputs = for_each(activated, model(inputs), reading)
    return keras.Model(inputs, outputs, name=f"{model.name}_with_probabilities")
