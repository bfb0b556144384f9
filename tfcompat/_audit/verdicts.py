"""Whether a loss or a metric gets the input it expects, and what to do if not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._audit.result import AuditRow
from tfcompat._codes import Code
from tfcompat._symbols import CUT_OFF, PROBABILITIES, fits, mistake

if TYPE_CHECKING:
    from tfcompat._audit.loss_inputs import Reads
    from tfcompat._audit.model_outputs import Gives

__all__ = ["UNKNOWN_OUTPUT", "made", "of_loss"]

UNKNOWN_OUTPUT = "it is not certain that the output is what it reads"
_UNKNOWN_LOSS = "it is not known what this loss reads"
_REMOVE = "remove the activation (tfcompat.Logits has none), and apply it where you need probabilities"
_UNDONE = " (Keras undoes it if it can see it, and warns)"
_MESSAGES = {
    Code.DOUBLE_ACTIVATION: "it takes logits, but gets the output of a {gives}{layer}{undone}; " + _REMOVE,
    Code.LOGITS_AS_PROBABILITIES: "it reads probabilities, and the output has no activation{layer}; use {new}, which "
    "takes logits",
    Code.OTHER_ACTIVATION: "it is a loss for {own}, but gets the output of a {gives}{layer}; use the activation that "
    "belongs to the loss, or the loss that belongs to the activation",
    Code.CUT_LOGITS: "it gets the output of {gives}{layer}, {what}; remove the activation of the last layer, and use "
    "a loss on logits",
    Code.SOFTMAX_OF_ONE: "it gets {one}{layer}; use a sigmoid, or at least two units",
}
_OTHER_AXIS = (
    "its classes lie along axis {own}, but the softmax sums to 1 along axis {axis}{layer}; give both the same axis"
)
_OWN = {"softmax": "one of several classes (softmax)", "sigmoid": "yes/no questions (sigmoid)"}
_ONE_LOGIT, _ONE_OF_SOFTMAX = "one logit, whose softmax is 1", "a softmax of one number, which is always 1"


def of_loss(gives: Gives, reads: Reads) -> AuditRow:
    """Return the row of a loss: wrong if the table of mistakes has it, right if that is certain, otherwise unknown."""
    if reads.kind == "numbers":
        return made(gives, reads.name, "loss", reads.kind, "")
    if not reads.kind:
        return made(gives, reads.name, "loss", reads.kind, message=_UNKNOWN_LOSS)
    code, fitting = _mistake(gives, reads), _fits(gives, reads)
    axis = _axis_of_softmax(gives, reads)
    if axis is not None and not code:
        code = Code.SOFTMAX_OVER_BATCH if gives.place(axis) is None else Code.OTHER_ACTIVATION
        words = {"axis": f"{axis}", "own": f"{reads.axis}", "layer": _layer(gives)}
        return made(gives, reads.name, "loss", reads.kind, code, _OTHER_AXIS.format(**words))
    if not code and not fitting:
        return made(gives, reads.name, "loss", reads.kind, message=UNKNOWN_OUTPUT)
    new = f"tfcompat.{reads.new}()" if reads.new else "a tfcompat loss"
    cut = reads.kind == "logits" and CUT_OFF.get(gives.kind)
    words = {
        "own": _OWN.get(reads.family, ""),
        "new": new,
        "what": f"which gives {cut}" if cut else "which does not give probabilities",
        "undone": _UNDONE if reads.undone and gives.kind == reads.family else "",
        "one": _ONE_OF_SOFTMAX if gives.kind == "softmax" else _ONE_LOGIT,
    }
    return made(gives, reads.name, "loss", reads.kind, code, **words)


def _mistake(gives: Gives, reads: Reads) -> str:
    """Return the code of what is certainly wrong, or nothing."""
    if not gives.kind:
        return ""
    family = reads.family or (gives.kind if gives.kind in PROBABILITIES else "")  # a loss that either will do
    code = mistake(family, reads.kind, gives.kind, gives.size(reads.axis))
    if code in (Code.OTHER_ACTIVATION, Code.SOFTMAX_OF_ONE) and gives.kind != "linear" and gives.axis is None:
        return ""  # for the units that are left, another loss may be right
    return code


def _fits(gives: Gives, reads: Reads) -> bool:
    """Return whether an output certainly is what a loss reads."""
    if reads.kind == "logits":
        return fits(reads.family, reads.kind, gives.kind)
    if gives.kind == "softmax":
        pair = reads.family == "sigmoid" and gives.size(-1) == 2  # of which each is 1 less the other
        return gives.axis is not None and (pair or reads.family in ("", "softmax"))
    return gives.kind == "sigmoid" and reads.family in ("", "sigmoid")


def _axis_of_softmax(gives: Gives, reads: Reads) -> int | None:
    """Return the axis along which a softmax sums to 1, if the loss looks for the classes along another."""
    wanted = gives.place(reads.axis)
    if reads.family != "softmax" or reads.kind != "probabilities" or gives.kind != "softmax" or wanted is None:
        return None
    return gives.axis if gives.axis not in (None, wanted) else None


def made(
    gives: Gives, reader: str, kind: str, reads: str, code: str | None = None, message: str = "", **words: str
) -> AuditRow:
    """Return a row; without a code, the verdict is unknown."""
    if code and not message:
        message = _MESSAGES[code].format(gives=gives.kind, layer=_layer(gives), **words)
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


def _layer(gives: Gives) -> str:
    return f" (layer {gives.layer!r})" if gives.layer else ""
