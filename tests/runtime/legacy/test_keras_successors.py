"""What the migrator makes of Keras' losses on logits computes the same: value, dtype, shape and both gradients."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from support.alone import migrate_source

import tfcompat
from tfcompat._keras import keras
from tfcompat.migrate import Options

RANDOM = np.random.RandomState(0)
LOGITS = RANDOM.normal(size=(6, 4)).astype("float32")
LABELS = {
    "sparse": np.array([0, 3, 2, 1, 1, 0]),
    "categorical": RANDOM.dirichlet(np.ones(4), 6).astype("float32"),
    "binary": RANDOM.uniform(size=(6, 4)).astype("float32"),
}
WEIGHTS = np.array([0.0, 2.0, 1.0, 0.5, 0.0, 3.0], "float32")
SPARSE, DENSE, BINARY = "SparseCategoricalCrossentropy", "CategoricalCrossentropy", "BinaryCrossentropy"
CALLS = [
    *(
        f"keras.losses.{name}({given})(y, z{weights})"
        for name in (SPARSE, DENSE, BINARY)
        for given in (
            "True",
            "from_logits=True, reduction='sum'",
            "reduction='none', from_logits=True",
            "from_logits=True, name='n'",
        )
        for weights in ("", ", sample_weight=w")
    ),
    *(f"keras.losses.{name}(from_logits=True, label_smoothing=0.1)(y, z)" for name in (DENSE, BINARY)),
    *(f"keras.losses.{name}(True, 0.3)(y, z)" for name in (DENSE, BINARY)),
    f"keras.losses.{SPARSE}(from_logits=True, ignore_class=1)(y, z)",
    *(f"keras.losses.{name}(y, z, from_logits=True)" for name in ("binary_crossentropy", "categorical_crossentropy")),
    *(f"keras.losses.{name}(y, z, True, 0.2)" for name in ("binary_crossentropy", "categorical_crossentropy")),
    "keras.losses.categorical_crossentropy(y_true=y, y_pred=z, from_logits=True, axis=-1)",
    "keras.losses.sparse_categorical_crossentropy(y, z, from_logits=True)",
    "keras.losses.sparse_categorical_crossentropy(y_true=y, y_pred=z, from_logits=True, axis=-1)",
]


def value_and_gradients(expression: str, labels, logits):
    space = {"keras": keras, "tf": tf, "tfcompat": tfcompat, "w": WEIGHTS}
    with tf.GradientTape() as tape:
        watched = [labels, logits] if labels.dtype.is_floating else [logits]
        tape.watch(watched)
        value = eval(expression, {**space, "y": labels, "z": logits})
        scalar = tf.reduce_sum(value)
    return [value, *tape.gradient(scalar, watched)]


@pytest.mark.parametrize("expression", CALLS)
@pytest.mark.parametrize("rows", [6, 0], ids=["batch", "empty"])
def test_old_and_new_agree(expression, rows):
    source = f"import tensorflow as tf\nfrom tensorflow import keras\nloss = {expression}\n"
    migration = migrate_source(source.encode(), options=Options(unsafe=True))
    (finding,) = migration.findings
    smoothed = "ategorical" in expression and ("smoothing" in expression or "True, 0" in expression)
    # Where the ranks are not known, weights of examples and labels with an axis of size 1 may be read in another way.
    by_rank = "sample_weight" in expression or "sparse_" in expression
    assert (finding.code, finding.applicability) == ("TFC105", "unsafe" if smoothed or by_rank else "safe")
    new = migration.after.decode().rpartition("loss = ")[2].strip()
    kind = "sparse" if "parse" in expression else "binary" if "inary" in expression else "categorical"
    if rows == 0 and ("(y, z" not in expression or "w)" in expression or "none" not in expression):
        return  # an empty mean is 0 / 0, of which each Keras makes its own
    given = tf.constant(LABELS[kind][:rows]), tf.constant(LOGITS[:rows])
    for run in (value_and_gradients, tf.function(value_and_gradients, jit_compile=False)):
        pairs = list(zip(run(expression, *given), run(new, *given), strict=True))
        if smoothed:  # the fix says so: the gradient to the labels is another one
            del pairs[1]
        for old, now in pairs:
            assert (old.dtype, old.shape) == (now.dtype, now.shape)
            np.testing.assert_allclose(now, old, rtol=2e-6, atol=2e-7)
