"""What a function of the user reads, found in the graph of a call: logits, probabilities or classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import tensorflow as tf

from tfcompat._keras import IS_KERAS_3
from tfcompat._origin.axes import PASSED_THROUGH
from tfcompat._origin.constants import static

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Use", "use_of"]

_ENDS = {
    **dict.fromkeys(("Softmax", "LogSoftmax", "SoftmaxCrossEntropyWithLogits"), "softmax"),
    **dict.fromkeys(("ArgMax", "InTopKV2", "TopKV2"), "classes"),
    "SparseSoftmaxCrossEntropyWithLogits": "softmax",
    "Sigmoid": "sigmoid",
    "Softplus": "sigmoid",
    "Log": "log",
    "Log1p": "log1p",
    "Round": "threshold of probabilities",
}
"""What an operation says of its input."""
_THRESHOLDS = {0.0: "threshold of logits", 0.5: "threshold of probabilities", None: "unknown"}
_KEPT = PASSED_THROUGH | {"ClipByValue", "ConcatV2", "GatherV2", "GatherNd", "Maximum", "Minimum", "Pack", "Slice"}
_COMPARED = {"Greater", "GreaterEqual", "Less", "LessEqual"}
_NEGATED = {"sigmoid": "sigmoid", "log1p": "log of the rest"}
_OF_SHAPES = {"Rank", "Shape", "Size", "ZerosLike", "OnesLike"}
_CALLS = {"PartitionedCall", "StatefulPartitionedCall"}
_DEEPEST = 40


class Use(NamedTuple):
    """How a function reads its predictions."""

    kind: str
    """``logits``, ``probabilities`` or ``classes``; empty if that is uncertain."""
    family: str = ""
    """``softmax`` or ``sigmoid``; empty if either."""


def use_of(function: Callable[[Any, Any], Any], shape: Any, dtype: Any) -> Use:
    """Return how a function of ``(y_true, y_pred)`` reads predictions of a shape.

    Labels of two encodings are tried, because those of the user are not known. Nothing is computed.
    """
    if shape is None or dtype is None or len(shape) < 1:
        return Use("")
    found = {use for labels in _labels(shape) if (use := _traced(function, labels, shape, dtype)) is not None}
    return found.pop() if len(found) == 1 else Use("")


def _labels(shape: Any) -> Iterator[tf.TensorSpec]:
    yield tf.TensorSpec(shape, tf.float32)
    if len(shape) > 1:
        yield tf.TensorSpec(shape[:-1], tf.int64)
        yield tf.TensorSpec([*shape[:-1], 1], tf.int64)


def _traced(function: Callable[[Any, Any], Any], labels: tf.TensorSpec, shape: Any, dtype: Any) -> Use | None:
    """Return the use for labels of one encoding; None if the function refuses them, or does not read predictions."""

    def call(y_true: Any, y_pred: Any) -> None:
        function(y_true, y_pred)

    try:
        traced = tf.function(call, autograph=not IS_KERAS_3).get_concrete_function(labels, tf.TensorSpec(shape, dtype))
    except Exception:  # noqa: BLE001 - it is code of the user, and may take labels of another encoding
        return None
    uses = set(_uses(traced.inputs[1], 0))
    return _one(uses) if uses else None


def _one(uses: set[str]) -> Use:
    """Return the use that all places of a function agree on."""
    families = {"softmax", "sigmoid"} & uses
    probabilities = {"log", "log of the rest", "threshold of probabilities"} & uses
    if families and not probabilities:
        return Use("logits", families.pop() if len(families) == 1 else "")
    if "threshold of logits" in uses and not families and not probabilities:
        return Use("logits", "sigmoid")
    if probabilities and not families and "threshold of logits" not in uses:
        softmax = "softmax" if uses == {"log"} else ""
        return Use("probabilities", softmax if probabilities == {"log"} else "sigmoid")
    return Use("classes" if uses == {"classes"} else "")


def _uses(tensor: Any, depth: int) -> Iterator[str]:
    """Yield the first thing that happens to a tensor along each way out of it."""
    if depth > _DEEPEST:
        yield "unknown"
        return
    for operation in tensor.consumers():
        yield from _use(operation, tensor, depth)


def _use(operation: Any, tensor: Any, depth: int) -> Iterator[str]:
    kind = operation.type
    after = (use for output in operation.outputs for use in _uses(output, depth + 1))
    if kind in _ENDS:
        yield _ENDS[kind]
    elif kind in _COMPARED:
        yield _THRESHOLDS.get(_limit(operation, tensor), "unknown")
    elif kind in _CALLS:
        body = operation.graph._get_function(operation.get_attr("f").name).graph  # noqa: SLF001 - no public way to a callee
        for place, source in enumerate(operation.inputs):
            yield from _uses(body.inputs[place], depth + 1) if source is tensor else ()
    elif kind == "Exp":  # log1p(exp(-abs(z))) is the stable form of a sigmoid's loss
        yield "sigmoid" if "log1p" in after else "unknown"
    elif kind in ("Abs", "Neg"):
        yield from (_NEGATED.get(use, "unknown") for use in after)
    elif kind == "Sub" and operation.inputs[1] is tensor and static(operation.inputs[0]) == 1:
        yield from ("log of the rest" if use == "log" else "unknown" for use in after)
    elif kind in _KEPT or (kind in ("Add", "AddV2") and _is_small(operation, tensor)):
        yield from after
    elif kind not in _OF_SHAPES:
        yield "unknown"


def _limit(operation: Any, tensor: Any) -> float | None:
    """Return the number that a tensor is compared with; None if that is unknown."""
    other = operation.inputs[1] if operation.inputs[0] is tensor else operation.inputs[0]
    return 0.0 if other.op.type == "ZerosLike" else static(other)


def _is_small(operation: Any, tensor: Any) -> bool:
    """Return whether a number is added that only keeps a logarithm finite."""
    added = [static(source) for source in operation.inputs if source is not tensor]
    return bool(added) and all(value is not None and 0 < value < 1e-2 for value in added)
