"""The audit of a compiled model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tfcompat import _keras
from tfcompat._audit.data import rows_of_data
from tfcompat._audit.endpoints import has_endpoint, of_endpoint, recorded
from tfcompat._audit.examples import first_inputs
from tfcompat._audit.loss_lookup import IN_STRUCTURE, UNCERTAIN, reads_of_output
from tfcompat._audit.metric_verdicts import of_metric
from tfcompat._audit.model_outputs import knows_inputs, outputs_of
from tfcompat._audit.result import Audit, AuditRow
from tfcompat._audit.verdicts import made, of_loss
from tfcompat._keras import keras

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat._audit.loss_inputs import Reads
    from tfcompat._audit.model_outputs import Gives

__all__ = ["audit"]

_OWN_STEP = "the model overrides the training step or the loss, which may do anything in between"
_NESTED = "which output it reads is not certain"


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
    read = [(gives, reads_of_output(model, gives, place, len(outputs))) for place, gives in enumerate(outputs)]
    rows = [row for place, pair in enumerate(read) for row in _of_output(model, *pair, place, len(outputs))]
    if _has_own_step(model):
        rows = [replace(row, verdict="unknown", code="", message=_OWN_STEP) for row in rows]
    of_data = [] if data is None else rows_of_data(data, read, max_examples)
    return Audit(model=model.name, rows=(*(of_endpoint(each) for each in endpoints), *rows, *of_data))


def _of_output(model: Any, gives: Gives, reads: Reads, place: int, count: int) -> Iterator[AuditRow]:
    """Return the rows of one output: its loss and its metrics."""
    if reads.name:
        yield made(gives, IN_STRUCTURE, "loss", "", message=_NESTED) if reads == UNCERTAIN else of_loss(gives, reads)
    metrics = _keras.metrics_of_output(model, gives.path, gives.name, place, count)
    if metrics is None:
        yield made(gives, IN_STRUCTURE, "metric", "", message=_NESTED)
    for metric in metrics or ():
        yield of_metric(gives, reads, metric)


def _has_own_step(model: Any) -> bool:
    """Return whether a model overrides how its outputs reach its loss."""
    names = ("train_step", "test_step", "compute_loss", "call_and_loss", "compiled_loss")
    return any(getattr(type(model), name, None) is not getattr(keras.Model, name, None) for name in names)
