"""A record, kept in the graph of the training step, of the first batch whose loss is not finite."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import tensorflow as tf

from tfcompat._audit.culprits import suspects_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Found", "LossRecord"]

_OF_EACH = 3
"""The first place of a suspect, the number there, and how many examples have one; its shape follows."""
_PARAMETERS = ("x", "y", "y_pred", "sample_weight")


class Found(NamedTuple):
    """The first number of a suspect that is not as it should be."""

    name: str
    """``inputs``, ``sample_weight``, ``labels``, ``outputs``, ``probabilities`` or ``loss``."""
    output: str
    at: tuple[int, ...]
    """Its place in the batch, the example first."""
    value: float
    examples: int
    """How many examples of the batch have one."""
    of: int
    """How many examples the batch has."""


class _Trace(NamedTuple):
    """Name, output and rank of the suspects of one trace of the step, and the variable that it writes to."""

    suspects: list[tuple[str, str, int]]
    state: tf.Variable


class LossRecord:
    """Wraps ``compute_loss`` of a model; as long as the loss is finite, a step only compares it once more."""

    def __init__(self, model: Any) -> None:
        self._reference = weakref.ref(model)
        self._traces: list[_Trace] = []
        self._batch = tf.Variable(-1, dtype=tf.int64, trainable=False)
        self._function: Any = None
        self.training = True
        """Whether what is traced now is a step of training."""

    @property
    def _model(self) -> Any:
        return self._reference()

    def attach(self) -> None:
        """Let the model compute its loss through the record; its step is traced again, unless it was so before."""
        model = self._model
        vars(model).pop("compute_loss", None)
        original = model.compute_loss

        def compute_loss(*args: Any, **named: Any) -> Any:
            loss = original(*args, **named)
            if loss is not None and self.training and named.get("training") is not False:
                self._look(loss, {**dict(zip(_PARAMETERS, args, strict=False)), **named})
            return loss

        vars(model)["compute_loss"] = tf.autograph.experimental.do_not_convert(compute_loss)
        if self._function is None or model.train_function is not self._function:
            self._traces.clear()
            model.make_train_function(force=True)
            self._function = model.train_function
        for trace in self._traces:
            trace.state.assign(tf.fill(trace.state.shape, tf.constant(-1.0, tf.float64)))

    def detach(self) -> None:
        """Restore the method of the model."""
        vars(self._model).pop("compute_loss", None)

    def begin_epoch(self) -> None:
        """Count batches from 0 again."""
        self._batch.assign(-1)

    def found(self) -> tuple[int, list[Found]] | None:
        """Return the first batch whose loss was not finite and what is wrong in it; None if no loss was seen."""
        for suspects, state in self._traces:
            numbers = state.numpy()
            if numbers[0] >= 0:
                return int(numbers[0]), list(_read(suspects, numbers[1:]))
        return None

    def _look(self, loss: Any, given: dict[str, Any]) -> None:
        suspects = suspects_of(self._model, given)
        state = self._state([(each.name, each.output, each.rank) for each in suspects])
        batch = tf.cast(self._batch.assign_add(1), tf.float64)
        unseen = ~tf.reduce_all(tf.math.is_finite(loss)) & (state[0] < 0)

        def describe() -> tf.Tensor:
            return tf.concat([batch[tf.newaxis], *(_described(*each.look()) for each in suspects)], axis=0)

        state.assign(tf.cond(unseen, describe, lambda: tf.convert_to_tensor(state)))

    def _state(self, suspects: list[tuple[str, str, int]]) -> tf.Variable:
        """Return the variable to write to; eager steps with the same suspects share one."""
        for trace in self._traces:
            if trace.suspects == suspects:
                return trace.state
        size = 1 + sum(_OF_EACH + rank for *_, rank in suspects)
        with tf.init_scope():
            state = tf.Variable(np.full(size, -1.0), dtype=tf.float64, trainable=False)
        self._traces.append(_Trace(suspects, state))
        return state


def _described(numbers: tf.Tensor, wrong: tf.Tensor) -> tf.Tensor:
    """Return the first place, the number there, how many examples have one, and the shape, as numbers."""
    flat = tf.reshape(wrong, [-1])
    place = tf.argmax(tf.cast(flat, tf.int32))
    value = tf.gather(tf.reshape(tf.cast(numbers, tf.float64), [-1]), place)
    rows = tf.reduce_any(tf.reshape(wrong, [tf.shape(wrong)[0], -1]), axis=-1)
    first = tf.where(tf.reduce_any(flat), tf.cast(place, tf.float64), tf.constant(-1.0, tf.float64))
    head = tf.stack([first, value, tf.reduce_sum(tf.cast(rows, tf.float64))])
    return tf.concat([head, tf.cast(tf.shape(numbers), tf.float64)], axis=0)


def _read(suspects: list[tuple[str, str, int]], numbers: np.ndarray[Any, Any]) -> Iterator[Found]:
    """Yield what was found, from the numbers that `_described` wrote."""
    for name, output, rank in suspects:
        place, value, count = numbers[:_OF_EACH]
        shape = tuple(numbers[_OF_EACH : _OF_EACH + rank].astype(int))
        numbers = numbers[_OF_EACH + rank :]
        if place >= 0:
            at = tuple(map(int, np.unravel_index(int(place), shape)))
            yield Found(name, output, at, float(value), int(count), int(shape[0]))
