"""The audit of a compiled model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tfcompat import _keras
from tfcompat._audit.data import rows_of_data
from tfcompat._audit.endpoints import has_endpoint, of_endpoint, recorded
from tfcompat._audit.examples import first_inputs
from tfcompat._audit.loss_inputs import Reads, reads_of
from tfcompat._audit.metric_verdicts import of_metric
from tfcompat._audit.model_outputs import Gives, knows_inputs, outputs_of
from tfcompat._audit.result import Audit, AuditRow
from tfcompat._audit.verdicts import made, of_loss
from tfcompat._keras import keras

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["audit"]

_OWN_STEP = "the model overrides the training step or the loss, which may do anything in between"
_NESTED = "which output it reads is not certain"
_IN_STRUCTURE = "given in a structure"
_UNCERTAIN = Reads(_IN_STRUCTURE, "", "", "")


def audit(model: Any, *, inputs: Any = None, data: Any = None, max_examples: int | None = 10_000) -> Audit:
    """Check whether each loss and metric of a compiled model gets the input it expects.

    The model is called once, as in training, in a separate graph. The audit finds the operation that computes each
    output, also through reshapes, casts, slices and function calls. Nothing is trained and no weight changes. If
    something is uncertain, the verdict is unknown.

    Args:
        model: A compiled model of the Keras that tfcompat uses.
        inputs: A batch. Needed if the model does not know its inputs: a subclassed model that was never called, without
            ``data``.
        data: Examples to check: ``(x, y)`` or ``(x, y, sample_weight)``, or a ``tf.data.Dataset`` or another iterable
            of such batches; labels of several outputs as ``fit`` takes them. Their labels are compared with what each
            loss reads: dtype, shape, class ids or rows, range, NaN; and counted by class. Default: None, only the
            model is checked.
        max_examples: The number of examples to read; None for all. Default: 10,000.

    Returns:
        An `Audit` with one row per loss and metric, in ``rows``, ``wrong`` and ``unknown``. Printing it shows one line
        per row.

    Raises:
        ValueError: The model is not compiled with a loss, or its inputs are unknown.
        TypeError: `model` is not a model of this Keras, or ``data`` are not examples with labels.

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
    if not getattr(model, "loss", None) and not has_endpoint(model):
        raise ValueError(f"model {model.name!r} is not compiled with a loss: call model.compile(loss=...) first.")
    if data is not None and inputs is None and not knows_inputs(model):
        inputs, data = first_inputs(data)
    with recorded(model) as endpoints:
        outputs = outputs_of(model, inputs)
    read = [(gives, _reads(model, gives, place, len(outputs))) for place, gives in enumerate(outputs)]
    rows = [row for place, pair in enumerate(read) for row in _of_output(model, *pair, place, len(outputs))]
    if _has_own_step(model):
        rows = [replace(row, verdict="unknown", code="", message=_OWN_STEP) for row in rows]
    of_data = [] if data is None else rows_of_data(data, read, max_examples)
    return Audit(model=model.name, rows=(*(of_endpoint(each) for each in endpoints), *rows, *of_data))


def _of_output(model: Any, gives: Gives, reads: Reads, place: int, count: int) -> Iterator[AuditRow]:
    """Return the rows of one output: its loss and its metrics."""
    if reads.name:
        yield made(gives, _IN_STRUCTURE, "loss", "", message=_NESTED) if reads == _UNCERTAIN else of_loss(gives, reads)
    metrics = _keras.metrics_of_output(model, gives.path, gives.name, place, count)
    if metrics is None:
        yield made(gives, _IN_STRUCTURE, "metric", "", message=_NESTED)
    for metric in metrics or ():
        yield of_metric(gives, reads, metric)


def _reads(model: Any, gives: Gives, place: int, count: int) -> Reads:
    """Return what the loss of an output reads; without a name if it has no loss."""
    loss = _loss_of(model.loss, gives, place, count)
    if loss is None:
        return Reads("", "", "", "")
    return _UNCERTAIN if loss is _UNCERTAIN else reads_of(loss, gives.shape, gives.dtype)


def _loss_of(loss: Any, gives: Gives, place: int, count: int) -> Any:
    """Return the loss of one of several outputs, as `compile` got it."""
    if not isinstance(loss, dict | list | tuple):
        return loss
    if gives.nested:
        return _keras.at_path(loss, gives.path, _UNCERTAIN)
    if isinstance(loss, dict):
        return loss.get(gives.name) if count > 1 or gives.name in loss else next(iter(loss.values()), None)
    return loss[place] if place < len(loss) else None


def _has_own_step(model: Any) -> bool:
    """Return whether a model overrides how its outputs reach its loss."""
    names = ("train_step", "test_step", "compute_loss", "call_and_loss", "compiled_loss")
    return any(getattr(type(model), name, None) is not getattr(keras.Model, name, None) for name in names)
