"""What a step sends from one device to another, read from the graphs that TensorFlow makes for the devices.

TensorFlow divides a graph into one for each device, and puts a pair of operations, Send and Recv, where a tensor goes
from one to another. These are counted: what is counted was placed by TensorFlow, for the step as it runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import tensorflow as tf
from tensorflow.python.eager import context  # there is no public way to the graphs of the devices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Sent(NamedTuple):
    """A tensor that goes from one device to another."""

    source: str
    target: str
    dtype: str
    shape: tuple[int | None, ...]
    """None for a size that the graph does not know."""

    @property
    def nbytes(self) -> int:
        """Its size, if it is known."""
        count: int = tf.TensorShape(self.shape).num_elements()
        return count * tf.dtypes.as_dtype(self.dtype).size


class Placed(NamedTuple):
    """Where TensorFlow put the operations of a step."""

    sent: list[Sent]
    products: dict[str, set[int | None]]
    """Each device, to the numbers of columns of its matrix products."""
    programs: set[str]
    """Devices with programs that XLA compiles."""


def simulate(devices: int) -> None:
    """Divide the CPU into logical devices, which exchange tensors as GPUs do; call this first."""
    (cpu,) = tf.config.list_physical_devices("CPU")
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * devices)


def placed(step: Callable[..., Any], *args: Any) -> Placed:
    """Run a ``tf.function`` that has not run before, and tell what it sends."""
    context.enable_graph_collection()
    try:
        step(*args)
        graphs = context.export_run_metadata().function_graphs
    finally:
        context.disable_graph_collection()
    found = Placed([], {}, set())
    for each in graphs:
        with tf.Graph().as_default() as graph:  # it infers the shapes
            tf.import_graph_def(each.post_optimization_graph, name="")
        found.sent.extend(sent for part in each.partition_graphs for sent in _sent(part, graph))
        for op in graph.get_operations():
            if op.type == "MatMul":
                found.products.setdefault(short(op.device), set()).add(op.outputs[0].shape[-1])
            elif any(name == "_XlaMustCompile" for name in op.node_def.attr):
                found.programs.add(short(op.device))
    return found


def _sent(part: Any, graph: tf.Graph) -> Iterator[Sent]:
    """What one device sends. An edge that only says that something is done carries no data."""
    for node in part.node:
        if node.op in ("_Send", "_HostSend") and "/ctrl/" not in node.input[0]:
            name = node.input[0] if ":" in node.input[0] else f"{node.input[0]}:0"
            shape = graph.get_tensor_by_name(name).shape
            ends = (short(node.attr[f"{end}_device"].s.decode()) for end in ("send", "recv"))
            sizes = (None,) if shape.rank is None else tuple(shape.as_list())
            yield Sent(*ends, tf.dtypes.as_dtype(node.attr["T"].type).name, sizes)


def short(device: str) -> str:
    """A device without its job: ``CPU:1``."""
    return device.rpartition("device:")[2]
