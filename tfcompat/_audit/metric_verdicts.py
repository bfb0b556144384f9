"""Whether a metric gets the input it expects, and what to do if not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from tfcompat._audit.metrics import axis_of, link_of, own_use, reads_ids_only, reads_rightly, takes_logits
from tfcompat._audit.verdicts import UNKNOWN_OUTPUT, made
from tfcompat._codes import Code
from tfcompat._origin.metric_advice import compares_argmax, name_of, takes_probabilities, wrapped
from tfcompat._symbols import PROBABILITIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tfcompat._audit.loss_inputs import Reads
    from tfcompat._audit.model_outputs import Gives
    from tfcompat._audit.result import AuditRow

__all__ = ["of_metric"]

_UNKNOWN = "it is not known whether this metric may read the output"
_OTHER_LINK = "its link is a {link}, but the loss reads the logits of a {own}; wrap it: {wrapped}"
_OTHER_AXIS = "it looks for the classes along axis {axis}, and the loss along axis {own}; use axis={own}"
_OF_IDS = "it compares class ids, but gets one number for each class; use sparse_y_pred=False, which takes the argmax"
_ARGMAX = "it compares the argmax of independent classes; use {instead}"
_AS_THE_LOSS = "it reads probabilities, and the output has no activation; mend the loss first, then audit again"
_OF_LOGITS = "it reads probabilities, and the output is logits; wrap it: {wrapped}"


class _Mistake(NamedTuple):
    """What a metric reads, and why that is not what it gets; a code without a message has that of the losses."""

    reads: str
    message: str = ""
    code: str = Code.METRIC_OF_LOGITS


def of_metric(gives: Gives, reads: Reads, metric: Any) -> AuditRow:
    """Return the row of a metric: wrong if it reads logits as probabilities, or the reverse."""
    name = name_of(metric)
    shown = f"{name} {metric.name!r}" if getattr(metric, "name", "") and not isinstance(metric, str) else name
    row = partial(made, gives, shown, "metric")
    found = next((found for check in _CHECKS if (found := check(gives, reads, metric)) is not None), None)
    if found is not None:
        return row(found.reads, found.code, found.message, undone="")
    taken = takes_probabilities(metric, one_unit=gives.units == 1, softmax=reads.family == "softmax")
    if gives.kind == "linear" and taken is not None:
        return row("probabilities", message=_UNKNOWN)
    if reads_rightly(metric, gives.kind, one_unit=gives.units == 1, regression=reads.kind == "numbers"):
        return row("", "")
    return _of_own_metric(gives, reads, metric, row)


def _applies_link_again(gives: Gives, reads: Reads, metric: Any) -> _Mistake | None:  # noqa: ARG001 - as every check
    again = gives.kind in PROBABILITIES and takes_logits(metric)
    return _Mistake("logits", code=Code.DOUBLE_ACTIVATION) if again else None


def _has_other_link(gives: Gives, reads: Reads, metric: Any) -> _Mistake | None:
    link = link_of(metric)
    if not link or gives.kind != "linear" or reads.family in ("", link):
        return None
    right = wrapped(metric.metric, reads.labels)
    return _Mistake("logits", _OTHER_LINK.format(link=link, own=reads.family, wrapped=right))


def _has_other_axis(gives: Gives, reads: Reads, metric: Any) -> _Mistake | None:
    axis = axis_of(metric)
    if axis is None or reads.family != "softmax" or gives.place(axis) == gives.place(reads.axis):
        return None
    return _Mistake("", _OTHER_AXIS.format(own=reads.axis, axis=axis))


def _compares_ids(gives: Gives, reads: Reads, metric: Any) -> _Mistake | None:  # noqa: ARG001 - as every check
    several = gives.kind in ("linear", *PROBABILITIES) and gives.units not in (None, 1)
    return _Mistake("class ids", _OF_IDS) if several and reads_ids_only(metric) else None


def _compares_argmax(gives: Gives, reads: Reads, metric: Any) -> _Mistake | None:
    if reads.family != "sigmoid" or gives.kind not in ("sigmoid", "linear"):
        return None
    if not compares_argmax(metric, units=gives.units, softmax=False):
        return None
    instead = "'binary_accuracy'" if gives.kind == "sigmoid" else wrapped(metric, reads.labels)
    return _Mistake("", _ARGMAX.format(instead=instead))


def _reads_logits(gives: Gives, reads: Reads, metric: Any) -> _Mistake | None:
    """Next to a loss of which nothing is known, a threshold of the output may be meant."""
    taken = takes_probabilities(metric, one_unit=gives.units == 1, softmax=reads.family == "softmax")
    if gives.kind != "linear" or taken is None or reads.kind not in ("logits", "probabilities"):
        return None
    if reads.kind == "probabilities":
        return _Mistake("probabilities", _AS_THE_LOSS)
    return _Mistake("probabilities", _OF_LOGITS.format(wrapped=wrapped(metric, reads.labels)))


_CHECKS: tuple[Callable[[Gives, Reads, Any], _Mistake | None], ...] = (
    *(_applies_link_again, _has_other_link, _has_other_axis, _compares_ids, _compares_argmax, _reads_logits),
)


def _of_own_metric(gives: Gives, reads: Reads, metric: Any, row: Callable[..., AuditRow]) -> AuditRow:
    """Return the row of a metric of the user, by what happens to its predictions."""
    use = own_use(metric, gives.shape, gives.dtype) if gives.kind else None
    if use is None or not use.kind:
        return row("", message=_UNKNOWN if gives.kind else UNKNOWN_OUTPUT)
    if use.kind == "logits" and gives.kind in PROBABILITIES:
        return row(use.kind, Code.DOUBLE_ACTIVATION, undone="")
    if use.kind == "probabilities" and gives.kind == "linear" and reads.kind in ("logits", "probabilities"):
        return row(use.kind, Code.METRIC_OF_LOGITS, _OF_LOGITS.format(wrapped=wrapped(metric, reads.labels)))
    if use.kind == "classes":
        certain = gives.kind in ("linear", "softmax", "log_softmax") and gives.units != 1 and reads.family != "sigmoid"
    else:
        own = gives.kind == ("linear" if use.kind == "logits" else use.family or reads.family or gives.kind)
        certain = own and use.family in ("", reads.family)
    return row(use.kind, "") if certain else row(use.kind, message=_UNKNOWN)
