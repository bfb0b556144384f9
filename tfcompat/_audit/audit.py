"""The look at a compiled model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tfcompat import _keras
from tfcompat._audit.loss_inputs import Reads, reads_of
from tfcompat._audit.model_outputs import Gives, outputs_of
from tfcompat._audit.result import Audit, AuditRow
from tfcompat._audit.verdicts import made, of_loss, of_metric
from tfcompat._keras import keras

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["audit"]

_OWN_STEP = "the model has a training step or a loss of its own, which may do anything in between"
_NESTED = "which output it reads is not certain"


def audit(model: Any, *, inputs: Any = None) -> Audit:
    """Look whether each loss and metric of a compiled model is given what it reads.

    The model is called once in a graph of its own, as training calls it, and what makes each output is looked for
    there, behind reshapes, casts, slices and called functions. Nothing is trained and no weight changes. What is not
    certain is said to be unknown.

    Args:
        model: A model of the Keras that tfcompat uses, compiled.
        inputs: A batch, where the model does not know its inputs: one that is subclassed and was never called.

    Returns:
        A row for each loss and metric, in ``rows``, ``wrong`` and ``unknown``; printed, it is a line for each.

    Raises:
        TypeError: `model` is no model of this Keras.
        ValueError: It is not compiled with a loss, or nothing is known of its inputs.

    Examples:
        >>> import keras
        >>> import tfcompat
        >>> model = keras.Sequential([keras.Input([4]), keras.layers.Dense(3, name="head")], name="iris")
        >>> model.compile(loss="sparse_categorical_crossentropy")
        >>> print(tfcompat.audit(model))
        model 'iris': 1 wrong
          wrong    loss sparse_categorical_crossentropy: TFC202 it reads probabilities, and the output has no activation
          (layer 'head'); use tfcompat.SparseSoftmaxCrossEntropy(), which takes logits
    """
    _keras.check_model(model)
    if not getattr(model, "loss", None):
        raise ValueError(f"model {model.name!r} has no loss to look at: compile it with one, then audit it.")
    outputs = outputs_of(model, inputs)
    rows = [row for place, gives in enumerate(outputs) for row in _of_output(model, gives, place, len(outputs))]
    if _has_own_step(model):
        rows = [replace(row, verdict="unknown", code="", message=_OWN_STEP) for row in rows]
    return Audit(model=model.name, rows=tuple(rows))


def _of_output(model: Any, gives: Gives, place: int, count: int) -> Iterator[AuditRow]:
    """Return the loss of one output, and the metrics beside it."""
    loss = model.loss
    if gives.nested and isinstance(loss, dict | list | tuple):
        yield made(gives, "given in a structure", "loss", "", message=_NESTED)
        return
    if isinstance(loss, dict):
        loss = loss.get(gives.name) if count > 1 or gives.name in loss else next(iter(loss.values()), None)
    elif isinstance(loss, list | tuple):
        loss = loss[place] if place < len(loss) else None
    reads = reads_of(loss) if loss is not None else Reads("", "", "", "")
    if loss is not None:
        yield of_loss(gives, reads)
    found = None if gives.nested else _keras.metrics_of_output(model, gives.name, place, count)
    if found is None:
        yield made(gives, "given in a structure", "metric", "", message=_NESTED)
    for metric in found or ():
        yield of_metric(gives, reads, metric)


def _has_own_step(model: Any) -> bool:
    """Return whether a model has a way of its own from what it gives to its loss."""
    names = ("train_step", "test_step", "compute_loss", "call_and_loss", "compiled_loss")
    return any(getattr(type(model), name, None) is not getattr(keras.Model, name, None) for name in names)
