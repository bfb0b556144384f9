"""What people would pick instead: the same loss, forward and backward, by each library that is installed."""

from __future__ import annotations

import ctypes
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf
from side_by_side import OURS, SEED, THREADS

import tfcompat
from tfcompat._keras import keras

if TYPE_CHECKING:
    from collections.abc import Callable

    Way = Callable[[], Any]

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _MMAP_MAX = -1, -3, -4  # of malloc.h
FAMILIES = ("sparse", "dense", "sigmoid")
FUNCTIONS = {
    "sparse": (tfcompat.sparse_softmax_cross_entropy, tf.nn.sparse_softmax_cross_entropy_with_logits),
    "dense": (tfcompat.softmax_cross_entropy, tf.nn.softmax_cross_entropy_with_logits),
    "sigmoid": (tfcompat.sigmoid_cross_entropy, tf.nn.sigmoid_cross_entropy_with_logits),
}
LOSSES = {
    "sparse": (tfcompat.SparseSoftmaxCrossEntropy, keras.losses.SparseCategoricalCrossentropy),
    "dense": (tfcompat.SoftmaxCrossEntropy, keras.losses.CategoricalCrossentropy),
    "sigmoid": (tfcompat.SigmoidCrossEntropy, keras.losses.BinaryCrossentropy),
}


def arrays(family: str, rows: int, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Labels and logits, the same for every library."""
    random = np.random.default_rng(SEED)
    logits = random.standard_normal((rows, classes), np.float32)
    if family == "sparse":
        return random.integers(0, classes, rows), logits
    labels = random.random((rows, classes), np.float32)
    if family == "dense":
        labels /= labels.sum(-1, keepdims=True)
    return labels, logits


def of_tensorflow(loss: Callable[..., tf.Tensor], labels: tf.Tensor, logits: tf.Tensor, where: str) -> Way:
    """Mean loss and its gradient: ``eager``, ``graph``, ``XLA``; or ``unknown``, a graph that is not told the rows."""

    def step(labels: tf.Tensor, logits: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        with tf.GradientTape() as tape:
            tape.watch(logits)
            value = tf.reduce_mean(loss(labels, logits))
        return value, tape.gradient(value, logits)

    if where != "eager":
        specs = [tf.TensorSpec([None, *t.shape[1:]], t.dtype) for t in (labels, logits)] if where == "unknown" else None
        step = tf.function(step, jit_compile=where == "XLA", input_signature=specs)
    return lambda: step(labels, logits)


def tensorflow_ways(family: str, rows: int, classes: int, where: str) -> dict[str, Way]:
    """Ours, tf.nn, and Keras' built-in, which is given what ours is."""
    labels, logits = map(tf.constant, arrays(family, rows, classes))
    ours, theirs = FUNCTIONS[family]
    built_in = LOSSES[family][1](from_logits=True)
    losses = {OURS: ours, "tf.nn": theirs, "Keras": built_in}
    return {name: of_tensorflow(loss, labels, logits, where) for name, loss in losses.items()}


def torch_way(family: str, rows: int, classes: int) -> dict[str, Way]:
    """PyTorch's functions; it runs eagerly, so it stands beside every way of TensorFlow."""
    if find_spec("torch") is None:
        return {}
    import torch
    from torch.nn import functional

    torch.set_num_threads(THREADS)
    labels, logits = map(torch.from_numpy, arrays(family, rows, classes))
    logits.requires_grad_(True)
    loss = functional.binary_cross_entropy_with_logits if family == "sigmoid" else functional.cross_entropy

    def step() -> Any:
        return torch.autograd.grad(loss(logits, labels), logits)

    return {"PyTorch": step}


def optax_way(family: str, rows: int, classes: int) -> dict[str, Way]:
    """Optax under ``jax.jit``: XLA's own front end."""
    if find_spec("optax") is None or find_spec("jax") is None:
        return {}
    import jax
    import optax

    labels, logits = arrays(family, rows, classes)
    labels, logits = jax.numpy.asarray(labels), jax.numpy.asarray(logits)
    losses = {
        "sparse": optax.softmax_cross_entropy_with_integer_labels,
        "dense": optax.softmax_cross_entropy,
        "sigmoid": optax.sigmoid_binary_cross_entropy,
    }
    both = jax.jit(jax.value_and_grad(lambda z, y: losses[family](z, y).mean()))
    return {"Optax": lambda: jax.block_until_ready(both(logits, labels))}


def groups(family: str, rows: int, classes: int, where: str) -> list[dict[str, Way]]:
    """What takes turns on large logits: all of TensorFlow; and ours with another library, whose threads are its own."""
    ways = tensorflow_ways(family, rows, classes, where)
    peers = optax_way(family, rows, classes) if where == "XLA" else torch_way(family, rows, classes)
    return [ways, {OURS: ways[OURS], **peers}] if peers else [ways]


def fair() -> None:
    """As many threads for TensorFlow as for every peer, and memory that is freed stays; before anything is timed.

    glibc gives a tensor of more than 32 MiB back at once, and then every step waits for the kernel to clear new pages,
    with any library for longer than it computes. Those who preload tcmalloc see little of that.
    """
    threads()
    keep_memory()


@cache
def threads() -> None:
    """Hold TensorFlow to its threads; once, before it computes anything."""
    tf.config.threading.set_intra_op_parallelism_threads(THREADS)
    tf.config.threading.set_inter_op_parallelism_threads(THREADS)
    tf.random.set_seed(SEED)


def keep_memory() -> None:
    """Have glibc keep what is freed; elsewhere nothing happens."""
    _tell_malloc(_MMAP_MAX, 0)
    _tell_malloc(_TRIM_THRESHOLD, 2**31 - 1)


def return_memory() -> None:
    """Have glibc return each tensor that is freed, so that a peak is one of this step."""
    _tell_malloc(_MMAP_THRESHOLD, 2**20)


def _tell_malloc(what: int, value: int) -> None:
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(what, value)
