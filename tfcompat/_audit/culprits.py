"""What of a batch may make its loss NaN: inputs, labels, weights, outputs, and the losses of single examples."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import tensorflow as tf

from tfcompat._arguments.nested import leaves_of
from tfcompat._audit.loss_lookup import loss_of, reads_of_output
from tfcompat._audit.model_outputs import outputs_in
from tfcompat._keras import keras
from tfcompat._origin.notes import LastLayer, note_of
from tfcompat._symbols import PROBABILITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tfcompat._audit.loss_inputs import Reads
    from tfcompat._audit.model_outputs import Gives

__all__ = ["Suspect", "suspects_of"]


class Suspect(NamedTuple):
    """Numbers of the batch, some of which may not be as they should be."""

    name: str
    output: str
    rank: int
    look: Callable[[], tuple[tf.Tensor, tf.Tensor]]
    """Returns the numbers, and a bool for each that is wrong; called only if the loss is not finite."""


def suspects_of(model: Any, given: dict[str, Any]) -> list[Suspect]:
    """Return the suspects of a step, causes first, as they are named."""
    outputs = outputs_in(model, given.get("y_pred"))
    labels, weights = ([leaf for _, leaf in leaves_of(given.get(name))] for name in ("y", "sample_weight"))
    found = [*_not_finite("inputs", given.get("x"), ""), *_not_finite("sample_weight", given.get("sample_weight"), "")]
    effects: list[Suspect] = []
    for place, (gives, tensor) in enumerate(outputs):
        reads = reads_of_output(model, gives, place, len(outputs))
        y = labels[place] if len(labels) == len(outputs) else None
        found += _of_labels(y, weights[place] if len(weights) == len(outputs) else None, gives, reads)
        note = note_of(tensor, LastLayer)
        if note is None or not note.chunked:  # what is computed by chunks is not in memory, and is to stay so
            effects += _not_finite("probabilities" if gives.kind in PROBABILITIES else "outputs", tensor, gives.name)
            effects += _of_losses(loss_of(model.loss, gives, place, len(outputs)), y, tensor, gives.name)
    return [*found, *effects]


def _is_dense(tensor: Any) -> bool:
    return isinstance(tensor, tf.Tensor) and bool(tensor.shape.rank)


def _not_finite(name: str, structure: Any, output: str) -> Iterator[Suspect]:
    for path, leaf in leaves_of(structure):
        if _is_dense(leaf) and leaf.dtype.is_floating:
            of = "".join(f"[{step!r}]" for step in path)
            yield Suspect(name + of, output, leaf.shape.rank, partial(_looked_at, leaf))


def _looked_at(numbers: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    return numbers, ~tf.math.is_finite(numbers)


def _of_labels(labels: Any, weights: Any, gives: Gives, reads: Reads) -> Iterator[Suspect]:
    """Yield labels that are not finite, or out of the range of the encoding that the loss reads."""
    if not _is_dense(labels) or not (labels.dtype.is_floating or labels.dtype.is_integer):
        return
    classes = gives.size(reads.axis) if reads.encoding else None

    def look() -> tuple[tf.Tensor, tf.Tensor]:
        numbers = tf.cast(labels, tf.float64)
        wrong = ~tf.math.is_finite(numbers)
        if classes is not None:
            outside = (numbers < 0) | (numbers >= classes if reads.encoding == "ids" else numbers > 1)
            for ignored in [] if reads.ignored is None else np.ravel(list(np.ravel(reads.ignored))):
                outside &= numbers != float(ignored)
            wrong |= outside
        if _is_dense(weights) and weights.shape.rank <= labels.shape.rank:
            aligned = tf.concat([tf.shape(weights), tf.ones(labels.shape.rank - weights.shape.rank, tf.int32)], axis=0)
            wrong &= tf.reshape(weights, aligned) != 0  # what has no weight may hold anything
        return labels, wrong

    yield Suspect("labels", gives.name, labels.shape.rank, look)


def _of_losses(loss: Any, labels: Any, outputs: Any, name: str) -> Iterator[Suspect]:
    """Yield the losses of single examples, if the loss is a Keras Loss or a function that returns them."""
    if loss is None or not _is_dense(labels) or not _is_dense(outputs):
        return

    def look() -> tuple[tf.Tensor, tf.Tensor]:
        appended = labels.shape.rank == outputs.shape.rank - 1 and outputs.shape[-1] == 1  # as fit does
        y = labels[..., tf.newaxis] if appended else labels
        nothing = tf.zeros(tf.shape(outputs)[:1])
        try:
            function = keras.losses.get(loss() if isinstance(loss, type) else loss)
            losses = tf.convert_to_tensor(getattr(function, "call", function)(y, outputs))
        except Exception:  # noqa: BLE001 - it may be code of the user, which takes other labels
            losses = nothing
        if not losses.shape.rank or not losses.dtype.is_floating:
            losses = nothing
        sums = tf.reduce_sum(tf.reshape(losses, [tf.shape(losses)[0], -1]), axis=-1)
        return sums, ~tf.math.is_finite(sums)

    yield Suspect("loss", name, 1, look)
