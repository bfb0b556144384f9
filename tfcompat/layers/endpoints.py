"""Losses as the last layer of a model, which is called on logits and labels and adds the loss to the model."""

from __future__ import annotations

import re
from inspect import Parameter, signature
from textwrap import indent
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from tfcompat import _keras
from tfcompat._arguments.constructors import keywords_of, rebuilt
from tfcompat._arguments.keywords import describe
from tfcompat._arguments.old_keywords import answers_old_keywords, unknown_keyword
from tfcompat._keras import keras
from tfcompat.losses import SigmoidCrossEntropy, SoftmaxCrossEntropy, SparseSoftmaxCrossEntropy

if TYPE_CHECKING:
    import tensorflow as tf

__all__ = ["SigmoidCrossEntropyLayer", "SoftmaxCrossEntropyLayer", "SparseSoftmaxCrossEntropyLayer"]

_OF_THE_LAYER = ("name", "dtype")
"""Arguments that Keras' Layer has too, and that mean the layer's here; the loss computes in the dtype of the logits."""

_OF_ANY_LAYER = (*_OF_THE_LAYER, "trainable")

_OF_THE_LOSS_ONLY = (*_OF_THE_LAYER, "normalizer")
"""Arguments of the Loss that a layer does not pass on: replicas cannot meet inside a model, since Keras 3 keeps what
all of them add in one list."""

_ENDPOINT = """{maths of a loss}

{use of an endpoint}

Args:
KEYWORDS
    name: Name of the layer; a string.
    dtype: Policy of the layer; the loss is computed in the dtype of the logits (float32 for half precision).
    trainable: As for ``keras.layers.Layer``.

{contract of an endpoint}"""

_ONE_LIST = "{layer} must be called on one list, [logits, labels] or [logits, labels, sample_weight], got {got}."

_NO_NORMALIZER = (
    "{layer} takes no normalizer=, since the replicas cannot add up inside a model. End the model in the logits, and "
    "compile it with tfcompat.{loss}(normalizer='global')."
)


Endpoint = TypeVar("Endpoint", bound="type[LossLayer]")


class LossLayer(keras.layers.Layer):
    """A layer that adds a loss to the model and passes the logits through; subclasses name the Loss."""

    family: ClassVar[type[Any]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "__init__" in vars(cls):
            cls.__init__ = answers_old_keywords(cls.__init__)  # type: ignore[method-assign] # for the error about from_logits=
        elif "family" in vars(cls):
            cls.__init__ = cls._constructor()  # type: ignore[method-assign] # so that the signature names the keywords

    @classmethod
    def _constructor(cls) -> Any:
        """Return a constructor whose signature has the keywords of the Loss and of the layer."""

        def __init__(self: Any, **keywords: Any) -> None:  # noqa: N807 - it becomes the class's constructor
            LossLayer.__init__(self, **keywords)

        own = [Parameter("self", Parameter.POSITIONAL_OR_KEYWORD), *cls._keywords()]
        of_layer = [Parameter(name, Parameter.KEYWORD_ONLY, default=None) for name in _OF_ANY_LAYER]
        __init__.__qualname__ = f"{cls.__name__}.__init__"
        __init__.__signature__ = signature(LossLayer.__init__).replace(parameters=[*own, *of_layer])  # type: ignore[attr-defined] # functions take it
        return __init__

    @classmethod
    def _keywords(cls) -> list[Parameter]:
        """Return the keywords of the family, as its Loss has them."""
        return [p for p in keywords_of(cls.family) if p.name not in _OF_THE_LOSS_ONLY]

    def __init__(self, **keywords: Any) -> None:
        mine = {p.name for p in self._keywords()}
        if "normalizer" in keywords:
            raise TypeError(_NO_NORMALIZER.format(layer=type(self).__name__, loss=self.family.__name__))
        unknown = next((name for name in keywords if name not in {*mine, *_OF_ANY_LAYER}), None)
        if unknown is not None:
            raise TypeError(unknown_keyword(type(self).__name__, frozenset({*mine, *_OF_ANY_LAYER}), unknown))
        of_layer = {name: value for name, value in keywords.items() if name not in mine and value is not None}
        super().__init__(**{"autocast": False, **of_layer})
        self.loss: Any = self.family(**{name: value for name, value in keywords.items() if name in mine})
        if self.loss.reduction in ("none", None):
            raise ValueError(
                f"{type(self).__name__} adds one number to the losses of the model, but reduction="
                f"{self.loss.reduction!r} does not give one; use 'sum' or a mean."
            )
        self.supports_masking = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return the logits; see `call`."""
        if len(args) > 1:
            raise TypeError(_ONE_LIST.format(layer=type(self).__name__, got=f"{len(args)} arguments"))
        return super().__call__(*args, **kwargs)

    def call(self, inputs: Any, training: bool | None = None) -> tf.Tensor:
        """Add the loss of the labels, if there are any, and return the logits.

        Args:
            inputs: One list: ``[logits, labels]`` or ``[logits, labels, sample_weight]``; labels may be missing or None
                if the model only predicts.
            training: Whether the model trains, and so needs labels.
        """
        logits, labels, sample_weight = self._parts(inputs)
        if labels is None:
            if training:
                raise ValueError(
                    f"{type(self).__name__} {self.name!r} got no labels to train on: call it on [logits, labels], and "
                    "pass the labels to fit as one of the model's inputs."
                )
            return logits
        self.add_loss(_keras.for_add_loss(self.loss(labels, logits, sample_weight), self.loss.reduction))
        return logits

    def _parts(self, inputs: Any) -> tuple[Any, Any, Any]:
        """Return logits, labels and weights, None where one is not given."""
        if not isinstance(inputs, list | tuple) or not 1 <= len(inputs) <= 3 or inputs[0] is None:
            of = f" of {len(inputs)}" if isinstance(inputs, list | tuple) else ""
            raise TypeError(_ONE_LIST.format(layer=type(self).__name__, got=f"{type(inputs).__name__}{of}"))
        return (*inputs, None, None)[:3]

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the shape of the logits."""
        return input_shape[0]

    def compute_output_spec(self, inputs: Any, training: bool | None = None) -> Any:  # noqa: ARG002 - Keras passes it
        """Return shape and dtype of the logits, for Keras 3's symbolic calls, which must not add a loss."""
        logits, _, _ = self._parts(inputs)
        return _keras.symbolic(logits.shape, logits.dtype)

    def compute_mask(self, inputs: Any, mask: Any = None) -> Any:  # noqa: ARG002 - Keras passes it
        """Return the mask of the logits."""
        return mask[0] if isinstance(mask, list | tuple) else mask

    def get_config(self) -> dict[str, Any]:
        """Return every argument of the constructor."""
        settings = {name: value for name, value in self.loss.get_config().items() if name not in _OF_THE_LOSS_ONLY}
        return {**super().get_config(), **settings}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """Return the layer that `get_config` described."""
        return rebuilt(cls, config, aside=_OF_ANY_LAYER)


def _described(cls: Endpoint) -> Endpoint:
    """Fill what endpoint layers share, and the keywords of the Loss, into the docstring of one."""
    names = [parameter.name for parameter in keywords_of(cls.family) if parameter.name not in _OF_THE_LOSS_ONLY]
    shared = _ENDPOINT.replace("KEYWORDS", "\n".join(f"    {{{name}}}" for name in names))
    blank = re.compile(r"^( *)\{endpoint\}$", re.MULTILINE)
    cls.__doc__ = blank.sub(lambda found: indent(shared, found[1]), cls.__doc__ or "")
    return describe(cls)


@_keras.register
@_described
class SoftmaxCrossEntropyLayer(LossLayer):
    """Endpoint layer of `SoftmaxCrossEntropy`: labels are a distribution over the classes.

    {endpoint}

    Examples:
        >>> import tensorflow as tf
        >>> layer = SoftmaxCrossEntropyLayer()
        >>> logits = layer([tf.zeros([1, 2]), tf.constant([[0.0, 1.0]])])
        >>> float(layer.losses[0])
        0.6931471824645996

    References:
        `SoftmaxCrossEntropy`; ``keras.layers.Layer.add_loss``.
    """

    family = SoftmaxCrossEntropy


@_keras.register
@_described
class SparseSoftmaxCrossEntropyLayer(LossLayer):
    """Endpoint layer of `SparseSoftmaxCrossEntropy`: labels are class ids.

    {endpoint}

    Examples:
        >>> import tensorflow as tf
        >>> layer = SparseSoftmaxCrossEntropyLayer()
        >>> logits = layer([tf.zeros([1, 2]), tf.constant([1])])
        >>> float(layer.losses[0])
        0.6931471824645996

    References:
        `SparseSoftmaxCrossEntropy`; ``keras.layers.Layer.add_loss``.
    """

    family = SparseSoftmaxCrossEntropy


@_keras.register
@_described
class SigmoidCrossEntropyLayer(LossLayer):
    """Endpoint layer of `SigmoidCrossEntropy`: classes are independent.

    {endpoint}

    Examples:
        >>> import tensorflow as tf
        >>> layer = SigmoidCrossEntropyLayer()
        >>> logits = layer([tf.zeros([1, 2]), tf.constant([[0.0, 1.0]])])
        >>> float(layer.losses[0])
        0.6931471824645996

    References:
        `SigmoidCrossEntropy`; ``keras.layers.Layer.add_loss``.
    """

    family = SigmoidCrossEntropy
