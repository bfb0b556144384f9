"""Bytes that a function of TensorFlow reads and writes: counted from its graph, or from the program that XLA makes.

Of a graph, each operation counts that a result needs, with its inputs and outputs; a called function counts as its
operations, and a condition as the branch that is taken for the arguments. Of a program of XLA, each fusion counts as
one operation.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

VIEWS = {"Identity", "IdentityN", "Reshape", "ExpandDims", "Squeeze", "StopGradient", "PreventGradient", "EnsureShape"}
NO_MEMORY = VIEWS | {"Const", "Placeholder", "Arg", "Shape", "Size", "Rank", "NoOp", "BroadcastGradientArgs"}
SOME_ELEMENTS = {"GatherV2", "GatherNd", "StridedSlice"}
"""They read as much of their first input as they return."""
FILLS = {"ZerosLike", "OnesLike"}
"""They read nothing of their input."""
IN_PLACE = re.compile(r"TensorScatter")
CALLS = {"PartitionedCall", "StatefulPartitionedCall"}
CONDITIONS = {"If", "StatelessIf"}
_HLO_SIZES = {"pred": 1, "bf16": 2, "f16": 2, "s32": 4, "u32": 4, "f32": 4, "s64": 8, "u64": 8, "f64": 8, "c64": 8}
_HLO_LINE = re.compile(
    r"^\s*(?:ROOT )?%?(?P<name>[\w.-]+) = (?P<shape>\(.*?\)|\S+) (?P<kind>[\w-]+)\((?P<operands>[^)]*)\)"
)
_HLO_SHAPE = re.compile(r"\b(" + "|".join(_HLO_SIZES) + r")\[([\d,]*)\]")
_HLO_FREE = {"parameter", "constant", "tuple", "get-tuple-element", "bitcast"}


class Traffic(NamedTuple):
    """What a call moves: bytes read, bytes written, and the number of operations that run."""

    read: int = 0
    written: int = 0
    operations: int = 0

    def __add__(self, other: Any) -> Traffic:
        return Traffic(*(a + b for a, b in zip(self, other, strict=True)))


def of_graph(function: Callable[..., Any], *args: tf.Tensor) -> Traffic:
    """Count what a function does if each operation runs on its own."""

    def traced(*args: tf.Tensor) -> Any:
        results = tf.nest.flatten(function(*args))
        conditions = [op for op in tf.compat.v1.get_default_graph().get_operations() if op.type in CONDITIONS]
        return [one for one in results if one is not None], {op.name: op.inputs[0] for op in conditions}

    concrete = tf.function(traced, autograph=False).get_concrete_function(*args)
    taken = {name: bool(answer) for name, answer in concrete(*args)[1].items()}
    return _of_operations(concrete.graph, concrete.structured_outputs[0], taken)


def of_program(function: Callable[..., Any], *args: tf.Tensor) -> Traffic:
    """Count what a function does if XLA compiles it, for the processor of this machine."""
    text = tf.function(function, jit_compile=True, autograph=False).experimental_get_compiler_ir(*args)("optimized_hlo")
    bodies = dict(re.findall(r"^%?([\w.-]+) \([^\n]*\{\n(.*?)\n\}", text, re.MULTILINE | re.DOTALL))
    shapes, total = {}, Traffic()
    for line in text[text.index("\nENTRY") :].splitlines():
        if found := _HLO_LINE.match(line):
            shapes[found["name"]] = made = _hlo_bytes(found["shape"])
            if found["kind"] not in _HLO_FREE:
                operands = [shapes.get(name, 0) for name in re.findall(r"%?([\w.-]+)(?:,|$)", found["operands"])]
                called = re.search(r"calls=%?([\w.-]+)", line)
                total += _of_fusion(operands, made, bodies.get(called[1], "") if called else line)
    return total


def _of_fusion(operands: list[int], made: int, body: str) -> Traffic:
    """What one instruction moves; as for a graph, a scatter is done in place, and a gather reads what it returns."""
    if " scatter(" in body:
        return Traffic(sum(operands[1:]) + operands[-1], operands[-1], 1)
    if " gather(" in body and " reduce(" not in body:
        operands = [min(size, made) for size in operands]
    return Traffic(sum(operands), made, 1)


def _hlo_bytes(shape: str) -> int:
    found = 0
    for kind, sizes in _HLO_SHAPE.findall(shape):
        count = 1
        for size in filter(None, sizes.split(",")):
            count *= int(size)
        found += _HLO_SIZES[kind] * count
    return found


def _of_operations(graph: Any, wanted: Sequence[Any], taken: dict[str, bool]) -> Traffic:
    needed = _needed(wanted)
    consumers = Counter(source(given).ref() for op in needed for given in op.inputs if op.type not in VIEWS)
    total = Traffic()
    for op in needed:
        total += _of_operation(graph, op, taken, consumers)
    return total


def _needed(wanted: Sequence[Any]) -> list[tf.Operation]:
    """The operations that the results need, without those that only check something."""
    found, left = {}, [tensor.op for tensor in wanted]
    while left:
        op = left.pop()
        if op.name not in found:
            found[op.name] = op
            left += [given.op for given in op.inputs]
    return list(found.values())


def source(tensor: tf.Tensor) -> tf.Tensor:
    """The tensor whose memory a view shows."""
    while tensor.op.type in VIEWS and tensor.op.inputs:
        tensor = tensor.op.inputs[tensor.value_index if tensor.op.type == "IdentityN" else 0]
    return tensor


def _of_operation(graph: Any, op: tf.Operation, taken: dict[str, bool], consumers: Counter[Any]) -> Traffic:
    if op.type in NO_MEMORY:
        return Traffic()
    inner = list(_called(graph, op, taken))
    if inner:
        return sum((_of_operations(graph, body.outputs, taken) for body in inner), Traffic())
    given, made = [_bytes(t) for t in op.inputs], sum(map(_bytes, op.outputs))
    if IN_PLACE.match(op.type) and consumers[source(op.inputs[0]).ref()] == 1:
        return Traffic(sum(given[1:]) + given[-1], given[-1], 1)
    if op.type in SOME_ELEMENTS:
        given[0] = made
    if op.type in FILLS:
        given[0] = 0
    return Traffic(sum(given), made, 1)


def _called(graph: Any, op: tf.Operation, taken: dict[str, bool]) -> Iterator[Any]:
    """The graph of the function that an operation calls, if it calls one."""
    if op.type in CALLS:
        name = op.get_attr("f").name
    elif op.type in CONDITIONS:
        name = op.get_attr("then_branch" if taken.get(op.name, False) else "else_branch").name
    else:
        return
    yield graph._get_function(name).graph  # noqa: SLF001 - TensorFlow offers no other way to the body


def _bytes(tensor: tf.Tensor) -> int:
    if not tensor.shape.is_fully_defined():
        raise ValueError(f"{tensor.name} has no known shape: {tensor.shape}")
    return int(tensor.shape.num_elements() * tensor.dtype.size) if tensor.dtype.size else 0
