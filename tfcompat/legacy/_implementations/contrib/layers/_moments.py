"""The moving moments of ``tf.contrib.layers.batch_norm``, and when they move."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations._modes import constant, in_graph, smart_cond
from tfcompat.legacy._implementations.layers._moving import moved

__all__ = ["Moments"]

tf1 = tf.compat.v1


class Moments:
    """A mean and a variance that move with each batch."""

    def __init__(self, mean: Any, variance: Any, decay: float, zero_debias: bool) -> None:
        self.kept = (mean, variance)
        self.decay = decay
        self.zero_debias = zero_debias

    def update(
        self, mean: Any, variance: Any, training: Any, collections: Any, results: list[Any], *, or_kept: bool = False
    ) -> list[Any]:
        """Update the moments, and return `results`; with `or_kept` these are the kept moments outside training.

        Without collections, the results depend on the updates. Eagerly and in functions, the updates run at once.
        """
        if constant(training) is False:
            return results
        kept = [tf.convert_to_tensor(each) for each in self.kept] if or_kept else results

        def at_once() -> list[Any]:
            with tf.control_dependencies(self._move(mean, variance)):
                return [tf.identity(each) for each in results]

        if collections is None or not in_graph():
            return _listed(smart_cond(training, at_once, lambda: kept))
        stay = lambda: [tf.convert_to_tensor(each) for each in self.kept]  # noqa: E731 - one of two branches
        for update in _listed(smart_cond(training, lambda: self._move(mean, variance), stay)):
            tf1.add_to_collections(collections, update)
        return _listed(smart_cond(training, lambda: results, lambda: kept)) if or_kept else results

    def _move(self, mean: Any, variance: Any) -> list[Any]:
        move = _debiased if self.zero_debias else moved
        return [move(self.kept[0], mean, self.decay), moved(self.kept[1], variance, self.decay)]


def _listed(values: Any) -> list[Any]:
    return list(values) if isinstance(values, list | tuple) else [values]


def _debiased(variable: Any, value: Any, decay: float) -> Any:
    """Move a variable that started at 0, without the bias towards 0 (arXiv 1412.6980)."""
    with tf1.name_scope("AssignMovingAvg"), tf1.variable_scope(variable.name.removesuffix(":0")):
        zeros = {"dtype": variable.dtype, "initializer": tf1.zeros_initializer(), "trainable": False}
        biased = tf1.get_variable("biased", variable.shape, **zeros)
        step = tf1.get_variable("local_step", [], **zeros)
        rest = tf.cast(tf.convert_to_tensor(1.0 - decay), variable.dtype)
        moved_ = tf.convert_to_tensor(biased.assign_sub((biased - value) * rest))
        factor = 1 - tf.pow(1.0 - rest, tf.convert_to_tensor(step.assign_add(1)))
        return tf.convert_to_tensor(variable.assign(moved_ / factor))
