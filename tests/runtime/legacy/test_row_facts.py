"""What a row says about a call is what the call does: its labels, its reduction, its variables, its collections."""

from __future__ import annotations

import ast
import re
from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf
from support.each import each
from support.kerases import by_keras
from support.rows import NAMES, evaluated, run

import tfcompat.legacy
from tfcompat._symbols import DIFFERENCES, KERAS_LOSSES, SYMBOLS

tf1 = tf.compat.v1
pytestmark = [pytest.mark.without_keras, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
CALLS = [path for path, row in SYMBOLS.items() if row.shim and row.kind != "constants"]
WEIGHTS = np.array([1.0, 0.0, 2.0, 0.5], np.float32)
STEPS = np.outer([1.0, 0.0, 2.0, 0.5], [1.0, 0.0, 3.0]).astype(np.float32)
REDUCED = {
    "none": lambda losses, weights: losses * weights,
    "sum": lambda losses, weights: np.sum(losses * weights),
    "sum_over_batch_size": lambda losses, weights: np.mean(losses * weights),
    "sum_by_nonzero_weights": lambda losses, weights: np.sum(losses * weights) / np.count_nonzero(weights),
    "mean_with_sample_weight": lambda losses, weights: np.sum(losses * weights) / np.sum(weights),
    "mean": lambda losses, weights: np.mean(losses * weights, axis=-1),
    "mean_per_example": lambda losses, weights: np.mean(losses * (weights > 0)),
}


@pytest.mark.parametrize("path", by_keras(CALLS))
def test_side_effects(path):
    """In a graph: which collections it appends to, and which it reads."""
    row = SYMBOLS[path]
    with tf.Graph().as_default() as graph:
        marks = {name: tf.constant(2.0) for name in ("losses", "regularization_losses")}
        for collection, mark in marks.items():
            graph.add_to_collection(collection, mark)
        value = evaluated(row.before, tf=tfcompat.legacy)
        appends = len(graph.get_collection("losses")) > 1
        assert appends == ("loss_collection" in row.side_effects)
        given = re.search(r"\b(step|variable)\b", row.before.partition("(")[2])  # an argument creates it
        if "metrics" not in path and not given:  # whose variables are in another collection beside each Keras
            assert bool(graph.get_collection("variables")) == ("variables" in row.side_effects)
    assert _reads(value, marks["losses"]) == ("reads_loss_collection" in row.side_effects)
    assert _reads(value, marks["regularization_losses"]) == ("regularization_collection" in row.side_effects)


def _reads(value, mark):
    """Whether a value is computed from a tensor, or holds it."""
    found, left = set(), [one for one in tf.nest.flatten(value) if tf.is_tensor(one)]
    while left:
        one = left.pop()
        if id(one) not in found:
            found.add(id(one))
            left += one.op.inputs
    return id(mark) in found


def parameters(row):
    """The names of all that a call was ever given."""
    signatures = (ast.parse(f"def f{era.signature}: ...").body[0].args for era in row.eras)
    found = {argument.arg for one in signatures for argument in (*one.args, *one.kwonlyargs)}
    return found | {"kwargs"} if any("**kwargs" in era.signature for era in row.eras) else found


NEW = [path for path, row in SYMBOLS.items() if row.successor and not row.successor.name.startswith("legacy.")]


@each("path", NEW)
def test_every_parameter_has_its_place(path):
    """In the new call, in the constructor, at the one value that the new name computes; or none, as it is no number."""
    new = SYMBOLS[path].successor
    assert parameters(SYMBOLS[path]) == {*new.arguments, *new.constructor, *new.only, *new.dropped}
    assert set(new.dropped) <= {"_sentinel", "name", "scope", "loss_collection"}
    signatures = "".join(era.signature for era in SYMBOLS[path].eras)
    assert all(f"{name}={value}" in signatures for name, value in new.only.items())  # the default is that value


@each("path", [path for path in CALLS if SYMBOLS[path].successor and path not in NEW])
def test_a_shim_takes_what_the_old_name_took(path):
    row = SYMBOLS[path]
    assert row.successor.name == f"legacy.{path}"
    last = parameters(replace(row, eras=(row.era("1.15"),)))
    earlier = {"weight": "weights", "targets": "labels", "use_biases": "use_bias", "cell_size": "num_units"}
    gone = {"clip_cell", "use_compatible_names"} | set(row.successor.dropped)  # in other releases, and no number
    kept = {name for name in parameters(row) if name in last or "kwargs" in last} - gone
    renamed = {name: new for name, new in earlier.items() if name in parameters(row) and new in last}
    assert row.successor.arguments == {name: name for name in kept} | renamed
    assert set(row.successor.dropped) <= {"input_size"}


@each("path", SYMBOLS)
def test_the_differences_follow_from_what_a_call_takes(path):
    row, takes, keras = SYMBOLS[path], parameters(SYMBOLS[path]), path.startswith("keras.")
    dense, collects = row.labels == "distribution", "loss_collection" in row.side_effects
    expected = {
        "half-precision": True,
        "empty-batch": keras and row.kind == "class",
        "activation": keras,
        "weight-alignment": keras and row.kind == "class",
        "float64": keras and row.kind == "class",
        "loss-object": keras and row.kind == "class",
        "label-axis": keras and row.kind == "function" and row.labels == "ids",
        "dtypes": True,
        "label-sum": dense,
        "shapes": dense or keras,
        "infinite-logits": row.labels != "ids",
        "zero-logit": "pos_weight" in takes,
        "weight-range": "pos_weight" in takes,
        "zero-weight": not keras and bool(takes & {"weight", "weights"}),
        "float64-reduction": collects,
        "eager-collection": collects,
        "label-range": row.labels != "ids",
        "smoothing-range": "label_smoothing" in takes,
        "smoothing-axis": "label_smoothing" in takes and dense and path.startswith("contrib."),
    }
    assert expected.keys() == DIFFERENCES.keys()
    renamed = path in NEW or path.removeprefix("keras.") in KERAS_LOSSES
    assert {*row.differences} == ({name for name in expected if expected[name]} if renamed else set())


@each("path", SYMBOLS)
def test_what_the_weights_weigh(path):
    """By what stands beside them; contrib's losses have one for each example, and none broadcasts."""
    row, takes = SYMBOLS[path], parameters(SYMBOLS[path])
    if row.successor is None or not takes & {"weight", "weights"}:
        expected = ""
    elif "biases" in takes:
        expected = "features"
    elif "sum_over_timesteps" in takes:
        expected = "steps"
    else:
        expected = "examples" if path.startswith("contrib.") or row.labels == "none" else "losses"
    assert row.weights == expected


@each("path", SYMBOLS)
def test_the_kind_is_that_of_the_object(path):
    row, leaf = SYMBOLS[path], path.rpartition(".")[2]
    operation = path.startswith("raw_ops.")  # their functions have the names of operations
    named = "class" if leaf[0].isupper() and not operation else "function"
    assert row.kind == ("constants" if leaf == "Reduction" else named)


def test_the_names_that_a_file_may_keep():
    """They mean in TensorFlow 2 what they meant; Keras' get another name only where they take logits."""
    kept = {path for path, row in SYMBOLS.items() if row.action == "none"}
    others = {"nn.softmax", "nn.log_softmax"} | {
        f"raw_ops.{name}SoftmaxCrossEntropyWithLogits" for name in ("", "Sparse")
    }
    assert kept == others | {path for path in SYMBOLS if path.startswith("keras.")}


@each("path", SYMBOLS)
def test_only_labels_that_a_call_takes_have_a_gradient(path):
    row, has = SYMBOLS[path], {era.label_gradient for era in SYMBOLS[path].eras}
    assert has == {False} or row.labels in ("distribution", "independent")
    if path.startswith(("keras.", "tensorflow_addons.")) or path.endswith("log_loss"):  # which nothing ever stopped
        assert has == {row.labels != "ids"}
    elif not row.shim and not path.startswith("raw_ops."):  # labels of models, which are data
        assert has == {False}


@each("path", SYMBOLS)
def test_the_library_of_an_era_is_that_of_the_name(path):
    libraries = {era.library for era in SYMBOLS[path].eras}
    assert libraries == {"tensorflow_addons"} if path.startswith("tensorflow_addons.") else "tensorflow" in libraries


@each("path", NEW)
def test_weights_of_contrib_are_doubted_where_they_are_no_number(path):
    """One weight for all counted once, and counts for each example today; which it is, the program knows."""
    doubts = SYMBOLS[path].successor.doubts
    assert {*doubts} == (
        parameters(SYMBOLS[path]) & {"weight", "weights"} if path.startswith("contrib.losses.") else set()
    )
    assert all("count once in tf.contrib.losses" in text for text in doubts.values())


LABELS = {"labels", "onehot_labels", "multi_class_labels", "targets", "target", "y_true", "sparse_labels"}


@each("path", [path for path in CALLS if SYMBOLS[path].kind == "function" or path == "layers.Dense"])
def test_what_takes_no_labels_is_no_loss(path):
    """But for what weighs losses; the other way round, what takes labels says of which kind they are."""
    row = SYMBOLS[path]
    assert (row.labels == "none") == (LABELS.isdisjoint(parameters(row)) or path.endswith("one_hot_encoding"))
    assert row.labels != "none" or row.reduction == "none" or path.endswith("compute_weighted_loss")


def losses(path: str) -> np.ndarray:
    """The losses of the row's example before anything is weighed or reduced, by the kind of its labels."""
    row = SYMBOLS[path]
    if path.endswith("compute_weighted_loss"):
        return NAMES["losses"]
    if path.endswith("log_loss"):
        y, p = NAMES["labels"], NAMES["probabilities"]
        return -y * np.log(p + 1e-7) - (1 - y) * np.log(1 - p + 1e-7)
    z = NAMES["sequences" if path == "contrib.seq2seq.sequence_loss" else "logits"].astype(float)
    if row.labels == "independent":
        y = NAMES["labels"]
        each = np.logaddexp(0, z) - y * z
        if "weighted" in path:
            each += y * np.logaddexp(0, -z)  # pos_weight=2.0
        return each.mean(-1) if path.startswith("keras.losses.B") else each
    logs = z - np.logaddexp.reduce(z, -1, keepdims=True)
    if row.labels == "ids":
        ids = NAMES["targets" if z.ndim == 3 else "ids"]
        return -np.take_along_axis(logs, ids[..., None], -1)[..., 0]
    return -(NAMES["labels"] * logs).sum(-1)


COMPUTED = [
    path
    for path in CALLS
    if (SYMBOLS[path].labels != "none" or "compute_weighted_loss" in path)
    and not re.search(r"npairs|sampled|\bnce_loss|keras\.metrics", path)
]


@pytest.mark.parametrize("path", by_keras(COMPUTED))
def test_labels_and_reduction(path):
    """What it computes is what the row says: of these labels, and so reduced, with weights where it has any."""
    row, each = SYMBOLS[path], losses(path)
    weights = STEPS if each.shape == STEPS.shape else WEIGHTS
    if call := with_weights(row.before, row.era("1.15").signature):
        counted = np.broadcast_to(weights.reshape(weights.shape + (1,) * (each.ndim - weights.ndim)), each.shape)
        given = counted[:, :1] if path.startswith("losses.") and each.ndim == 2 else weights
        value, wanted = run(call, {"w": given}, tf=tfcompat.legacy), REDUCED[row.reduction](each, counted)
    else:
        value, wanted = run(row.before, tf=tfcompat.legacy), REDUCED[row.reduction](each, np.ones_like(each))
    np.testing.assert_allclose(np.mean(value) if "by_example" in path else value, wanted, rtol=1e-5)


PAIRS = [path for path in CALLS if re.search(r"npairs|sampled|\bnce_loss", path)]


@pytest.mark.parametrize("path", PAIRS)
def test_losses_of_pairs_and_samples_are_of_ids_and_one_each_or_their_mean(path):
    row = SYMBOLS[path]
    assert row.labels == "ids"
    assert row.reduction == ("none" if run(row.before, tf=tfcompat.legacy).shape == (4,) else "mean")


@pytest.mark.parametrize("path", by_keras([*COMPUTED, *(path for path in SYMBOLS if path.startswith("raw_ops."))]))
def test_the_gradient_to_the_labels(path):
    """There is one or none, as the row says, of the shim under 1.15 and of what has no shim today."""
    row = SYMBOLS[path]
    with tf.Graph().as_default():
        labels = tf.constant(NAMES["labels"])
        value = evaluated(row.before, {"labels": labels}, tf=tfcompat.legacy if row.shim else tf)
        reaches = tf.gradients(tf.nest.flatten(value)[0], labels)[0] is not None
    assert reaches == (row.era("1.15").label_gradient if row.shim else row.eras[-1].label_gradient)


def with_weights(before: str, signature: str) -> str:
    """The example with the weights w, if the name takes any."""
    if "sequence_loss" in before:
        return re.sub(r"ones|mask", "w", before)
    if re.match(r"tf\.keras\.losses\.[A-Z]", before):
        return f"{before[:-1]}, sample_weight=w)"
    name = re.search(r"\bweights?(?==)", signature)
    return f"{re.sub(', weights=2.0', '', before)[:-1]}, {name[0]}=w)" if name else ""
