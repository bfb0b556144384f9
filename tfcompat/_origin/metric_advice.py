"""What is wrong with a metric that is compiled with a loss on logits, and the expression to use instead."""

from __future__ import annotations

import re
from inspect import Parameter, signature
from typing import Any, NamedTuple

import numpy as np

from tfcompat._keras import is_of_keras
from tfcompat._symbols import KERAS_METRICS

# Metrics that apply a threshold, or a logarithm, to what they read.
OF_PROBABILITIES = re.compile(
    r"auc|precision(atrecall)?|recall(atprecision)?|(sensitivity|specificity)at(sensitivity|specificity)|f1score"
    r"|fbetascore|(true|false)(positives|negatives)|binaryaccuracy|binaryiou|"
    + "|".join(sorted({name.lower().replace("_", "") for name in KERAS_METRICS}))
)
_OF_THE_OBJECT = ("self", "name", "dtype", "from_logits")


class Labels(NamedTuple):
    """What a metric needs to know of the loss that it is compiled with."""

    link: str
    """``softmax`` or ``sigmoid``."""
    are_ids: bool = False
    """Whether labels are class ids."""
    axis: int = -1
    """The class axis."""
    ignored: Any = None
    """The class ids that do not count."""


def name_of(given: Any) -> str:
    """Return the name of a loss or metric that was given to ``compile``: its string, or the name of its class."""
    return given if isinstance(given, str) else str(getattr(given, "__name__", type(given).__name__))


def plain_name(metric: Any) -> str:
    """Return the name of a metric in lower case, without underscores."""
    return name_of(metric).lower().replace("_", "")


def takes_probabilities(metric: Any, *, one_unit: bool, softmax: bool) -> str | None:
    """Return the name of a metric that reads probabilities; None if it reads logits correctly or is unknown."""
    if isinstance(metric, type):
        metric = metric()
    name, plain = name_of(metric), plain_name(metric)
    if plain in ("accuracy", "acc"):
        return name if one_unit else None
    if not OF_PROBABILITIES.fullmatch(plain) or not (isinstance(metric, str) or is_of_keras(metric)):
        return None
    config = metric.get_config() if hasattr(metric, "get_config") else {}
    if config.get("from_logits", False):
        return name if softmax and plain == "auc" else None  # it applies a sigmoid
    if config.get("top_k") or (plain in ("f1score", "fbetascore") and config.get("threshold") is None and not one_unit):
        return None  # it compares the classes of an example, which need no link
    threshold = config.get("threshold", config.get("thresholds"))
    at_zero = plain != "auc" and threshold is not None and not np.any(threshold)
    return None if at_zero else name  # a threshold of 0 on logits is one of 1/2 on probabilities


def compares_argmax(metric: Any, *, units: int | None, softmax: bool) -> bool:
    """Return whether Keras turns ``"accuracy"`` into the argmax of independent classes."""
    return isinstance(metric, str) and metric in ("accuracy", "acc") and not softmax and units not in (None, 1)


def wrapped(metric: Any, labels: Labels) -> str:
    """Return the expression that computes a metric on probabilities from the logits that a loss reads."""
    words = [_expression(metric), f"link={labels.link!r}"]
    if labels.axis != -1:
        words.append(f"axis={labels.axis}")
    if labels.are_ids:
        plain = plain_name(metric)
        words += [] if labels.ignored is None else [f"ignore_class={labels.ignored!r}"]
        words += [] if plain.startswith("sparse") else ["one_hot=True"]
    return f"tfcompat.metrics.FromLogits({', '.join(words)})"


def _expression(metric: Any) -> str:
    """Return a metric as it is written inside of ``FromLogits``."""
    if plain_name(metric) in ("accuracy", "acc"):
        return "'binary_accuracy'"
    if isinstance(metric, str):
        return repr(metric)
    if not (isinstance(metric, type) or hasattr(metric, "get_config")):
        return f"keras.metrics.{name_of(metric)}"
    return f"keras.metrics.{name_of(metric)}({_arguments(metric)})"


def _arguments(metric: Any) -> str:
    """Return the arguments of a metric object that are not the defaults."""
    if isinstance(metric, type):
        return ""
    config = metric.get_config()
    given = [
        (name, config[name], parameter.default)
        for name, parameter in signature(type(metric).__init__).parameters.items()
        if name not in _OF_THE_OBJECT and name in config
    ]
    plain = [(name, _as_text(value), default) for name, value, default in given if not _is_default(value, default)]
    return ", ".join(f"{name}={text}" for name, text, _ in plain)


def _is_default(value: Any, default: Any) -> bool:
    if default is Parameter.empty:
        return False
    return value is default or _as_text(value).lower() == _as_text(default).lower()


def _as_text(value: Any) -> str:
    return repr(value.tolist() if isinstance(value, np.ndarray | np.generic) else value)
