"""Keras' losses on logits: what is rewritten, what is left alone, and what only a person can say."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Options

HEAD = "import tensorflow as tf\nimport tfcompat\nimport keras\nK = tf.keras.backend\n"


def migrated(call: str):
    return migrate_source(f"{HEAD}x = {call}\n".encode(), options=Options(unsafe=True))


def after(call: str) -> str:
    return migrated(call).after.decode().removeprefix(f"{HEAD}x = ").rstrip()


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("keras.losses.SparseCategoricalCrossentropy(True)", "SparseSoftmaxCrossEntropy()"),
        ("tf.losses.BinaryCrossentropy(from_logits=True)", "SigmoidCrossEntropy()"),
        (
            "tf.keras.losses.CategoricalCrossentropy(name='n', from_logits=True, axis=1)",
            "SoftmaxCrossEntropy(name='n', axis=1)",
        ),
        (
            "keras.losses.BinaryCrossentropy(True, 0.1, reduction=tf.keras.losses.Reduction.AUTO)",
            'SigmoidCrossEntropy(label_smoothing=0.1, reduction="sum_over_batch_size")',
        ),
        (
            "keras.losses.SparseCategoricalCrossentropy(True, reduction='sum')",
            "SparseSoftmaxCrossEntropy(reduction='sum')",
        ),
        (
            "keras.losses.BinaryCrossentropy(from_logits=True, reduction='auto')",
            "SigmoidCrossEntropy(reduction='sum_over_batch_size')",
        ),
        ("keras.losses.SparseCategoricalCrossentropy(from_logits=True, axis=1)", "SparseSoftmaxCrossEntropy(axis=1)"),
        ("K.categorical_crossentropy(y, z, from_logits=True)", "softmax_cross_entropy(labels=y, logits=z)"),
        ("K.categorical_crossentropy(y, z, True, 1)", "softmax_cross_entropy(labels=y, logits=z, axis=1)"),
        (
            "K.sparse_categorical_crossentropy(target=y, output=z, from_logits=True)",
            "sparse_softmax_cross_entropy(labels=y, logits=z)",
        ),
        (
            "K.sparse_categorical_crossentropy(y, z, True, 1)",
            "sparse_softmax_cross_entropy(labels=y, logits=z, axis=1)",
        ),
        ("K.binary_crossentropy(y, z, True)", "sigmoid_cross_entropy(labels=y, logits=z)"),
        (
            "keras.losses.categorical_crossentropy(y := 1, z, True)",
            "softmax_cross_entropy(labels=(y := 1), logits=z)",
        ),
    ],
)
def test_a_loss_on_logits_gets_the_name_that_says_so(before, expected):
    assert after(before) == f"tfcompat.{expected}"
    assert not migrate_source(migrated(before).after).changed


def test_the_mean_over_the_last_axis_is_kept():
    assert after("keras.losses.binary_crossentropy(y, z, from_logits=True)") == (
        "tf.reduce_mean(tfcompat.sigmoid_cross_entropy(labels=y, logits=z), axis=-1)"
    )


@pytest.mark.parametrize(
    "call",
    [
        "keras.losses.SparseCategoricalCrossentropy()",
        "keras.losses.SparseCategoricalCrossentropy(from_logits=False)",
        "keras.losses.SparseCategoricalCrossentropy(**given)",
        "keras.losses.categorical_crossentropy(y, p)",
        "mine.losses.CategoricalCrossentropy(from_logits=True)",
        "keras.metrics.CategoricalCrossentropy(from_logits=True)",
        "keras.losses.CategoricalCrossentropy",
    ],
)
def test_probabilities_and_what_is_not_known_are_left_alone(call):
    assert migrated(call).findings == ()


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ("keras.losses.CategoricalCrossentropy(from_logits=flag)", "from_logits=flag is only known at run time"),
        (
            "keras.losses.sparse_categorical_crossentropy(y, z, True, 2)",
            "after from_logits is axis (TensorFlow 1.14 to 2.15) or ignore_class (TensorFlow 2.16 to 2.21); pass it",
        ),
        (
            "keras.losses.BinaryCrossentropy(True, 0.1, 'sum')",
            "reduction (TensorFlow 1.13 to 2.5) or axis (TensorFlow 2.6",
        ),
        ("keras.losses.BinaryCrossentropy(from_logits=True, axis=1)", "axis=1 has no successor"),
        (
            "keras.losses.BinaryCrossentropy(from_logits=True, reduction=r)",
            "reduction= is r, expected one of tf.keras.losses.Reduction.AUTO, ",
        ),
        ("f'{keras.losses.BinaryCrossentropy(from_logits=True)}'", "it is inside an f-string"),
    ],
)
def test_what_only_a_person_can_say_is_told(call, why):
    (finding,) = migrated(call).findings
    assert (finding.code, finding.applicability) == ("TFC105", "manual")
    assert why in finding.reason


def test_smoothed_softmax_labels_are_told_apart_from_data():
    (finding,) = migrated("keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)").findings
    assert finding.applicability == "unsafe"
    assert "a gradient that reaches the labels differs" in finding.reason


@pytest.mark.parametrize("home", ["tf.keras.losses", "tf.losses", "keras.losses", "tf_keras.losses"])
def test_a_loss_that_the_file_replaces_is_left_to_a_person(home):
    """What stands there is no loss of Keras any more, whatever TensorFlow's own names mean."""
    root = f"import tensorflow as tf\nimport keras\nimport tf_keras\nmodule = {home}\n"
    call = f"loss = {home}.binary_crossentropy(y, z, from_logits=True)\n"
    for replaced in (f"{home}.binary_crossentropy = mine\n", "module.binary_crossentropy = mine\n"):
        (finding,) = migrate_source(f"{root}{replaced}{call}".encode()).findings
        assert (finding.code, finding.applicability) == ("TFC105", "manual")
        assert "line 5 replaces" in finding.reason
    other = f"{root}tf.nn.softmax_cross_entropy_with_logits = mine\n{call}"
    assert [one.applied for one in migrate_source(other.encode()).findings if one.code == "TFC105"] == [True]
