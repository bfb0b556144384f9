"""Recorded programs in a graph: names, shapes, collections, values, gradients, and what a step of training changes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf
from support.recorded_programs import (
    HIDDEN,
    LOSSES,
    OF_VARIABLES,
    Case,
    Run,
    array,
    differences,
    is_variable,
    listed,
    name_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

tf1 = tf.compat.v1
ONE_THREAD = tf1.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)


class InGraph:
    """One case in a graph of its own."""

    def __init__(self, case: Case, eps: float | None = None) -> None:
        self.case, self.half = case, case.get("precision") == "float16"
        self.eps = eps or case.get("eps", 4)
        self.run = Run(case, lambda value, shape: tf1.placeholder(value.dtype, shape, name="feed"))
        self.structure, self.tensors = self.run.build()
        self.graph = tf1.get_default_graph()
        self.variables = [*tf1.global_variables(), *tf1.local_variables()]
        self.trainable = tf1.trainable_variables()
        self.feed = {self.run.feeds[key]: value for key, value in self.run.data.items()}
        self.floats = [tensor for tensor in self.tensors if tensor.dtype.is_floating]
        self.cotangents = [tf1.placeholder(tensor.dtype, None) for tensor in self.floats]

    def compare(self) -> dict[str, Any]:
        """All that differs from the recording."""
        found = {**self._built(), **self._shapes_and_names()}
        pairs = [*self._values(), *self._gradients(), *self._updates(), *self._after_a_step()]
        return {**found, **differences(pairs, self.eps, half=self.half)}

    def _built(self) -> dict[str, Any]:
        """Structure and variables."""
        wanted = [
            (v["name"], v["start"]["t"][2], v["start"]["t"][0], v["trainable"]) for v in self.case.get("variables", [])
        ]
        got = [
            (name_of(v), v.shape.as_list(), v.dtype.base_dtype.name, any(v is each for each in self.trainable))
            for v in self.variables
        ]
        found: dict[str, Any] = {} if got == wanted else {"variables": (got, wanted)}
        structure = self.case.get("structure", "T")
        return found if self.structure == structure else {**found, "structure": (self.structure, structure)}

    def _shapes_and_names(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        shapes = [tensor.shape.as_list() if tensor.shape.rank is not None else None for tensor in self.tensors]
        wanted = listed(self.case.get("static_shape"))
        if self.tensors and shapes != wanted:
            found["static shapes"] = (shapes, wanted)
        names = zip(self.tensors, listed(self.case.get("op_name", "")), self.run.depths(), strict=False)
        for tensor, name, depth in names:  # the scope that the call opened, not what is inside
            got = tensor.op.name
            if name.count("/") >= depth and got.split("/")[:depth] != name.split("/")[:depth]:
                found["op name"] = (got, name)
        return {**found, **self._collections()}

    def _collections(self) -> dict[str, Any]:
        keys = [key for key in self.graph.get_all_collection_keys() if isinstance(key, str)]
        got = {key: [name_of(each) for each in self.graph.get_collection(key)] for key in keys}
        got = {key: names for key, names in got.items() if names and not key.startswith("__") and key not in HIDDEN}
        wanted, variables = self.case.get("collections", {}), {v["name"] for v in self.case.get("variables", [])}
        found: dict[str, Any] = {}
        for key in {*got, *wanted}:
            ours, theirs = got.get(key, []), wanted.get(key, [])
            if key == "update_ops":
                same = bool(ours) == bool(theirs)
            elif key in OF_VARIABLES or variables & set(theirs):
                same = ours == theirs
            else:
                same = len(ours) == len(theirs)
            if not same:
                found[f"collection {key}"] = (ours, theirs)
        return found

    @contextmanager
    def _session(self) -> Iterator[Any]:
        """A session whose variables have the recorded values, but for those that kept their initial ones."""
        starts = {v["name"]: array(v["start"]) for v in self.case.get("variables", [])}
        with tf1.Session(graph=self.graph, config=ONE_THREAD) as session:
            session.run([tf1.global_variables_initializer(), tf1.local_variables_initializer()])
            for variable in () if self.case.get("init") == "keep" else self.variables:
                if name_of(variable) in starts:
                    variable.load(starts[name_of(variable)], session)
            yield session

    def _values(self) -> Iterator[tuple[str, Any, Any]]:
        losses = {
            key: [each for each in self.graph.get_collection(key) if tf.is_tensor(each) and not is_variable(each)]
            for key in LOSSES
        }
        with self._session() as session:
            values, losses, starts = session.run([self.tensors, losses, list(self.variables)], self.feed)
        if "value" in self.case:
            yield from (
                ("value", got, array(each)) for got, each in zip(values, listed(self.case["value"]), strict=True)
            )
        for key, wanted in self.case.get("losses", {}).items():
            yield from (("loss", got, array(each)) for got, each in zip(losses[key], wanted["list"], strict=True))
        if self.case.get("init") == "keep":
            wanted = self.case.get("variables", [])
            yield from (("start", got, array(each["start"])) for got, each in zip(starts, wanted, strict=True))

    def _fed(self) -> dict[Any, Any]:
        """The feeds, and the cotangents of the outputs."""
        given = self.case.get("cot")
        cots = [] if given is None else [array(each) for each in listed(given)]
        return {**self.feed, **dict(zip(self.cotangents, cots, strict=False))}

    def _gradients(self) -> Iterator[tuple[str, Any, Any]]:
        if not self.floats or self.case.get("no_grad"):
            return
        weights = [tf.reshape(c, tf.shape(t)) for c, t in zip(self.cotangents, self.floats, strict=True)]
        to = {key: each for key, each in self.run.feeds.items() if each.dtype.is_floating}
        to |= {f"variable {name_of(v)}": v for v in self.trainable}
        slopes = tf1.gradients(self.floats, list(to.values()), grad_ys=weights) if to else []
        named = {key: tf.convert_to_tensor(each) for key, each in zip(to, slopes, strict=True) if each is not None}
        with self._session() as session:
            got = session.run(named, self._fed())
        wanted = {**self.case.get("grads", {})}
        wanted |= {f"variable {key}": each for key, each in self.case.get("var_grads", {}).items()}
        yield from ((f"gradient to {key}", got.get(key), array(each)) for key, each in wanted.items())

    def _updates(self) -> Iterator[tuple[str, Any, Any]]:
        """What running the outputs and the update ops twice leaves in the variables."""
        updates = self.graph.get_collection("update_ops")
        others = [v for v in self.variables if not any(v is each for each in self.trainable)]
        if not (others or updates) or self.case.get("no_after"):
            return
        with self._session() as session:
            before = session.run(list(self.variables))
            for factor in (1.0, 1.5):
                feed = {
                    key: (value * factor).astype(value.dtype) if value.dtype.kind == "f" else value
                    for key, value in self.feed.items()
                }
                session.run([self.tensors, updates], feed)
            now = session.run(list(self.variables))
        moved = {
            name_of(v): new
            for v, old, new in zip(self.variables, before, now, strict=True)
            if not np.array_equal(old, new)
        }
        wanted = {key: array(each) for key, each in self.case.get("after", {}).items()}
        yield from ((f"update of {key}", moved.get(key), wanted.get(key)) for key in {*moved, *wanted})

    def _after_a_step(self) -> Iterator[tuple[str, Any, Any]]:
        """The trained variables after a step of gradient descent, where the constraints act."""
        if "sgd" not in self.case:
            return
        parts = [
            tf.reduce_sum(t * tf.reshape(c, tf.shape(t))) for c, t in zip(self.cotangents, self.floats, strict=True)
        ]
        descent = tf1.train.GradientDescentOptimizer(self.case["sgd"])
        step = descent.minimize(tf.add_n(parts), var_list=self.trainable)
        with self._session() as session:
            session.run(step, self._fed())
            now = dict(zip(map(name_of, self.trainable), session.run(list(self.trainable)), strict=True))
        yield from ((f"{key} after a step", now[key], array(each)) for key, each in self.case["after_sgd"].items())
