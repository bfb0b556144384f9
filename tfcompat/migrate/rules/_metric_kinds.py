"""Which Keras metrics, as written, mistake logits for probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols import KERAS_HOMES, KERAS_METRICS
from tfcompat.migrate.syntax.arguments import argument, arguments
from tfcompat.migrate.syntax.literals import text_of

if TYPE_CHECKING:
    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["FLAGGED", "OF_ONE", "fix_of", "is_metric", "misread"]

OF_ONE = ("accuracy", "acc")
"""The strings that mean binary accuracy in Keras if a model has one output unit and a binary loss."""
FLAGGED = ("AUC", "BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy")
"""Classes with a flag for logits."""
_STRINGS = {"binary_accuracy", "BinaryAccuracy", "Precision", "Recall", "AUC", *KERAS_METRICS}
_COUNTS = ("TruePositives", "FalsePositives", "TrueNegatives", "FalseNegatives", "Precision", "Recall")
_THRESHOLD = {"BinaryAccuracy": ("threshold", 2), **dict.fromkeys(_COUNTS, ("thresholds", 0))}
_AT = ("SensitivityAtSpecificity", "SpecificityAtSensitivity", "PrecisionAtRecall", "RecallAtPrecision")
"""Classes that look for a threshold between 0 and 1 by themselves."""
_FAR = 99
_FLAG_AT = {"AUC": _FAR, "BinaryCrossentropy": 2, "CategoricalCrossentropy": 2, "SparseCategoricalCrossentropy": 2}


class Missing(NamedTuple):
    """The keyword that makes a metric expect logits, and its value."""

    name: str
    value: str


def fix_of(name: str) -> Missing | None:
    """Return the keyword that is missing in the call of a class; None if only a wrapper helps."""
    if name in FLAGGED:
        return Missing("from_logits", "True")
    return Missing(_THRESHOLD[name][0], "0.0") if name in _THRESHOLD else None


def is_metric(file: File, metric: Node, scope: Scope) -> str:
    """Return the name of the Keras metric class that a call constructs, or nothing."""
    callee = metric.child_by_field_name("function") if metric.type == "call" else None
    home, _, leaf = file.outputs.qualified(callee, scope).rpartition(".metrics.")
    return leaf if home in KERAS_HOMES else ""


def misread(file: File, metric: Node, scope: Scope, *, of_one: bool) -> str:
    """Return the name of a metric that mistakes logits for probabilities, or nothing.

    Args:
        file: The file, in which every word is resolved.
        metric: A string, or the call of a class.
        scope: Its scope.
        of_one: Whether its model has one output unit and a binary loss.
    """
    text = text_of(file.source, metric)
    if text is not None:
        return text if text in _STRINGS or (text in OF_ONE and of_one) else ""
    leaf = is_metric(file, metric, scope)
    given = arguments(file.source, metric) if leaf else None
    if given is None:
        return ""
    if leaf in FLAGGED:
        flag = argument(given, {"from_logits"}, _FLAG_AT[leaf])
        return leaf if flag is None or flag.type == "false" else ""
    if leaf in _THRESHOLD:
        threshold, position = _THRESHOLD[leaf]
        ranked = any(one.name == "top_k" for one in given)  # by rank, so without a threshold
        return leaf if argument(given, {threshold}, position) is None and not ranked else ""
    return leaf if leaf in _AT else ""
