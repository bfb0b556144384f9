"""How a layer tells a loss or metric what made its output: a note that hangs on the tensor, as Keras' masks do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import tensorflow as tf

_NAME = "_tfcompat_{}"
Note = TypeVar("Note")


@dataclass(frozen=True, slots=True)
class Activated:
    """The tensor holds probabilities."""

    link: str
    """``"softmax"`` or ``"sigmoid"``."""
    layer: str
    """The name of the layer that made it."""


def hang(tensor: tf.Tensor, note: Note) -> tf.Tensor:
    """Hang a note on a tensor; a second one of its kind takes the place of the first."""
    setattr(tensor, _NAME.format(type(note).__name__.lower()), note)
    return tensor


def note_of(tensor: object, kind: type[Note]) -> Note | None:
    """The note of this kind that hangs on a tensor, or None."""
    return getattr(tensor, _NAME.format(kind.__name__.lower()), None)


@dataclass(frozen=True, slots=True)
class Head:
    """The tensor is ``inputs @ kernel + bias``, which a loss or a metric can compute for some rows at a time."""

    inputs: tf.Tensor
    """``[..., features]``."""
    kernel: tf.Tensor
    """``[features, classes]``, of the dtype of the inputs."""
    bias: tf.Tensor | None
    """``[classes]``."""
