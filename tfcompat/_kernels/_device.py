"""What decides how a kernel is computed: the device, the kind of program, and what TensorFlow can do there."""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Iterator

_BODY = re.compile(r"(^|/)loop_body(_\d+)?(/|$)")
_assumed: ContextVar[str | None] = ContextVar("assumed", default=None)


@contextmanager
def assume_device(kind: str) -> Iterator[None]:
    """Compute as on a device of this kind, for tests and for counting on a machine that has none."""
    token = _assumed.set(kind)
    try:
        yield
    finally:
        _assumed.reset(token)


def device_of(tensor: tf.Tensor) -> str:
    """Return the kind of device that is to compute with a tensor, such as ``'CPU'`` or ``'GPU'``.

    In eager mode it is the device that the tensor is on. In a graph it is that of ``tf.device``; without one,
    TensorFlow places an operation on a GPU if there is one. Nothing is initialised to find out.
    """
    if assumed := _assumed.get():
        return assumed
    if not _sees_a_gpu():
        return "CPU"
    name = tensor.device if tf.executing_eagerly() else tf.constant(0).device  # a constant is where its scope says
    kind: str | None = tf.DeviceSpec.from_string(name).device_type
    return kind or "GPU"


@cache
def _sees_a_gpu() -> bool:
    """Return whether TensorFlow may use a GPU; which ones it sees cannot change once it has computed anything."""
    return bool(tf.config.get_visible_devices("GPU"))


def compiled_by_xla() -> bool:
    """Return whether the current trace is part of a function with ``jit_compile``."""
    from tensorflow.python.ops import control_flow_util  # there is no public API for this

    graph = None if tf.executing_eagerly() else tf.compat.v1.get_default_graph()
    compiled: bool = graph is not None and control_flow_util.GraphOrParentsInXlaContext(graph)
    return compiled


def vectorized() -> bool:
    """Return whether the current trace is the body of `tf.vectorized_map`, also through a function that it calls.

    It drops custom gradients. TensorFlow marks such a body by the scope of its names alone.
    """
    graph = None if tf.executing_eagerly() else tf.compat.v1.get_default_graph()
    while graph is not None:
        if _BODY.search(graph.get_name_scope()):
            return True
        graph = getattr(graph, "outer_graph", None)
    return False


@contextmanager
def unrecorded() -> Iterator[None]:
    """Keep tapes from recording; a graph still knows what its tensors were computed from.

    After `tf.stop_gradient`, a gradient from outside of `tf.vectorized_map` would be zero.
    """
    from tensorflow.python import pywrap_tfe  # there is no public API for this

    if pywrap_tfe.TFE_Py_TapeSetIsStopped():
        yield
        return
    pywrap_tfe.TFE_Py_TapeSetStopOnThread()
    try:
        yield
    finally:
        pywrap_tfe.TFE_Py_TapeSetRestartOnThread()


def mode() -> str:
    """Return what runs the operations: ``'eager'``, ``'graph'``, ``'XLA'``; ``'session'`` for a TensorFlow 1 graph."""
    if tf.executing_eagerly():
        return "eager"
    if not tf.inside_function():
        return "session"
    return "XLA" if compiled_by_xla() else "graph"


@cache
def can_compile(device: str) -> bool:
    """Return whether this TensorFlow can compile for a device; on a GPU, an exponential needs CUDA's own library."""
    try:
        with tf.init_scope(), tf.device(f"/device:{device}:0"):
            tf.function(lambda: tf.exp(tf.constant(1.0)), jit_compile=True, autograph=False)()
    except (tf.errors.OpError, ValueError):
        return False
    return True


def deterministic() -> bool:
    """Return whether ``tf.config.experimental.enable_op_determinism`` was called."""
    from tensorflow.python.framework import config  # there is no public API for this

    enabled: bool = config.is_op_determinism_enabled()
    return enabled
