"""Recorded calls, made again through the shims: in eager mode, in ``tf.function`` and in a graph with a session."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import tensorflow as tf
from support import replay_layers
from support.oracle import DATA, Case, cases, difference

import tfcompat.legacy
from tfcompat._symbols import SYMBOLS
from tfcompat.legacy._build import shim

tf1 = tf.compat.v1
MODES = ("eager", "function", "graph")
NOT_REPLAYED = json.loads((DATA / "not_replayed.json").read_text(encoding="utf-8"))
OF_ACTIVATION = "[activation output]"  # the record has the logits, the call had their softmax or sigmoid
_SAMPLES = ("sampled", "true_expected", "sampled_expected")

Results = tuple[Any, dict[str, Any]]


def calls() -> list[tuple[str, Case]]:
    """Every recorded call of a shim."""
    return [*functions(), *replay_layers.layers()]


def replayed(path: str, case: Case, mode: str) -> Results:
    """Value and gradients of a call that is made again."""
    layer = "variables" in SYMBOLS[path].side_effects
    return (replay_layers.REPLAY if layer else REPLAY)[mode](path, case)


def functions() -> list[tuple[str, Case]]:
    """Every recorded call of a shim that makes no variables."""
    return [
        (path, case)
        for path, row in SYMBOLS.items()
        if row.shim and "variables" not in row.side_effects
        for symbol in (f"tf.{path}", f"tf.{path}{OF_ACTIVATION}")
        for case in cases(symbol)
    ]


def modes(path: str) -> tuple[str, ...]:
    """Where calls are replayed: objects of Keras not in a session, and its metrics, which make variables, in eager."""
    if not path.startswith("keras.") or SYMBOLS[path].kind == "function":
        return MODES
    return ("eager",) if "metrics" in path else ("eager", "function")


def reason(case: Case, mode: str) -> str:
    """Why a case cannot be replayed in a mode; nothing where it can."""
    known = NOT_REPLAYED["cases"].get(case.id, {})
    return known["reason"] if mode in known.get("modes", ()) else ""


def tensors_of(case: Case) -> dict[str, np.ndarray]:
    """The arrays that were passed, those in lists under names such as ``logits[0]``."""
    found = {}
    for name, value in case.args.items():
        if isinstance(value, np.ndarray):
            found[name] = value
        elif isinstance(value, list):
            found |= {f"{name}[{i}]": item for i, item in enumerate(value)}
    return found


def call(path: str, case: Case, given: dict[str, Any]) -> Any:
    """The call, with tensors in the place of the arrays."""
    args = {
        name: [given[f"{name}[{i}]"] for i in range(len(value))] if isinstance(value, list) else given.get(name, value)
        for name, value in case.args.items()
    }
    if path == "losses.get_total_loss":
        return _total(case.id.rpartition("/")[2], **args)
    if path.endswith("npairs_loss_multilabel"):
        sets = json.loads(case.note.partition(" are ")[2])
        args["sparse_labels"] = [tf.sparse.from_dense(row) for row in sets]
    if "sampled" in args:
        args["sampled_values"] = tuple(args.pop(name) for name in _SAMPLES)
    if case.symbol.endswith(OF_ACTIVATION):
        args["output"] = (tf.nn.sigmoid if "binary" in path else tf.nn.softmax)(args.pop("logits"))
    if path.startswith("keras.metrics."):
        return _updated_twice(shim(path)(**case.constructor), args)
    if SYMBOLS[path].kind == "class":
        return shim(path)(**case.constructor)(**args)
    order = re.match(r"positional .*\((.*)\)", case.note)
    return shim(path)(*(args[name] for name in order[1].split(", "))) if order else shim(path)(**args)


def _updated_twice(metric: Any, args: dict[str, Any]) -> Any:
    for which in ("", "2"):
        metric.update_state(*(args.get(name + which) for name in ("y_true", "y_pred", "sample_weight")))
    return metric.result()


def _total(kind: str, labels: Any = None, logits: Any = None) -> Any:
    """What was put into the collections before the sum, as the recorded names, values and gradients tell."""
    losses = tfcompat.legacy.losses
    if kind == "total-unreduced":
        losses.sparse_softmax_cross_entropy(labels, logits, reduction="none")
    elif kind != "total-empty":
        losses.sparse_softmax_cross_entropy(labels, logits, scope="a")
        losses.sparse_softmax_cross_entropy(labels, logits, 0.5, scope="b")
        losses.add_loss(tf.reduce_mean(logits))
        tf1.add_to_collection("regularization_losses", tf.constant(0.25))
    return losses.get_total_loss(kind == "total", scope="a" if kind == "total-scope" else None)


def in_eager(path: str, case: Case) -> Results:
    """Value and gradients by the tape."""
    return _taped(path, case, {name: tf.constant(value) for name, value in tensors_of(case).items()})


def in_function(path: str, case: Case) -> Results:
    """The same, traced."""
    given = {name: tf.constant(value) for name, value in tensors_of(case).items()}
    return tf.function(lambda given: _taped(path, case, given))(given)


def _taped(path: str, case: Case, given: dict[str, tf.Tensor]) -> Results:
    wanted = {name: given[name] for name in case.gradients}
    with tf.GradientTape() as tape:
        tape.watch(list(wanted.values()))
        value = call(path, case, given)
        scalar = tf.reduce_sum(value * tf.cast(case.cotangent, value.dtype))
    return value, {name: _dense(gradient) for name, gradient in tape.gradient(scalar, wanted).items()}


def _dense(gradient: Any) -> Any:
    return None if gradient is None else tf.convert_to_tensor(gradient)


def in_graph(path: str, case: Case) -> Results:
    """In a session, fed by placeholders; what is appended to which collection has the names of TensorFlow 1."""
    arrays = tensors_of(case)
    with tf.Graph().as_default() as graph, tf1.Session() as session:
        fed = {name: tf1.placeholder(value.dtype, value.shape) for name, value in arrays.items()}
        value = call(path, case, fed)
        if not case.error:
            assert [t.op.name for t in graph.get_collection("losses")] == case.collections.get("losses", [])
        slopes = tf.gradients(value, [fed[name] for name in case.gradients], case.cotangent)
        gradients = [_dense(slope) for slope in slopes]
        feed = {fed[name]: arrays[name] for name in fed}
        value, numbers = session.run((value, [g for g in gradients if g is not None]), feed)
        found = iter(numbers)
        return value, {k: None if g is None else next(found) for k, g in zip(case.gradients, gradients, strict=True)}


REPLAY = {"eager": in_eager, "function": in_function, "graph": in_graph}


def unequal(case: Case, results: Results) -> str:
    """What differs from the record, or an empty string."""
    value, gradients = results
    for name, wanted, got in (("value", case.value, value), *((k, w, gradients[k]) for k, w in case.gradients.items())):
        if wanted is None or got is None:
            if wanted is not got:
                return f"{name}: {got} for {wanted}"
        elif said := difference(*_as_precise(case, got, wanted)):
            return f"{name}: {said}"
    return ""


def _as_precise(case: Case, got: Any, wanted: np.ndarray) -> tuple[Any, np.ndarray]:
    """Results as precise as they were made: TensorFlow 1 reduced float64 losses in float32."""
    got = np.asarray(got)
    reduced = case.symbol.startswith(("tf.losses.", "tf.contrib.losses."))
    if reduced and got.dtype == wanted.dtype == np.float64:
        return got.astype(np.float32), wanted.astype(np.float32)
    return got, wanted


def bits_differ(case: Case, results: Results) -> bool:
    """Whether any bit of a result differs from the record."""
    value, gradients = results
    pairs = [(case.value, value), *((wanted, gradients[name]) for name, wanted in case.gradients.items())]
    return any(w is not None and not np.array_equal(np.asarray(g), w, equal_nan=True) for w, g in pairs)
