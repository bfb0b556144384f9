"""The shape of a rewritten call: names of ours, literals, placeholders, and nothing else of the program."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from support.alone import migrate_source

from tfcompat._symbols import SYMBOLS
from tfcompat.migrate import Options

HEAD = "import tensorflow.compat.v1 as tf\nimport keras\n"
LEGACY = "tfcompat.legacy"


def shape(call: str, **options):
    (finding,) = (f for f in migrate_source((HEAD + f"x = {call}\n").encode(), options=Options(**options)).findings)
    return finding.shape


CALLS = {
    "tf.nn.softmax_cross_entropy_with_logits(labels=f(y), logits=net(x)[0], dim=1, name='ce')": (
        "tfcompat.legacy.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits, dim=1)",
        "tfcompat.softmax_cross_entropy(labels=tf.stop_gradient(labels), logits=logits, axis=1)",
    ),
    "tf.nn.softmax_cross_entropy_with_logits(labels=tf.one_hot(y, 3), logits=z)": (
        "tfcompat.legacy.nn.softmax_cross_entropy_with_logits(labels=constant_labels, logits=logits)",
        "tfcompat.softmax_cross_entropy(labels=constant_labels, logits=logits)",
    ),
    "tf.nn.sigmoid_cross_entropy_with_logits(labels=1.0, logits=0.5)": (
        "tfcompat.legacy.nn.sigmoid_cross_entropy_with_logits(labels=constant_labels, logits=logits)",
        "tfcompat.sigmoid_cross_entropy(labels=constant_labels, logits=logits)",
    ),
    "tf.losses.sigmoid_cross_entropy(y, z, w, eps, reduction=tf.losses.Reduction.SUM)": (
        "tfcompat.legacy.losses.sigmoid_cross_entropy(multi_class_labels=labels, logits=logits, weights=weights, "
        "label_smoothing=label_smoothing, reduction=tf.compat.v1.losses.Reduction.SUM)",
        "tfcompat.SigmoidCrossEntropy(class_reduction=None, reduction='sum', label_smoothing=label_smoothing)"
        "(y_true=labels, y_pred=logits, sample_weight=weights)",
    ),
    "tf.nn.weighted_cross_entropy_with_logits(targets=y, logits=z, pos_weight=w)": (
        "tfcompat.legacy.nn.weighted_cross_entropy_with_logits(targets=labels, logits=logits, pos_weight=pos_weight)",
        "tfcompat.sigmoid_cross_entropy(labels=labels, logits=logits, pos_weight=pos_weight)",
    ),
    "keras.losses.binary_crossentropy(y, z, from_logits=True, label_smoothing=0.1)": (
        "keras.losses.binary_crossentropy(y_true=labels, y_pred=logits, from_logits=True, label_smoothing=0.1)",
        "tf.reduce_mean(tfcompat.sigmoid_cross_entropy(labels=labels, logits=logits, label_smoothing=0.1), axis=-1)",
    ),
    "keras.losses.SparseCategoricalCrossentropy(from_logits=True)": (
        "keras.losses.SparseCategoricalCrossentropy(from_logits=True)",
        "tfcompat.SparseSoftmaxCrossEntropy()",
    ),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_shape_is_the_call_without_the_program(call):
    found = shape(call)
    assert (found.old, found.new) == CALLS[call]


def test_local_names_and_layout_leave_no_trace():
    source = (
        "import tensorflow.compat.v1 as T\nimport tfcompat as tc\n"
        "x = T.nn.softmax_cross_entropy_with_logits(  # why\n    labels = y,\n    logits = (z\n    ),\n)\n"
    )
    (finding,) = migrate_source(source.encode()).findings
    assert finding.shape.new == "tfcompat.softmax_cross_entropy(labels=tf.stop_gradient(labels), logits=logits)"


def test_the_shim_is_compared_with_tensorflow_itself():
    found = shape("tf.losses.sigmoid_cross_entropy(y, z)", target="legacy")
    assert found.old == "tf.compat.v1.losses.sigmoid_cross_entropy(multi_class_labels=labels, logits=logits)"
    assert found.new == "tfcompat.legacy.losses.sigmoid_cross_entropy(labels, logits)"


@pytest.mark.parametrize(
    "call",
    [
        "tf.layers.dense(x, 10)",
        "tf.losses.sigmoid_cross_entropy",
        "tf.nn.softmax_cross_entropy_with_logits(**kwargs)",
        "tf.nn.softmax_cross_entropy_with_logits(labels=z, logits=z)",
        "tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z or print 'x')",
        f"tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=[{'1, ' * 1000}])",
        f"tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits={'-' * 1500}1)",
    ],
)
def test_what_cannot_be_run_alone_has_no_shape(call):
    source = HEAD + f"x = {call}\n"
    assert [finding.shape for finding in migrate_source(source.encode()).findings] == [None]


GOLDEN = sorted((Path(__file__).parents[1] / "golden").rglob("*.before.py"))
OURS = {"tf", "tfcompat", "keras"}
PLACEHOLDERS = {"labels", "constant_labels", "logits"} | {
    parameter.partition("=")[0].strip(" ()*")
    for row in SYMBOLS.values()
    for era in row.eras
    for parameter in era.signature.split(",")
}


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: f"{file.parent.name}/{file.name}")
@pytest.mark.parametrize("target", ["tfcompat", "legacy"])
def test_nothing_of_a_program_is_in_a_shape(file, target):
    migration = migrate_source(file.read_bytes(), options=Options(target=target, unsafe=True))
    for finding in migration.findings:
        for text in (finding.shape.old, finding.shape.new) if finding.shape else ():
            names = {node.id for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Name)}
            assert names <= OURS | PLACEHOLDERS


def test_what_an_argument_does_is_not_in_a_shape():
    found = shape("tf.nn.sigmoid_cross_entropy_with_logits(labels=open('x', 'w'), logits=__import__('os').remove('x'))")
    assert found.new == "tfcompat.sigmoid_cross_entropy(labels=labels, logits=logits)"
