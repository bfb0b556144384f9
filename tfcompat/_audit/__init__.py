"""A look at a compiled model: whether each loss and metric is given what it reads. The model is traced, not trained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tfcompat import _keras
from tfcompat._audit._gives import Gives, outputs_of
from tfcompat._audit._reads import Reads, reads_of
from tfcompat._audit._rows import Audit, AuditRow
from tfcompat._deprecation import warn_at_caller
from tfcompat._keras import keras
from tfcompat._symbols import CUT_OFF, PROBABILITIES, mistake
from tfcompat.losses._guard import takes_probabilities
from tfcompat.metrics import FromLogits, SparseCrossEntropy

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Audit", "AuditCallback", "AuditRow", "audit"]

_UNKNOWN_OUTPUT = "what makes the output is not certain: it is no activation or layer with weights of its own"
_UNKNOWN_LOSS = "what it reads is not known: it is no loss of Keras or tfcompat"
_REMOVE = "remove the activation (tfcompat.Logits has none), and apply it where you need probabilities"
_UNDONE = " (Keras goes back behind it where it can see it, and warns)"
_UNKNOWN_METRIC = "what it reads is not known: it is no metric of Keras or tfcompat"
_MESSAGES = {
    "TFC201": "it takes logits, and is given the output of a {gives}{layer}{undone}; " + _REMOVE,
    "TFC202": "it reads probabilities, and the output has no activation{layer}; use {new}, which takes logits",
    "TFC203": "it is a loss for {own}, and is given the output of a {gives}{layer}; use the activation of the loss, or "
    "the loss of the activation",
    "TFC206": "it is given the output of {gives}{layer}, {what}; let the last layer have no activation, and use a loss "
    "on logits",
    "TFC207": "it is given a softmax of one number{layer}, which is always 1; use a sigmoid, or at least two units",
    "TFC208": "it reads probabilities, and the output is logits; wrap it: "
    "tfcompat.metrics.FromLogits({name}, link={family!r})",
}
_OWN = {"softmax": "one of several classes, as a softmax tells them", "sigmoid": "yes or no, as a sigmoid tells it"}


def audit(model: Any, *, inputs: Any = None) -> Audit:
    """Look whether each loss and metric of a compiled model is given what it reads.

    The model is called once in a graph of its own, as training calls it, and what makes each output is looked for
    there, behind reshapes, casts, slices and called functions. Nothing is trained and no weight changes. What is not
    certain is said to be unknown.

    Args:
        model: A model of the Keras that tfcompat uses, compiled.
        inputs: A batch, where the model does not know its inputs: one that is subclassed and was never called.

    Returns:
        A row for each loss and metric: ``audit.ok``, ``audit.wrong``, ``audit.unknown``, and ``print(audit)``.

    Raises:
        TypeError: `model` is no model of this Keras.
        ValueError: It is not compiled with a loss, or nothing is known of its inputs.

    Example:
        >>> import keras
        >>> import tfcompat
        >>> model = keras.Sequential([keras.Input([4]), keras.layers.Dense(3, name="head")], name="iris")
        >>> model.compile(loss="sparse_categorical_crossentropy")
        >>> print(tfcompat.audit(model))
        model 'iris': 1 wrong
          wrong    loss sparse_categorical_crossentropy: TFC202 it reads probabilities, and the output has no activation
          (layer 'head'); use tfcompat.SparseSoftmaxCrossEntropy(), which takes logits
    """
    if not isinstance(model, keras.Model):
        raise TypeError(
            f"model must be a model of {keras.__name__}, which tfcompat uses in this process, got "
            f"{type(model).__module__}.{type(model).__qualname__}."
        )
    if getattr(model, "loss", None) is None:
        raise ValueError(f"model {model.name!r} has no loss to look at: compile it with one, then audit it.")
    outputs = outputs_of(model, inputs)
    rows = [row for place, gives in enumerate(outputs) for row in _of_output(model, gives, place, len(outputs))]
    return Audit(model=model.name, rows=tuple(rows))


def _of_output(model: Any, gives: Gives, place: int, count: int) -> Iterator[AuditRow]:
    """The loss of one output, and the metrics beside it."""
    loss = model.loss
    if isinstance(loss, dict):
        loss = loss.get(gives.name) if count > 1 or gives.name in loss else next(iter(loss.values()), None)
    elif isinstance(loss, list | tuple):
        loss = loss[place] if place < len(loss) else None
    if loss is None:
        return
    reads = reads_of(loss)
    yield _row(gives, reads)
    for metric in _keras.compiled_metrics(model, loss):
        yield _of_metric(gives, reads, metric)


def _row(gives: Gives, reads: Reads) -> AuditRow:
    if not reads.kind:
        return _made(gives, reads.name, "loss", reads.kind, message=_UNKNOWN_LOSS)
    if not gives.kind:
        return _made(gives, reads.name, "loss", reads.kind, message=_UNKNOWN_OUTPUT)
    code = mistake(reads.family, reads.kind, gives.kind, gives.units)
    new = f"tfcompat.{reads.new}()" if reads.new else "a loss of tfcompat"
    cut = reads.kind == "logits" and CUT_OFF.get(gives.kind)
    what = f"which gives {cut}" if cut else "which gives no probabilities"
    undone = _UNDONE if reads.undone else ""
    return _made(gives, reads.name, "loss", reads.kind, code, own=_OWN[reads.family], new=new, what=what, undone=undone)


def _of_metric(gives: Gives, reads: Reads, metric: Any) -> AuditRow:
    """A metric beside a loss: wrong where it reads the other of logits and probabilities than the output is."""
    name = metric if isinstance(metric, str) else getattr(metric, "__name__", type(metric).__name__)
    shown = f"{name} {metric.name!r}" if getattr(metric, "name", "") and not isinstance(metric, str) else name
    if not gives.kind:
        return _made(gives, shown, "metric", "", message=_UNKNOWN_OUTPUT)
    if gives.kind in PROBABILITIES and _takes_logits(metric):
        return _made(gives, shown, "metric", "logits", "TFC201", undone="")
    softmax = reads.family == "softmax"
    taken = takes_probabilities(metric, one_unit=gives.units == 1, softmax=softmax) if gives.kind == "linear" else None
    if taken is not None:
        return _made(gives, shown, "metric", "probabilities", "TFC208", name=taken, family=reads.family or "sigmoid")
    known = isinstance(metric, str) or _keras.is_of_keras(metric) or type(metric).__module__.startswith("tfcompat.")
    return _made(gives, shown, "metric", "", "" if known else None, message="" if known else _UNKNOWN_METRIC)


def _takes_logits(metric: Any) -> bool:
    """Whether a metric applies a link itself, or computes a cross-entropy of logits."""
    config = metric.get_config() if hasattr(metric, "get_config") and not isinstance(metric, type) else {}
    return isinstance(metric, FromLogits | SparseCrossEntropy) or bool(config.get("from_logits"))


def _made(
    gives: Gives, reader: str, kind: str, reads: str, code: str | None = None, message: str = "", **words: str
) -> AuditRow:
    """A row; without a code, one of which nothing is known."""
    layer = f" (layer {gives.layer!r})" if gives.layer else ""
    if code:
        message = _MESSAGES[code].format(gives=gives.kind, layer=layer, **words)
    return AuditRow(
        output=gives.name,
        reader=reader,
        kind="loss" if kind == "loss" else "metric",
        gives=gives.kind,
        layer=gives.layer,
        reads=reads,
        verdict="unknown" if code is None else "wrong" if code else "right",
        code=code or "",
        message=message,
    )


class AuditCallback(keras.callbacks.Callback):  # type: ignore[misc] # Keras 3 ships no types
    """Audits the model when ``fit`` or ``evaluate`` begins, and says what is wrong, or raises.

    A model that does not know its inputs before it is called is looked at behind its first batch.

    Args:
        action: ``"warn"``, or ``"raise"`` to end training with a ValueError.

    Example:
        >>> import keras
        >>> import numpy as np, tfcompat
        >>> model = keras.Sequential([keras.Input([4]), keras.layers.Dense(3, "softmax", name="head")])
        >>> model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        >>> model.fit(np.zeros([2, 4]), np.zeros(2), verbose=0, callbacks=[tfcompat.AuditCallback("raise")])
        Traceback (most recent call last):
        ...
        ValueError: loss SparseCategoricalCrossentropy: TFC201 it takes logits, and is given the output of a softmax ...
    """

    def __init__(self, action: str = "warn") -> None:
        super().__init__()
        if action not in ("warn", "raise"):
            raise ValueError(f"action must be 'warn' or 'raise', got {action!r}.")
        self.action = action
        self._done = False

    def on_train_begin(self, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """Look, where the inputs are known."""
        self._done = False
        self._look()

    def on_test_begin(self, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """The same in ``evaluate``."""
        self._look()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """Look where that was not possible before."""
        self._look()

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """The same in ``evaluate``."""
        self._look()

    def _look(self) -> None:
        if self._done:
            return
        try:
            found = audit(self.model)
        except ValueError:  # nothing is known of its inputs, or it has no loss
            return
        self._done = True
        for row in found.wrong:
            text = f"{row}".removeprefix("wrong").strip()
            if self.action == "raise":
                raise ValueError(text)
            warn_at_caller(text, UserWarning)
