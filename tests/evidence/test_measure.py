"""``measure`` agrees with the rows of the table, finds what differs, and says why nothing was measured."""

from __future__ import annotations

import numpy as np
import pytest
from support.alone import migrate_source

from tfcompat._symbols import KERAS_LOSSES, REWRITTEN
from tfcompat.evidence import measure
from tfcompat.evidence._measure import LIMIT
from tfcompat.evidence._ulps import distance
from tfcompat.migrate import Options, Shape

SOFTMAX = "tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)"
NEW = "tfcompat.softmax_cross_entropy(labels=labels, logits=logits)"


def shapes(source: str, **options) -> list[Shape]:
    found = migrate_source(source.encode(), options=Options(unsafe=True, **options)).findings
    return [finding.shape for finding in found if finding.shape]


# What else a call can say, by the parameter that says it.
OPTIONS = {
    "weights": ("weights=mask", "weights=2.0"),
    "label_smoothing": ("label_smoothing=0.1", "label_smoothing=eps"),
    "axis": ("axis=1", "axis=0", "axis=-3", "axis=axis"),
    "dim": ("dim=1", "dim=-2"),
    "reduction": (
        "reduction=tf.losses.Reduction.SUM",
        "reduction=tf.losses.Reduction.MEAN",
        "reduction=tf.losses.Reduction.NONE",
        "reduction=tf.losses.Reduction.SUM_OVER_BATCH_SIZE",
    ),
}


def calls(path: str) -> list[str]:
    """The call of a row, and with each further option that it takes."""
    row = REWRITTEN[path]
    takes = {option for era in row.eras for option in OPTIONS if f"{option}=" in era.signature}
    others = [text for option in OPTIONS if option in takes for text in OPTIONS[option]]
    return [row.before, *(f"{row.before[:-1]}, {text})" for text in others if text.partition("=")[0] not in row.before)]


OF_A_GRAPH = {"variables", "regularization_collection", "reads_loss_collection"}
LOSSES = [
    path
    for path, row in REWRITTEN.items()
    if row.kind == "function" and row.successor and row.code != "TFC103" and not OF_A_GRAPH & {*row.side_effects}
    if "add_loss" not in path
]


@pytest.mark.parametrize("path", LOSSES)
def test_every_loss_agrees_with_its_new_name_under_every_option(path):
    home = "tensorflow.compat.v1" if "tensorflow.compat.v1" in REWRITTEN[path].homes else "tensorflow"
    source = f"import {home} as tf\ntf.reset_default_graph()\n" + "".join(f"x = {call}\n" for call in calls(path))
    found = {shape: measure(shape) for shape in dict.fromkeys(shapes(source))}
    assert {shape.old: evidence.mismatch for shape, evidence in found.items() if evidence.mismatch} == {}
    notes = [evidence.note for evidence in found.values() if not evidence.verified]
    known = ("old call does not run", "is tested against calls recorded under 1.15.5")
    assert all(any(text in note for text in known) for note in notes), notes  # axis= beside dim=-1, axes before -1
    only_shim = path.startswith("contrib.") and REWRITTEN[path].new_name.startswith("tfcompat.legacy.")
    assert next(iter(found.values())).verified != only_shim


KERAS = [
    "losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1)",
    "losses.CategoricalCrossentropy(True, reduction='sum')",
    "losses.SparseCategoricalCrossentropy(from_logits=True, reduction=keras.losses.Reduction.NONE)",
    "losses.binary_crossentropy(y, z, from_logits=True)",
    "losses.categorical_crossentropy(y, z, from_logits=True, axis=1)",
    "losses.sparse_categorical_crossentropy(y, z, True)",
]


@pytest.mark.parametrize("call", KERAS)
def test_keras_losses_on_logits_agree_with_their_new_names(call):
    (shape,) = shapes(f"import keras\nx = keras.{call}\n")
    assert call.partition("(")[0] in KERAS_LOSSES
    evidence = measure(shape)
    assert evidence.verified, evidence
    assert f"{evidence}".startswith("verified: ")


def test_tensorflow_2_is_compared_with_itself_and_not_with_the_shim():
    (shape,) = shapes("import tensorflow.compat.v2 as tf\nx = " + SOFTMAX.replace("=labels", "=y"))
    assert shape == Shape(SOFTMAX, NEW, "distribution")
    assert measure(shape).verified


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (SOFTMAX, f"tf.reduce_mean({NEW}, axis=-1)", "the new value is float32[], the old one float32[6]"),
        (SOFTMAX, NEW.replace("=labels", "=tf.stop_gradient(labels)"), "gradients reach the labels in the old call"),
        (f"tfcompat.legacy.{SOFTMAX[3:]}", NEW, "gradients reach the labels in the new call only"),
        (SOFTMAX, "tfcompat.sigmoid_cross_entropy(labels=labels, logits=logits)", "the new value is float32[6, 5]"),
        (
            SOFTMAX,
            "tfcompat.softmax_cross_entropy(labels=logits, logits=labels)",
            "the new call raises ValueError: labels must not be negative",
        ),
        (
            SOFTMAX,
            "tfcompat.softmax_cross_entropy(labels=labels, logits=tf.stop_gradient(logits))",
            "the logits in the",
        ),
        (SOFTMAX, NEW[:-1] + ", axis=7)", "the new call raises "),
        (SOFTMAX, NEW[:-1] + ", label_smoothing=1e-3)", "the values differ by "),
    ],
)
def test_what_differs_is_said(old, new, said):
    assert said in measure(Shape(old, new, "distribution")).mismatch


@pytest.mark.parametrize(
    ("old", "said"),
    [
        (
            "tf.compat.v1.contrib.losses.softmax(logits, labels)",
            "2 has no tf.contrib.losses.softmax; its shim is tested against",
        ),
        ("tf.compat.v1.nn.none_such(labels)", "there is no tf.compat.v1.nn.none_such here"),
        ("tfcompat.legacy.nn.none_such(labels)", "there is no tfcompat.legacy.nn.none_such here"),
        ("tf.nn.relu(surprise)", "there is no made-up tensor for surprise"),
        (SOFTMAX[:-1] + ", axis=9)", "axis 9 is too large for the made-up tensors"),
        ("tf.nn.softmax(logits, 77)", "the old call does not run on made-up tensors: InvalidArgumentError"),
    ],
)
def test_what_is_not_measured_has_its_reason(old, said):
    evidence = measure(Shape(old, NEW, "distribution"))
    assert said in evidence.note
    assert not evidence.verified
    assert f"{evidence}".startswith("not measured: ")


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('touch owned')",
        "os.remove(labels)",
        "tf.nn.softmax((lambda: open('owned', 'w'))())",
        "tf.nn.softmax([open for _ in 'x'])",
        "tf.nn.softmax(labels[0])",
    ],
)
def test_code_is_not_executed(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    evidence = measure(Shape(text, NEW, "distribution"))
    assert not evidence.verified
    assert list(tmp_path.iterdir()) == []


def test_the_limit_is_near_what_rounding_does():
    one = np.ones(3, np.float32)
    eps = np.finfo(np.float32).eps
    assert distance(one + 4 * eps, one) <= LIMIT < distance(one + 9 * eps, one)


@pytest.mark.parametrize(
    ("got", "wanted", "ulps"),
    [
        ([1.0, 2.0], [1.0, 2.0], 0.0),
        ([], [], 0.0),
        ([np.nan, 1.0], [np.nan, 1.0], 0.0),
        ([np.inf], [np.inf], 0.0),
        ([np.nan], [1.0], np.inf),
        ([np.inf], [-np.inf], np.inf),
        ([1.0], [1.0, 2.0], np.inf),
        ([[1.0, 1e-9]], [[1.0, 0.0]], 1e-9 / np.spacing(np.float32(1.0))),
    ],
)
def test_distances(got, wanted, ulps):
    assert distance(np.array(got, np.float32), np.array(wanted, np.float32)) == pytest.approx(ulps)
