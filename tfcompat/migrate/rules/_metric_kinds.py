"""Which metrics of Keras take logits for probabilities, as they are written."""

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
"""What Keras takes for the binary accuracy where a model gives one number, and its loss is a binary one."""
FLAGGED = ("AUC", "BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy")
"""Classes that a flag tells that they get logits."""
_STRINGS = {"binary_accuracy", "BinaryAccuracy", "Precision", "Recall", "AUC", *KERAS_METRICS}
_COUNTS = ("TruePositives", "FalsePositives", "TrueNegatives", "FalseNegatives", "Precision", "Recall")
_THRESHOLD = {"BinaryAccuracy": ("threshold", 2), **dict.fromkeys(_COUNTS, ("thresholds", 0))}
_AT = ("SensitivityAtSpecificity", "SpecificityAtSensitivity", "PrecisionAtRecall", "RecallAtPrecision")
"""Classes that look for a threshold between 0 and 1 by themselves."""
_FAR = 99
_FLAG_AT = {"AUC": _FAR, "BinaryCrossentropy": 2, "CategoricalCrossentropy": 2, "SparseCategoricalCrossentropy": 2}


class Missing(NamedTuple):
    """The keyword that tells a metric of logits, and its value."""

    name: str
    value: str


def fix_of(name: str) -> Missing | None:
    """Return what is missing in the call of a class; None where nothing helps but a wrapper."""
    if name in FLAGGED:
        return Missing("from_logits", "True")
    return Missing(_THRESHOLD[name][0], "0.0") if name in _THRESHOLD else None


def is_metric(file: File, metric: Node, scope: Scope) -> str:
    """Return the name of the class of Keras' metrics that a call makes an object of, or nothing."""
    callee = metric.child_by_field_name("function") if metric.type == "call" else None
    home, _, leaf = file.outputs.qualified(callee, scope).rpartition(".metrics.")
    return leaf if home in KERAS_HOMES else ""


def misread(file: File, metric: Node, scope: Scope, *, of_one: bool) -> str:
    """Return the name of a metric that takes logits for probabilities, or nothing.

    Args:
        file: The file, of which every word is looked at.
        metric: A string, or the call of a class.
        scope: Where it stands.
        of_one: Whether its model gives one number, to a binary loss.
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
        ranked = any(one.name == "top_k" for one in given)  # by rank, and so by no threshold
        return leaf if argument(given, {threshold}, position) is None and not ranked else ""
    return leaf if leaf in _AT else ""
