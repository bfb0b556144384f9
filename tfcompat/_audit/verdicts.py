"""Whether a loss or a metric gets the input it expects, and what to do if not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tfcompat._audit.metrics import reads_rightly, takes_logits
from tfcompat._audit.result import AuditRow
from tfcompat._codes import Code
from tfcompat._origin.metric_advice import compares_argmax, name_of, takes_probabilities, wrapped
from tfcompat._symbols import CUT_OFF, PROBABILITIES, fits, mistake

if TYPE_CHECKING:
    from tfcompat._audit.loss_inputs import Reads
    from tfcompat._audit.model_outputs import Gives

__all__ = ["made", "of_loss", "of_metric"]

_UNKNOWN_OUTPUT = "it is not certain that the output is what it reads"
_UNKNOWN_LOSS = "it is not known what this loss reads"
_REMOVE = "remove the activation (tfcompat.Logits has none), and apply it where you need probabilities"
_UNDONE = " (Keras undoes it if it can see it, and warns)"
_UNKNOWN_METRIC = "it is not known whether this metric may read the output"
_MESSAGES = {
    Code.DOUBLE_ACTIVATION: "it takes logits, but gets the output of a {gives}{layer}{undone}; " + _REMOVE,
    Code.LOGITS_AS_PROBABILITIES: "it reads probabilities, and the output has no activation{layer}; use {new}, which "
    "takes logits",
    Code.OTHER_ACTIVATION: "it is a loss for {own}, but gets the output of a {gives}{layer}; use the activation that "
    "belongs to the loss, or the loss that belongs to the activation",
    Code.CUT_LOGITS: "it gets the output of {gives}{layer}, {what}; remove the activation of the last layer, and use "
    "a loss on logits",
    Code.SOFTMAX_OF_ONE: "it gets {one}{layer}; use a sigmoid, or at least two units",
    Code.METRIC_OF_LOGITS: "it reads probabilities, and the output is logits; wrap it: {wrapped}",
}
_ARGMAX = "it compares the argmax of independent classes; use {instead}"
_OWN = {"softmax": "one of several classes (softmax)", "sigmoid": "yes/no questions (sigmoid)"}
_ONE_LOGIT, _ONE_OF_SOFTMAX = "one logit, whose softmax is 1", "a softmax of one number, which is always 1"


def of_loss(gives: Gives, reads: Reads) -> AuditRow:
    """Return the row of a loss: wrong if the table of mistakes has it, right if that is certain, otherwise unknown."""
    if not reads.kind:
        return made(gives, reads.name, "loss", reads.kind, message=_UNKNOWN_LOSS)
    code = mistake(reads.family, reads.kind, gives.kind, gives.units) if gives.kind else ""
    if code in (Code.OTHER_ACTIVATION, Code.SOFTMAX_OF_ONE) and not gives.whole:
        code = ""  # for the units that are left, another loss may be right
    fitting = gives.kind and fits(reads.family, reads.kind, gives.kind)
    aside = reads.kind == "probabilities" and not (gives.whole and reads.last_axis)
    if not code and (not fitting or aside):
        return made(gives, reads.name, "loss", reads.kind, message=_UNKNOWN_OUTPUT)
    new = f"tfcompat.{reads.new}()" if reads.new else "a tfcompat loss"
    cut = reads.kind == "logits" and CUT_OFF.get(gives.kind)
    words = {
        "own": _OWN[reads.family],
        "new": new,
        "what": f"which gives {cut}" if cut else "which does not give probabilities",
        "undone": _UNDONE if reads.undone and gives.kind == reads.family else "",
        "one": _ONE_OF_SOFTMAX if gives.kind == "softmax" else _ONE_LOGIT,
    }
    return made(gives, reads.name, "loss", reads.kind, code, **words)


def of_metric(gives: Gives, reads: Reads, metric: Any) -> AuditRow:
    """Return the row of a metric: wrong if it reads logits as probabilities, or the reverse."""
    name = name_of(metric)
    shown = f"{name} {metric.name!r}" if getattr(metric, "name", "") and not isinstance(metric, str) else name
    if gives.kind in PROBABILITIES and takes_logits(metric):
        return made(gives, shown, "metric", "logits", Code.DOUBLE_ACTIVATION, undone="")
    if reads.family == "sigmoid" and compares_argmax(metric, units=gives.units, softmax=False):
        instead = "'binary_accuracy'" if gives.kind == "sigmoid" else wrapped(metric, reads.labels)
        if gives.kind in ("sigmoid", "linear"):
            return made(gives, shown, "metric", "", Code.METRIC_OF_LOGITS, message=_ARGMAX.format(instead=instead))
    taken = takes_probabilities(metric, one_unit=gives.units == 1, softmax=reads.family == "softmax")
    if gives.kind == "linear" and taken is not None and reads.kind in ("logits", ""):
        if not reads.kind:
            return made(gives, shown, "metric", "probabilities", message=_UNKNOWN_METRIC)
        return made(
            gives, shown, "metric", "probabilities", Code.METRIC_OF_LOGITS, wrapped=wrapped(metric, reads.labels)
        )
    if reads_rightly(metric, gives.kind, one_unit=gives.units == 1) and (gives.whole or gives.kind == "linear"):
        return made(gives, shown, "metric", "", "")
    return made(gives, shown, "metric", "", message=_UNKNOWN_METRIC if gives.kind else _UNKNOWN_OUTPUT)


def made(
    gives: Gives, reader: str, kind: str, reads: str, code: str | None = None, message: str = "", **words: str
) -> AuditRow:
    """Return a row; without a code, the verdict is unknown."""
    layer = f" (layer {gives.layer!r})" if gives.layer else ""
    if code and not message:
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
