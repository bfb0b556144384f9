"""Layers, normalisers and cells as TensorFlow 1.15.5 ran them: an interpreter of the recorded programs.

The README of the recordings says what one holds. A case is built in a graph, where everything is compared, or in a
``tf.Module``, where names are kept on the module and the gradients come from a tape.
"""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import ExitStack
from functools import cache, reduce
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf
from support.oracle import DATA

if TYPE_CHECKING:
    from collections.abc import Callable

tf1 = tf.compat.v1
HIDDEN = {"cond_context", "while_context", "savers", "summaries"}  # of TensorFlow itself
OF_VARIABLES = {"variables", "trainable_variables", "model_variables", "local_variables", "moving_average_variables"}
LOSSES = ("regularization_losses", "losses")
SHARES = ('"reuse', "tf.get_variable", "tf.get_collection")  # eagerly TensorFlow 1 shares nothing by name
Case = dict[str, Any]


@cache
def _arrays() -> dict[str, np.ndarray]:
    return dict(np.load(DATA / "layers" / "layers115.npz").items())


@cache
def programs() -> list[Case]:
    """Every recorded program."""
    found: list[Case] = json.loads((DATA / "layers" / "layers115.json").read_text(encoding="utf-8"))["cases"]
    return found


def array(reference: Any) -> Any:
    """The array that a reference names, or several."""
    if isinstance(reference, dict) and "list" in reference:
        return [array(each) for each in reference["list"]]
    if not isinstance(reference, dict) or "t" not in reference:
        return reference
    dtype, offset, shape = reference["t"]
    return _arrays()[dtype][offset : offset + int(np.prod(shape))].reshape(shape).copy()


def listed(value: Any) -> list[Any]:
    """What is one or several, as a list."""
    return value["list"] if isinstance(value, dict) and "list" in value else [value]


def symbol(name: str) -> Any:
    """The shim of a name of TensorFlow 1, or what ``tf.compat.v1`` still has."""
    for root in ("tfcompat.legacy", "tensorflow.compat.v1"):
        try:
            return reduce(getattr, name.split(".")[1:], import_module(root))
        except AttributeError:
            continue
    raise LookupError(f"neither the shims nor tf.compat.v1 have {name}")


def is_variable(value: Any) -> bool:
    return isinstance(value, tf.Variable) or hasattr(value, "read_value")


def name_of(value: Any) -> str:
    if is_variable(value):
        return str(value.name.split(":")[0])
    return value.op.name if hasattr(value, "op") else getattr(value, "name", type(value).__name__)


def described(value: Any, tensors: list[Any]) -> Any:
    """The structure of a result; the tensors in it go to a list."""
    if tf.is_tensor(value) and not is_variable(value):
        tensors.append(value)
        return "T"
    if is_variable(value):
        return f"V:{name_of(value)}"
    if hasattr(value, "_fields"):
        return {type(value).__name__: [described(each, tensors) for each in value]}
    if isinstance(value, dict):
        return {"dict": [[key, described(each, tensors)] for key, each in value.items()]}
    if isinstance(value, list | tuple):
        kind = type(value).__name__ if type(value) in (list, tuple) else "list"
        return {kind: [described(each, tensors) for each in value]}
    if isinstance(value, bool | int | float | str) or value is None:
        return value
    if isinstance(value, tf.TensorShape):
        return {"shape": None if value.rank is None else value.as_list()}
    return {"array": np.asarray(value).tolist()} if isinstance(value, np.ndarray | np.generic) else type(value).__name__


class Run:
    """The steps of one case, carried out as things stand: in the graph that is open, or eagerly."""

    def __init__(self, case: Case, inputs: Callable[[np.ndarray, Any], Any]) -> None:
        self.case, self._inputs = case, inputs
        self.known: dict[str, Any] = {}
        self.feeds: dict[str, Any] = {}
        self.data: dict[str, np.ndarray] = {}
        self.depth: dict[str, int] = {}

    def build(self) -> tuple[Any, list[Any]]:
        """The structure of the outputs and their tensors."""
        for key, reference in sorted(self.case.get("feeds", {}).items()):
            self._feed(key, reference)
        if "seed" in self.case:
            tf1.set_random_seed(self.case["seed"])
        steps, out = self._steps()
        self._perform(steps)
        tensors: list[Any] = []
        structures = [described(self.known[each], tensors) for each in out]
        return structures[0] if len(structures) == 1 else {"outs": structures}, tensors

    def depths(self) -> list[int]:
        """For each output tensor, how many scopes were open where its step ran, and the one that it opened."""
        found: list[int] = []
        for each in self._steps()[1]:
            tensors: list[Any] = []
            described(self.known[each], tensors)
            found += [self.depth[each]] * len(tensors)
        return found

    def _steps(self) -> tuple[list[Any], list[str]]:
        case = self.case
        if "steps" in case:
            return case["steps"], case["out"]
        call: Any = {"call": case["symbol"], "k": case["args"]}
        if "ctor" in case:
            call = {"call": {"call": case["symbol"], "k": case["ctor"]}, "k": case["args"]}
        return [{"to": "y", "do": call}], ["y"]

    def _feed(self, key: str, reference: Any) -> Any:
        value = array({"t": reference["t"]})
        value = value.astype(np.bool_) if reference.get("bool") else value
        self.data[key] = value
        self.feeds[key] = self._inputs(value, reference.get("shape", value.shape))
        return self.feeds[key]

    def _perform(self, steps: list[Any]) -> None:
        for step in steps:
            with ExitStack() as stack:
                for around in step.get("in", []):
                    entered = {"call": around["enter"], "a": around.get("a", []), "k": around.get("k", {})}
                    self.known[around.get("as", "_")] = stack.enter_context(self._value(entered, "x"))
                if "steps" in step:
                    self._perform(step["steps"])
                    continue
                scope = "" if tf.executing_eagerly() else tf1.get_default_graph().get_name_scope()
                self.depth[step.get("to", "_")] = scope.count("/") + 2 if scope else 1
                self.known[step.get("to", "_")] = self._result(step["do"])

    def _result(self, do: Any) -> Any:
        """The value of a step; the feeds of a call have the names of its arguments."""
        if "call" not in do:
            return self._value(do, "x")
        args = [self._value(each, f"a{i}") for i, each in enumerate(do.get("a", []))]
        kwargs = {name: self._value(each, name) for name, each in do.get("k", {}).items()}
        return self._function(do["call"], "x")(*args, **kwargs)

    def _function(self, what: Any, key: str) -> Any:
        return symbol(what) if isinstance(what, str) else self._value(what, key)

    def _value(self, value: Any, key: str) -> Any:
        if isinstance(value, list):
            return [self._value(each, f"{key}[{i}]") for i, each in enumerate(value)]
        if not isinstance(value, dict):
            return value
        if "call" in value:
            args = [self._value(each, f"{key}.{i}") for i, each in enumerate(value.get("a", []))]
            kwargs = {name: self._value(each, f"{key}.{name}") for name, each in value.get("k", {}).items()}
            return self._function(value["call"], key)(*args, **kwargs)
        kind = next(kind for kind in ("t", "np", "tuple", "list", "dict", "sym", "dtype", "py", "get") if kind in value)
        return getattr(self, f"_{kind}")(value, key)

    def _t(self, value: Any, key: str) -> Any:
        return self._feed(key, value)

    def _np(self, value: Any, key: str) -> Any:
        return array(value["np"])

    def _tuple(self, value: Any, key: str) -> Any:
        return tuple(self._value(value["tuple"], key))

    def _list(self, value: Any, key: str) -> Any:
        return self._value(value["list"], key)

    def _dict(self, value: Any, key: str) -> Any:
        return {name: self._value(each, f"{key}[{name}]") for name, each in value["dict"].items()}

    def _sym(self, value: Any, key: str) -> Any:
        return symbol(value["sym"])

    def _dtype(self, value: Any, key: str) -> Any:
        return tf.as_dtype(value["dtype"])

    def _py(self, value: Any, key: str) -> Any:
        return eval(value["py"], {"tf": tf1, "np": np})

    def _get(self, value: Any, key: str) -> Any:
        found = self.known.get(value["get"], self.feeds.get(value["get"]))
        attributes = filter(None, value.get("attr", "").split("."))
        found = reduce(getattr, attributes, found)
        return reduce(lambda container, item: container[item], value.get("item", []), found)


def distance(got: Any, wanted: Any, eps: float = 4, *, half: bool = False) -> str:
    """What differs beyond the last bits: `eps` eps of the value, or of the array's largest magnitude."""
    if got is None or wanted is None:
        return "" if got is wanted else f"a gradient is {'missing' if got is None else 'not None'}"
    got, wanted = np.asarray(got), np.asarray(wanted)
    got = got.astype(np.uint8) if wanted.dtype == np.uint8 and got.dtype == np.bool_ else got
    if (got.dtype, got.shape) != (wanted.dtype, wanted.shape):
        return f"{got.dtype}{got.shape} for {wanted.dtype}{wanted.shape}"
    if got.dtype.kind != "f":
        return "" if np.array_equal(got, wanted) else "other values"
    if not np.array_equal(np.isfinite(got), np.isfinite(wanted)):
        return "another pattern of NaN and infinities"
    finite = np.isfinite(wanted)
    g, w = got[finite].astype(np.float64), wanted[finite].astype(np.float64)
    if not g.size:
        return ""
    unit, tiny = np.finfo(np.float16 if half else wanted.dtype).eps, np.finfo(wanted.dtype).tiny
    error, largest = np.abs(g - w), max(np.abs(w).max(), tiny)
    fits = (error <= eps * unit * np.maximum(np.abs(w), tiny)).all() or (error <= eps * unit * largest).all()
    return "" if fits else f"off by {error.max() / unit / largest:.1f} eps of the largest"


def differences(pairs: Any, eps: float, *, half: bool) -> dict[str, str]:
    """What differs among named pairs of results."""
    found: defaultdict[str, str] = defaultdict(str)
    for name, got, wanted in pairs:
        found[name] += distance(got, wanted, eps, half=half)
    return {name: text for name, text in found.items() if text}
