"""What made a tensor of a graph: the activation or product behind what only moves, casts or collects numbers."""

from __future__ import annotations

from typing import Any

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


def activation_behind(tensor: Any) -> tuple[str, Any] | None:
    """The softmax or sigmoid that made a tensor, by its name, and its operation; None where none did, or not all."""
    made = made_by(tensor)
    return made if made is not None and made[0] in _ACTIVATIONS.values() else None


def made_by(tensor: Any) -> tuple[str, Any] | None:
    """The activation that made a tensor, as Keras names it, and its operation; None where nothing is known of it.

    ``linear`` is a product with weights, a bias added or not.
    """
    operation = tensor.op
    while operation.type in _PASSED_THROUGH:
        tensor = operation.inputs[tensor.value_index if operation.type == "IdentityN" else 0]
        operation = tensor.op
    kind = _ACTIVATIONS.get(operation.type) or _OTHERS.get(operation.type)
    if kind is not None:
        return kind, operation
    if operation.type in _PRODUCTS:
        return ("linear", operation) if _is_variable(operation.inputs[1]) else None
    if operation.type in _SUMS:
        return _with_bias(operation)
    if operation.type in _COLLECTED:  # the time steps of TimeDistributed, say
        found = [made_by(part) for part in list(operation.inputs)[_COLLECTED[operation.type]]]
        return found[0] if len({made and made[0] for made in found}) == 1 else None
    called = _body(operation) if operation.type in _CALLS else None
    return made_by(called.outputs[tensor.value_index]) if called is not None else None


def _with_bias(operation: Any) -> tuple[str, Any] | None:
    """A product to which a variable is added; another sum may be of anything."""
    product, bias = operation.inputs
    made = made_by(product) if _is_variable(bias) else None
    return ("linear", operation) if made is not None and made[0] == "linear" else None


def _is_variable(tensor: Any) -> bool:
    while tensor.op.type in _PASSED_THROUGH:
        tensor = tensor.op.inputs[0]
    return tensor.op.type in ("ReadVariableOp", "Const")


def _body(call: Any) -> Any:
    """The graph of the function that an operation calls, or None where it is not at hand, as in an imported graph."""
    function = call.graph._get_function(call.get_attr("f").name)  # noqa: SLF001 - there is no public way to a callee
    return getattr(function, "graph", None)
