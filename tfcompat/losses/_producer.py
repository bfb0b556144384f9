"""What made a tensor of a graph: the softmax or sigmoid behind what only moves, casts or collects numbers."""

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


def activation_behind(tensor: Any) -> tuple[str, Any] | None:
    """The name of the activation that made a tensor, and its operation; None where none did, or not all of it."""
    operation = tensor.op
    while operation.type in _PASSED_THROUGH:
        tensor = operation.inputs[tensor.value_index if operation.type == "IdentityN" else 0]
        operation = tensor.op
    if operation.type in _ACTIVATIONS:
        return _ACTIVATIONS[operation.type], operation
    if operation.type in _COLLECTED:  # the time steps of TimeDistributed, say
        found = [activation_behind(part) for part in list(operation.inputs)[_COLLECTED[operation.type]]]
        return found[0] if all(found) else None
    called = _body(operation) if operation.type in _CALLS else None
    return activation_behind(called.outputs[tensor.value_index]) if called is not None else None


def _body(call: Any) -> Any:
    """The graph of the function that an operation calls, or None where it is not at hand, as in an imported graph."""
    function = call.graph._get_function(call.get_attr("f").name)  # noqa: SLF001 - there is no public way to a callee
    return getattr(function, "graph", None)
