"""What made a tensor of a graph: the activation or product before operations that only move, cast or collect."""

from __future__ import annotations

from typing import Any, NamedTuple

import tensorflow as tf

from tfcompat._origin.axes import PASSED_THROUGH, axis_after
from tfcompat._origin.constants import is_of_weights, static

__all__ = ["Made", "activation_behind", "made_by"]

_COLLECTED = {"Pack": slice(None), "ConcatV2": slice(-1)}  # the last input of the second is the axis
_CALLS = {"PartitionedCall", "StatefulPartitionedCall"}
_ACTIVATIONS = {"Softmax": "softmax", "Sigmoid": "sigmoid"}
_OTHERS = {
    **{name: name.lower() for name in ("Relu", "Relu6", "Tanh", "Softplus", "Softsign", "Elu", "Selu")},
    "LeakyRelu": "leaky_relu",
    "LogSoftmax": "log_softmax",
}
_PRODUCTS = {"MatMul", "BatchMatMulV2", "Conv1D", "Conv2D", "Conv3D", "DepthwiseConv2dNative", "Einsum"}
_TRANSPOSED = {"Conv2DBackpropInput", "Conv3DBackpropInputV2"}  # sizes, weights, inputs
_SUMS = {"Add", "AddV2", "BiasAdd", "Sub"}
_SCALED = {"Mul", "RealDiv"}
_CLIPPED = {"ClipByValue", "Maximum", "Minimum"}
_HIDES = -1e3  # what is added to logits that are to lose


class Made(NamedTuple):
    """What made a tensor."""

    kind: str
    """The activation as Keras names it; ``linear`` for a product with weights, a bias added or not."""
    operation: Any
    axis: int | None = -1
    """The axis along which a softmax sums to 1, counted from the end; None if it was cut or joined, or is uncertain."""


def activation_behind(tensor: Any) -> Made | None:
    """Return the softmax or sigmoid that made a tensor; None if there is none, or if it made only a part."""
    made = made_by(tensor)
    return made if made is not None and made.kind in _ACTIVATIONS.values() else None


def made_by(tensor: Any) -> Made | None:
    """Return the activation or product that made a tensor, or None if that is unknown."""
    steps = []
    while tensor.op.type in PASSED_THROUGH:
        operation = tensor.op
        source = operation.inputs[tensor.value_index if operation.type == "IdentityN" else 0]
        steps.append((operation, source, tensor))
        tensor = source
    made = _made(tensor)
    if made is None:
        return None
    axis = made.axis
    for operation, before, after in reversed(steps):
        axis = axis_after(operation, before, after, axis)
    return made._replace(axis=axis)


def _made(tensor: Any) -> Made | None:
    operation = tensor.op
    kind = _ACTIVATIONS.get(operation.type) or _OTHERS.get(operation.type)
    if kind is not None:
        return Made(kind, operation)
    if operation.type in _PRODUCTS | _TRANSPOSED:
        return _of_product(operation)
    if operation.type in _CLIPPED:
        return _clipped(operation)
    if operation.type in _COLLECTED:  # the time steps of TimeDistributed, say
        return _collected(operation, tensor)
    if operation.type in _CALLS:
        return _called(operation, tensor.value_index)
    if operation.type in _SCALED:
        return _by_hand(operation) or _average(operation) or _scaled(operation)
    if operation.type in ("SelectV2", "Select"):  # what is hidden by a mask gets one number
        return _with_weights(operation, *operation.inputs[1:])
    return _sum(operation) if operation.type in _SUMS else None


def _called(operation: Any, place: int) -> Made | None:
    """Return what made an output of a function; None if its body is not at hand, as in an imported graph."""
    function = operation.graph._get_function(operation.get_attr("f").name)  # noqa: SLF001 - there is no public way to a callee
    body = getattr(function, "graph", None)
    return made_by(body.outputs[place]) if body is not None else None


def _of_product(operation: Any, *, biased: bool = False) -> Made | None:
    """Return a product with weights; one of a distribution with weights alone may be a distribution again."""
    first, second = list(operation.inputs)[-2:]
    inputs, weights = (second, first) if operation.type in _TRANSPOSED or is_of_weights(first) else (first, second)
    if not is_of_weights(weights) or is_of_weights(inputs):
        return None
    behind = None if biased else activation_behind(inputs)
    return None if behind is not None and behind.kind == "softmax" else Made("linear", operation)


def _sum(operation: Any) -> Made | None:
    """Return a sum of logits and a bias, other logits, or a mask that hides some; another sum may be of anything."""
    first, second = operation.inputs
    found = _with_weights(operation, first, second)
    if found is not None:
        return found
    parts = [made_by(first), made_by(second)]
    both = [made is not None and made.kind == "linear" for made in parts]
    if all(both):
        return Made("linear", operation)
    other = second if both[0] else first
    sign = -1 if operation.type == "Sub" else 1
    return Made("linear", operation) if any(both) and _hides(other, sign) else None


def _with_weights(operation: Any, first: Any, second: Any) -> Made | None:
    """Return logits to which weights or constants are joined."""
    if is_of_weights(first):
        first, second = second, first
    return Made("linear", operation) if is_of_weights(second) and _linear(first) else None


def _linear(tensor: Any) -> bool:
    """Return whether a tensor is logits, if a bias is added to it."""
    while tensor.op.type in PASSED_THROUGH:
        tensor = tensor.op.inputs[0]
    made = _of_product(tensor.op, biased=True) if tensor.op.type in _PRODUCTS | _TRANSPOSED else _made(tensor)
    return made is not None and made.kind == "linear"


def _hides(tensor: Any, sign: int) -> bool:
    """Return whether a tensor is 0, or a number so low that a logit to which it is added does not count."""
    while tensor.op.type in PASSED_THROUGH:
        tensor = tensor.op.inputs[0]
    values = [static(source) for source in tensor.op.inputs] if tensor.op.type == "Mul" else []
    return any(value is not None and sign * value < _HIDES for value in values)


def _scaled(operation: Any) -> Made | None:
    """Return logits that are multiplied with a number or with weights, such as a temperature."""
    first, second = operation.inputs
    if is_of_weights(first) and operation.type == "Mul":
        first, second = second, first
    made = made_by(first) if is_of_weights(second) else None
    if made is None or made.kind == "linear":
        return made and Made("linear", operation)
    factor = static(second)
    capped = made.kind == "tanh" and factor is not None and (factor if operation.type == "Mul" else 1 / factor) > 1
    return Made("linear", operation) if capped else None  # tanh(z / c) * c keeps logits in (-c, c)


def _average(operation: Any) -> Made | None:
    """Return the activation of which an ensemble takes the mean."""
    total, number = operation.inputs
    if static(total) is not None:
        total, number = number, total
    count, terms = static(number), _terms(total)
    if not count or len(terms) < 2 or abs((1 / count if operation.type == "Mul" else count) - len(terms)) > 1e-3:
        return None
    found = [made_by(term) for term in terms]
    return found[0] if None not in found and len({(made.kind, made.axis) for made in found if made}) == 1 else None


def _terms(tensor: Any) -> list[Any]:
    """Return what is summed."""
    if tensor.op.type in ("Add", "AddV2"):
        return [term for source in tensor.op.inputs for term in _terms(source)]
    return list(tensor.op.inputs) if tensor.op.type == "AddN" else [tensor]


def _by_hand(operation: Any) -> Made | None:
    """Return a softmax, exp(z) / sum(exp(z)), or a sigmoid, 1 / (1 + exp(-z)), that a program writes out."""
    if operation.type != "RealDiv":
        return None
    above, below = (tensor.op for tensor in operation.inputs)
    if above.type == "Exp" and below.type == "Sum" and below.inputs[0].op is above:
        axes = tf.get_static_value(below.inputs[1])
        rank = below.inputs[0].shape.rank
        one = axes is not None and axes.size == 1 and rank is not None
        return Made("softmax", operation, int(axes.reshape(-1)[0]) % rank - rank if one else None)
    if static(operation.inputs[0]) == 1 and below.type in ("Add", "AddV2"):
        powers = [source.op for source in below.inputs if source.op.type == "Exp"]
        ones = [source for source in below.inputs if static(source) == 1]
        return Made("sigmoid", operation) if powers and ones and powers[0].inputs[0].op.type == "Neg" else None
    return None


def _clipped(operation: Any) -> Made | None:
    """Return what is clipped to limits that leave it what it is."""
    inputs = list(operation.inputs)
    if operation.type != "ClipByValue" and static(inputs[0]) is not None:
        inputs.reverse()
    limits = [static(limit) for limit in inputs[1:]]
    made = made_by(inputs[0])
    if made is None or None in limits:
        return None
    if made.kind in _ACTIVATIONS.values():
        return made if all(0 <= limit <= 1 for limit in limits if limit is not None) else None
    lowers = [limit for limit in limits[:1] if limit is not None and operation.type != "Minimum"]
    return made if made.kind == "linear" and all(limit < 0 for limit in lowers) else None


def _collected(operation: Any, tensor: Any) -> Made | None:
    parts = [made_by(part) for part in list(operation.inputs)[_COLLECTED[operation.type]]]
    found = [made for made in parts if made is not None]
    if len(found) < len(parts) or len({made.kind for made in found}) != 1:
        return None
    axis = operation.get_attr("axis") if operation.type == "Pack" else tf.get_static_value(operation.inputs[-1])
    rank, along = tensor.shape.rank, {made.axis for made in found}
    old = along.pop()
    if axis is None or rank is None or old is None or along:
        return found[0]._replace(axis=None)
    joined = int(axis) % rank - rank
    if operation.type == "Pack":
        return found[0]._replace(axis=old if old > joined else old - 1)
    return found[0]._replace(axis=None if joined == old else old)
