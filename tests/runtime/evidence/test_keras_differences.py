"""What makes a fix of one of Keras' losses unsafe, measured: old and new differ there, and nowhere near it."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat._keras import keras
from tfcompat.migrate import Options, migrate_source

RANDOM = np.random.RandomState(0)
IDS = RANDOM.randint(0, 4, 6)
LOGITS = RANDOM.normal(size=(6, 4)).astype("float32")
SEQUENCES = RANDOM.normal(size=(6, 6, 4)).astype("float32")
WEIGHTS = np.arange(6.0, dtype="float32")
OF_KERAS_3 = keras.__name__ == "keras"
SPARSE = keras.losses.SparseCategoricalCrossentropy


def migrated(expression: str):
    """The finding about an expression, and what the unsafe fix makes of it."""
    source = f"import tensorflow as tf\nfrom tensorflow import keras\nvalue = {expression}\n"
    migration = migrate_source(source.encode(), options=Options(unsafe=True))
    (finding,) = migration.findings
    return finding, migration.after.decode().rpartition("value = ")[2].strip()


def value(expression: str, **given):
    return eval(expression, {"keras": keras, "tf": tf, "tfcompat": tfcompat, **given})


def test_labels_of_one_column_are_squeezed_by_keras_and_by_what_the_reason_says():
    column = tf.constant(IDS[:, None])
    finding, new = migrated("keras.losses.sparse_categorical_crossentropy(y, z, from_logits=True)")
    assert (finding.applicability, "label-axis" in finding.differences) == ("unsafe", True)
    assert "otherwise write tf.squeeze(labels, -1)" in finding.reason
    old = value("keras.losses.sparse_categorical_crossentropy(y, z, from_logits=True)", y=column, z=LOGITS)
    if OF_KERAS_3:
        with pytest.raises(ValueError, match=r"Write tf\.squeeze\(labels, -1\)"):
            value(new, y=column, z=LOGITS)
    np.testing.assert_allclose(value(new, y=tf.squeeze(column, -1), z=LOGITS), old, rtol=2e-6)
    squeezed = "keras.losses.sparse_categorical_crossentropy(tf.squeeze(y, -1), z, from_logits=True)"
    finding, new = migrated(squeezed)
    assert (finding.applicability, "label-axis" in finding.differences) == ("safe", False)
    np.testing.assert_allclose(value(new, y=column, z=LOGITS), old, rtol=2e-6)


def test_labels_of_one_column_stay_what_they_were_to_a_loss():
    finding, new = migrated("keras.losses.SparseCategoricalCrossentropy(from_logits=True)")
    assert finding.applicability == "safe"
    old = SPARSE(from_logits=True)(IDS[:, None], LOGITS)
    np.testing.assert_allclose(value(new)(IDS[:, None], LOGITS), old, rtol=2e-6)


def test_weights_of_examples_are_aligned_by_the_first_axis():
    finding, new = migrated("keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, z, sample_weight=w)")
    assert (finding.applicability, "weight-alignment" in finding.differences) == ("unsafe", True)
    ids = RANDOM.randint(0, 4, (6, 6))
    old = float(SPARSE(from_logits=True)(ids, SEQUENCES, sample_weight=WEIGHTS))
    by_example = float(SPARSE(from_logits=True)(ids, SEQUENCES, sample_weight=WEIGHTS[:, None]))
    now = float(value(new, y=ids, z=SEQUENCES, w=WEIGHTS))
    np.testing.assert_allclose(now, by_example, rtol=2e-6)
    assert (abs(old - now) > 1e-2) == OF_KERAS_3
    # One loss for each example, of which the reason says that it is the same.
    flat = SPARSE(from_logits=True)(IDS, LOGITS, sample_weight=WEIGHTS)
    np.testing.assert_allclose(value(new, y=IDS, z=LOGITS, w=WEIGHTS), flat, rtol=2e-6)


@pytest.mark.parametrize("name", ["SparseCategoricalCrossentropy", "CategoricalCrossentropy", "BinaryCrossentropy"])
def test_float64_logits_give_a_float64_loss(name):
    call = f"keras.losses.{name}(from_logits=True)(y, tf.cast(z, tf.float64))"
    finding, new = migrated(call)
    assert (finding.applicability, "float64" in finding.differences) == ("unsafe", True)
    labels = tf.constant(IDS) if name.startswith("Sparse") else tf.one_hot(IDS, 4)
    old, now = (value(text, y=labels, z=LOGITS) for text in (call, new))
    assert (old.dtype, now.dtype) == (tf.float32 if OF_KERAS_3 else tf.float64, tf.float64)
    np.testing.assert_allclose(float(now), float(old), rtol=1e-6)
    # A dtype that is given says it to both.
    if OF_KERAS_3:
        finding, new = migrated(call.replace("from_logits=True", "from_logits=True, dtype='float32'"))
        assert finding.applicability == "safe"
        assert value(new, y=labels, z=LOGITS).dtype == tf.float32


@pytest.mark.parametrize("name", ["SparseCategoricalCrossentropy", "CategoricalCrossentropy", "BinaryCrossentropy"])
def test_a_metric_keeps_its_name_in_the_history(name):
    program = (
        "from tensorflow import keras\nmodel = keras.Sequential([keras.Input((4,)), keras.layers.Dense(4)])\n"
        f"loss = keras.losses.{name}(from_logits=True)\n"
        "model.compile('sgd', loss, metrics=[keras.losses.{}(from_logits=True)])\n".format(name)
        + "history = model.fit(x, y, verbose=0).history\n"
    )
    after = migrate_source(program.encode()).after.decode()
    assert f"keras.losses.{name}" not in after
    labels = IDS if name.startswith("Sparse") else np.eye(4, dtype="float32")[IDS]
    histories = []
    for source in (program, after):
        keras.utils.set_random_seed(0)
        space = {"x": LOGITS, "y": labels}
        exec(source, space)
        histories.append(space["history"])
    assert histories[0].keys() == histories[1].keys()
    for key, values in histories[0].items():
        np.testing.assert_allclose(histories[1][key], values, rtol=1e-5)


@pytest.mark.skipif(not OF_KERAS_3, reason="tf_keras refuses reduction=None")
def test_no_reduction_is_none():
    finding, new = migrated("keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction=None)")
    assert finding.applicability == "safe"
    np.testing.assert_allclose(
        value(new)(IDS, LOGITS), SPARSE(from_logits=True, reduction=None)(IDS, LOGITS), rtol=2e-6
    )
