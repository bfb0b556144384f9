"""What made a tensor of a graph: the activation or product before operations that only move, cast or collect."""

from __future__ import annotations

from typing import Any, NamedTuple

import tensorflow as tf

_PASSED_THROUGH = {
    "Cast",
    "ExpandDims",
    "Identity",
    "IdentityN",
    "Reshape",
    "Squeeze",
    "StopGradient",
    "StridedSlice",
    "Transpose",
}
_RESHAPED = {"ExpandDims", "Reshape", "Squeeze", "StridedSlice"}
_COLLECTED = {"Pack": slice(None), "ConcatV2": slice(-1)}  # the last input of the second is the axis
_CALLS = {"PartitionedCall", "StatefulPartitionedCall"}
_ACTIVATIONS = {"Softmax": "softmax", "Sigmoid": "sigmoid"}
_OTHERS = {
    **{name: name.lower() for name in ("Relu", "Relu6", "Tanh", "Softplus", "Softsign", "Elu", "Selu")},
    "LeakyRelu": "leaky_relu",
    "LogSoftmax": "log_softmax",
}
_PRODUCTS = {"MatMul", "BatchMatMulV2", "Conv1D", "Conv2D", "Conv3D", "Einsum"}
_SUMS = {"Add", "AddV2", "BiasAdd"}


class Made(NamedTuple):
    """What made a tensor."""

    kind: str
    """The activation as Keras names it; ``linear`` for a product with weights, a bias added or not."""
    operation: Any
    whole: bool = True
    """Whether the last axis is still that of the operation: nothing was cut off, moved or joined along it."""


def activation_behind(tensor: Any) -> Made | None:
    """Return the softmax or sigmoid that made a tensor; None if there is none, or if it made only a part."""
    made = made_by(tensor)
    return made if made is not None and made.kind in _ACTIVATIONS.values() else None


def made_by(tensor: Any) -> Made | None:
    """Return the activation or product that made a tensor, or None if that is unknown."""
    whole = True
    while tensor.op.type in _PASSED_THROUGH:
        operation, size = tensor.op, _size(tensor)
        tensor = operation.inputs[tensor.value_index if operation.type == "IdentityN" else 0]
        moved = operation.type == "Transpose" or (operation.type in _RESHAPED and _size(tensor) != size)
        whole = whole and not moved
    made = _made(tensor)
    return made if made is None or whole else made._replace(whole=False)


def _size(tensor: Any) -> int | None:
    return tensor.shape[-1] if tensor.shape.rank else None


def _made(tensor: Any) -> Made | None:
    operation = tensor.op
    kind = _ACTIVATIONS.get(operation.type) or _OTHERS.get(operation.type)
    if kind is not None:
        return Made(kind, operation)
    if operation.type in _PRODUCTS:
        return _of_product(operation)
    if operation.type in _SUMS:
        return _with_bias(operation)
    if operation.type in _COLLECTED:  # the time steps of TimeDistributed, say
        return _collected(operation, tensor)
    called = _body(operation) if operation.type in _CALLS else None
    return made_by(called.outputs[tensor.value_index]) if called is not None else None


def _of_product(operation: Any) -> Made | None:
    """Return a product with weights; one of probabilities with weights may be probabilities again."""
    mixed = activation_behind(operation.inputs[0]) is not None
    return Made("linear", operation) if _is_variable(operation.inputs[1]) and not mixed else None


def _with_bias(operation: Any) -> Made | None:
    """Return a product to which a variable is added; another sum may be of anything."""
    product, bias = operation.inputs
    made = made_by(product) if _is_variable(bias) else None
    return Made("linear", operation) if made is not None and made.kind == "linear" else None


def _collected(operation: Any, tensor: Any) -> Made | None:
    parts = [made_by(part) for part in list(operation.inputs)[_COLLECTED[operation.type]]]
    found = [made for made in parts if made is not None]
    if len(found) < len(parts) or len({made.kind for made in found}) != 1:
        return None
    axis = operation.get_attr("axis") if operation.type == "Pack" else tf.get_static_value(operation.inputs[-1])
    rank = tensor.shape.rank
    aside = axis is not None and rank is not None and axis % rank != rank - 1
    return found[0]._replace(whole=aside and all(made.whole for made in found))


def _is_variable(tensor: Any) -> bool:
    while tensor.op.type in _PASSED_THROUGH:
        tensor = tensor.op.inputs[0]
    return bool(tensor.op.type == "ReadVariableOp")


def _body(call: Any) -> Any:
    """Return the graph of the function that an operation calls; None if it is not at hand, as in an imported graph."""
    function = call.graph._get_function(call.get_attr("f").name)  # noqa: SLF001 - there is no public way to a callee
    return getattr(function, "graph", None)
