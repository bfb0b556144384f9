"""Endpoint layers: the losses that layers of a model compute of its logits."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import tensorflow as tf

from tfcompat import _keras
from tfcompat._audit.loss_inputs import reads_of
from tfcompat._audit.model_outputs import Output, gives_of
from tfcompat._audit.verdicts import of_loss
from tfcompat.layers.endpoints import LossLayer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat._audit.model_outputs import Gives
    from tfcompat._audit.result import AuditRow

__all__ = ["Endpoint", "has_endpoint", "of_endpoint", "recorded"]


class Endpoint(NamedTuple):
    """An endpoint layer, and the logits that it got in a call."""

    layer: Any
    gives: Gives


class _Recorder:
    """Replaces the loss of an endpoint layer during a call."""

    def __init__(self, layer: Any, model: Any, seen: list[Endpoint]) -> None:
        self._layer, self._model, self._seen, self._loss = layer, model, seen, layer.loss

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loss, name)

    def __call__(self, labels: Any, logits: Any, sample_weight: Any = None) -> tf.Tensor:  # noqa: ARG002 - as a Loss is called
        self._seen.append(Endpoint(self._layer, gives_of(self._model, Output("", (), nested=False), logits)))
        return tf.zeros([])


def _endpoints(model: Any) -> list[Any]:
    return [layer for layer in _keras.flat_layers(model) if isinstance(layer, LossLayer)]


def has_endpoint(model: Any) -> bool:
    """Return whether a layer of a model computes a loss, so that `compile` needs none."""
    return bool(_endpoints(model))


@contextmanager
def recorded(model: Any) -> Iterator[list[Endpoint]]:
    """Record what endpoint layers are given while the model is called."""
    seen: list[Endpoint] = []
    held = [(layer, layer.loss) for layer in _endpoints(model)]
    try:
        for layer, _ in held:
            layer.loss = _Recorder(layer, model, seen)
        yield seen
    finally:
        for layer, loss in held:
            layer.loss = loss


def of_endpoint(endpoint: Endpoint) -> AuditRow:
    """Return the row of an endpoint layer."""
    reads = reads_of(endpoint.layer.loss)
    return of_loss(endpoint.gives, reads._replace(name=f"{type(endpoint.layer).__name__} {endpoint.layer.name!r}"))
