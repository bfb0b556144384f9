"""What *safe* claims: each call that a rule calls safe is run, old and new, and is the same.

The calls are derived from the signatures in the table; the new ones are what the migrator writes for them. Value,
dtype, shape and the gradients to logits, labels and weights are compared, in eager mode and in a ``tf.function`` that
knows no sizes, on a batch, on an empty one, and under weights that are all zero.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import tensorflow as tf
from support.alone import migrate_source
from support.argument_sets import findings, losses
from support.oracle import cases

from tfcompat._keras import keras
from tfcompat._symbols import KERAS_LOSSES, REWRITTEN
from tfcompat.evidence._measure import LIMIT
from tfcompat.evidence._names import called
from tfcompat.evidence._tensors import tensors
from tfcompat.evidence._ulps import distance
from tfcompat.migrate import Options, all_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tfcompat.migrate import Finding, Shape

PATHS = [*losses(), *(f"keras.{path}" for path in KERAS_LOSSES)]
# What TensorFlow itself computes in a function does not depend on which Keras is beside it.
IN_FUNCTIONS = PATHS if keras.__name__ == "keras" else [path for path in PATHS if path.startswith("keras.")]
SETTINGS = ("label_smoothing", "axis", "dim")
CONSTANT = "constant_labels"
DATA = Path(__file__).parents[2] / "data"
GOLDEN = Path(__file__).parents[2] / "migrate" / "golden"
SHIM = re.compile(r"becomes `tfcompat\.legacy\.")


def safe(path: str) -> list[Shape]:
    """The calls of a row that get a new name and are called safe; the shims' numbers are held to recorded calls."""
    found = (finding for finding in findings(path) if finding.applicability == "safe")
    shapes = {finding.shape for finding in found if not SHIM.search(finding.message)}
    assert None not in shapes, "a call is called safe that cannot be run"
    return sorted(shapes, key=str)


def key(shape: Shape) -> str:
    """Both calls without the order of keywords, which number or reduction is given, and whose copy the old name is."""
    return " ".join(_plain(ast.parse(text, mode="eval").body) for text in (shape.old, shape.new))


def _plain(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        named = {keyword.arg: "" if keyword.arg == "reduction" else _plain(keyword.value) for keyword in node.keywords}
        return f"{_plain(node.func)}({[*map(_plain, node.args)]}, {sorted(named.items())})"
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return "number"
    if isinstance(node, ast.UnaryOp):
        return _plain(node.operand)
    return re.sub(r"^(?:tf\.compat\.v1|tfcompat\.legacy|tf)\.", "", ast.unparse(node))


def data(shape: Shape) -> dict[str, dict[str, Any]]:
    """A batch, an empty one, and one that counts for nothing."""
    batch = tensors(shape)[0]
    axis = re.search(r"(?:axis|dim)=(-?\d)", shape.old)
    classes = int(axis[1]) % batch["logits"].ndim if axis else batch["logits"].ndim - 1
    examples = 0 if classes else 1
    arrays = {name: value for name, value in batch.items() if isinstance(value, np.ndarray)}
    ids = batch["labels"].ndim < batch["logits"].ndim
    along = {"logits": examples, "labels": examples - (ids and examples > classes), "weights": 0}
    along[CONSTANT] = along["labels"]
    empty = {name: np.take(arrays[name], [], axis) for name, axis in along.items()}
    return {"batch": batch, "empty": {**batch, **empty}, "zeros": {**batch, "weights": 0 * batch["weights"]}}


def computed(text: str, given: dict[str, Any], *, weighted: bool) -> tuple[tf.Tensor, dict[str, tf.Tensor | None]]:
    """The value of a call, and the gradients of its sum, each element weighed differently."""
    watched = {name: value for name, value in given.items() if tf.is_tensor(value) and value.dtype.is_floating}
    watched.pop(CONSTANT, None)
    with tf.GradientTape() as tape:
        tape.watch(list(watched.values()))
        value = called(text, given)
        if not tf.is_tensor(value):  # a loss of Keras, which is configured first
            more = {"sample_weight": tf.reshape(given["weights"], [-1])} if weighted else {}
            value = value(given["labels"], given["logits"], **more)
        cotangent = tf.reshape(tf.range(1.0, tf.cast(tf.size(value), tf.float32) + 1.0), tf.shape(value))
        total = tf.reduce_sum(value * tf.cast(cotangent, value.dtype))
    return value, tape.gradient(total, watched)


def in_function(text: str, given: dict[str, Any], *, weighted: bool) -> Callable[[dict[str, Any]], Any]:
    """The same in a function that knows the ranks alone, traced once."""
    arrays, others = apart(given)
    sizes = {name: tf.TensorSpec([None] * value.shape.rank, value.dtype) for name, value in arrays.items()}
    traced = tf.function(
        lambda passed: computed(text, {**others, **passed}, weighted=weighted), [sizes], autograph=False
    )
    return lambda given: traced(apart(given)[0])


def apart(given: dict[str, Any]) -> tuple[dict[str, tf.Tensor], dict[str, Any]]:
    """The tensors, and the settings."""
    arrays = {name: tf.constant(value) for name, value in given.items() if isinstance(value, np.ndarray)}
    return arrays, {name: value for name, value in given.items() if name not in arrays}


def differences(shape: Shape, modes: Iterable[str], *, weighted: bool) -> Iterator[str]:
    """Where old and new are not the same; a call that the old name refuses has nothing to be the same as."""
    made = data(shape)
    for mode in modes:
        runs: list[Callable[[dict[str, Any]], Any]] = []
        for text in (shape.old, shape.new):
            here = lambda given, text=text: computed(  # noqa: E731 - one of two ways to run it
                text, {**given, **apart(given)[0]}, weighted=weighted
            )
            try:
                runs.append(here if mode == "eager" else in_function(text, made["batch"], weighted=weighted))
            except (ValueError, TypeError, AttributeError):
                assert text is shape.old
                break
        for name, given in made.items() if len(runs) == 2 else ():
            try:
                old = runs[0](given)
            except (ValueError, TypeError, tf.errors.InvalidArgumentError):
                continue
            new = runs[1](given)
            if name == "empty" and old[0].shape == [0] and new[0].shape == []:
                continue  # the difference that is named so
            yield from (f"{mode}, {name}: {what}" for what in compared(old, new))


def compared(old: Any, new: Any) -> Iterator[str]:
    (was, slopes), (value, now) = old, new
    if (was.dtype, was.shape) != (value.dtype, value.shape):
        yield f"{was.dtype.name}{was.shape} is {value.dtype.name}{value.shape}"
    elif not distance(value.numpy(), was.numpy()) <= LIMIT:
        yield f"{was.numpy()} is {value.numpy()}"
    for name, wanted in slopes.items():
        if (wanted is None) != (now[name] is None):
            yield f"a gradient to the {name} in one of them alone"
        elif wanted is not None and not distance(now[name].numpy(), wanted.numpy()) <= LIMIT:
            yield f"the gradient to the {name}"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_call_that_is_called_safe_is_the_same(path):
    is_class = path.rpartition(".")[2][0].isupper()
    ran = [(shape, weighted) for shape in safe(path) for weighted in ((False, True) if is_class else (False,))]
    modes = ("eager", "function") if path in IN_FUNCTIONS else ("eager",)
    found = [(shape, list(differences(shape, modes, weighted=weighted))) for shape, weighted in ran]
    assert {f"{shape.old} -> {shape.new}": differ for shape, differ in found if differ} == {}
    assert ran


def of_the_rules() -> Iterator[Finding]:
    """What is found in the cases that the rules carry, in the golden files, and in the rows' own pairs."""
    sources = [case.source for rule in all_rules().values() for case in rule.INVALID]
    sources += [path.read_bytes() for path in sorted(GOLDEN.rglob("*.py"))]
    for source in sources:
        yield from migrate_source(source if isinstance(source, bytes) else source.encode(), options=Options()).findings


def test_nothing_is_called_safe_that_is_not_run():
    """A rule that calls a further symbol safe, or known ones with other arguments, has no call above: it fails."""
    run = {key(shape) for path in PATHS for shape in safe(path)}
    called_safe = [finding for finding in of_the_rules() if finding.applicability == "safe"]
    of_calls = [finding for finding in called_safe if finding.symbol]  # others take imports out
    new = [finding for finding in of_calls if not SHIM.search(finding.message)]
    assert len(new) > 30
    assert [finding.message for finding in new if finding.shape is None] == []
    assert [finding.shape for finding in new if key(finding.shape) not in run] == []


# They compute no numbers: they name, find, count or assign variables, give defaults, or are what others extend.
HELD_ELSEWHERE = {
    *(
        f"contrib.framework.{name}"
        for name in (
            "add_model_variable",
            "arg_scoped_arguments",
            "assert_global_step",
            "assert_or_get_global_step",
            "assign_from_checkpoint",
            "assign_from_checkpoint_fn",
            "assign_from_values",
            "assign_from_values_fn",
            "current_arg_scope",
            "filter_variables",
            "get_global_step",
            "get_local_variables",
            "get_trainable_variables",
            "get_unique_variable",
            "get_variable_full_name",
            "get_variables_by_name",
            "get_variables_by_suffix",
            "has_arg_scope",
            "local_variable",
        )
    ),
    "contrib.rnn.LayerRNNCell",
    "contrib.slim.utils.collect_named_outputs",
    "layers.InputSpec",
    "layers.Layer",
    "nn.rnn_cell.DeviceWrapper",
    "nn.rnn_cell.RNNCell",
}


def recorded_in_programs() -> set[str]:
    """The layers, cells and helpers that a recorded program calls: its values, names and gradients are compared."""
    text = (DATA / "layers" / "layers115.json").read_text(encoding="utf-8")
    known = {shim: path for path, row in REWRITTEN.items() for shim in row.shims}
    return {known[name] for name in re.findall(r'"tf\.([\w.]+)"', text) if name in known}


def test_every_shim_that_is_called_safe_is_held_to_recorded_calls():
    shims = {finding.symbol for finding in of_the_rules() if SHIM.search(finding.message)}
    shims |= {path for path, row in REWRITTEN.items() if "legacy." in row.new_name}
    shims -= recorded_in_programs()
    of_a_graph = {path for path in shims if {*REWRITTEN[path].side_effects} - {"loss_collection"} or "add_loss" in path}
    safe = {path for path in shims - of_a_graph if REWRITTEN[path].action == "safe"}
    assert [path for path in sorted(safe - HELD_ELSEWHERE) if not cases(f"tf.{path}")] == []
    assert [path for path in sorted(HELD_ELSEWHERE) if path not in safe] == []
