"""Functions, links and Losses on symbolic tensors of Keras, where functional models are built."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import layers, links, losses
from tfcompat._keras import IS_KERAS_3, keras
from tfcompat.migrate import Options, migrate_source

RANDOM = np.random.RandomState(0)
X = RANDOM.normal(size=(8, 3)).astype("float32")
IDS = np.arange(8) % 3
ROWS = np.eye(3, dtype="float32")[IDS]
KERNEL = np.eye(3, dtype="float32") + 0.5
Z = X @ KERNEL


def inputs(sparse=True):
    """The symbolic inputs, labels and logits."""
    given = keras.Input((3,))
    labels = keras.Input((), dtype="int64") if sparse else keras.Input((3,))
    head = layers.Logits(3, use_bias=False)
    logits = head(given)
    head.set_weights([KERNEL])
    return given, labels, logits


CALLS = {
    "sparse": (True, tfcompat.sparse_softmax_cross_entropy, {"label_smoothing": 0.1}),
    "dense": (False, tfcompat.softmax_cross_entropy, {"z_loss": 0.1}),
    "sigmoid": (False, tfcompat.sigmoid_cross_entropy, {"pos_weight": [1.0, 2.0, 3.0]}),
    "sparse Loss": (True, losses.SparseSoftmaxCrossEntropy(reduction="none", ignore_class=1), {}),
    "dense Loss": (False, losses.SoftmaxCrossEntropy(reduction="none"), {"sample_weight": np.arange(8.0)}),
    "sigmoid Loss": (False, losses.SigmoidCrossEntropy(reduction="none"), {}),
    "distillation": (False, losses.Distillation(reduction="none"), {}),
    "logit matching": (False, losses.LogitMatching(reduction="none"), {}),
}


@pytest.mark.parametrize("ends", [".keras", ".h5"])
@pytest.mark.parametrize("name", CALLS)
def test_a_call_on_symbolic_tensors_is_made_when_the_model_runs(name, ends, tmp_path):
    sparse, call, keywords = CALLS[name]
    given, labels, logits = inputs(sparse)
    model = keras.Model([given, labels], call(labels, logits, **keywords))
    batch, wanted = [X, IDS if sparse else ROWS], call(IDS if sparse else ROWS, Z, **keywords)
    np.testing.assert_allclose(model.predict(batch, verbose=0), wanted, rtol=1e-5, atol=1e-6)
    model.save(tmp_path / f"model{ends}")
    loaded = keras.models.load_model(tmp_path / f"model{ends}", compile=False)
    np.testing.assert_allclose(loaded.predict(batch, verbose=0), wanted, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    "call",
    [
        links.softmax,
        links.log_softmax,
        links.sigmoid,
        links.inverse_probit,
        lambda z: links.logit(links.sigmoid(z)),
        lambda z: links.probit(links.inverse_probit(z)),
        tfcompat.predicted_class,
        lambda z: tfcompat.probabilities(z, link="sigmoid"),
    ],
)
def test_links_take_symbolic_logits(call):
    given, _, logits = inputs()
    model = keras.Model(given, call(logits))
    np.testing.assert_allclose(model.predict(X, verbose=0), call(tf.constant(Z)), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("sparse", [True, False])
def test_fused_functions_take_symbolic_inputs(sparse):
    function = losses.linear_sparse_softmax_cross_entropy if sparse else losses.linear_softmax_cross_entropy
    given, labels, _ = inputs(sparse)
    kernel = tf.Variable(KERNEL)
    model = keras.Model([given, labels], function(labels, given, kernel, chunk_size=3))
    batch = [X, IDS if sparse else ROWS]
    np.testing.assert_allclose(model.predict(batch, verbose=0), function(batch[1], X, KERNEL), rtol=1e-5)
    kernel.assign(2 * KERNEL)
    np.testing.assert_allclose(model.predict(batch, verbose=0), function(batch[1], X, 2 * KERNEL), rtol=1e-5)
    with pytest.raises(ValueError, match=r"kernel is a variable of another layer, .* Pass the Loss with chunk_size"):
        model.get_config()


def test_slices_of_a_kernel_take_symbolic_inputs():
    given, labels, _ = inputs()
    function, whole = losses.sharded_linear_sparse_softmax_cross_entropy, losses.linear_sparse_softmax_cross_entropy
    first, second = tf.Variable(KERNEL[:, :1]), tf.constant(KERNEL[:, 1:])
    model = keras.Model([given, labels], function(labels, given, [first, second]))
    np.testing.assert_allclose(model.predict([X, IDS], verbose=0), whole(IDS, X, KERNEL), rtol=1e-5)
    with pytest.raises(
        ValueError, match=r"kernels\[0\] is a variable of another layer, .* Pass the Loss with chunk_size"
    ):
        model.get_config()
    model = keras.Model([given, labels], function(labels, given, [tf.constant(KERNEL[:, :1]), second]))
    again = keras.Model.from_config(model.get_config())
    np.testing.assert_allclose(again.predict([X, IDS], verbose=0), whole(IDS, X, KERNEL), rtol=1e-5)


def test_a_mask_of_symbolic_logits_counts():
    steps, labels = keras.Input((4, 2)), keras.Input((4,), dtype="int64")
    model = keras.Model([steps, labels], losses.SparseSoftmaxCrossEntropy()(labels, keras.layers.Masking()(steps)))
    logits = RANDOM.normal(size=(1, 4, 2)).astype("float32")
    logits[0, 2:] = 0
    ids = np.array([[1, 0, 77, 77]])
    wanted = losses.SparseSoftmaxCrossEntropy()(ids[:, :2], logits[:, :2])
    np.testing.assert_allclose(model([logits, ids]), wanted, rtol=1e-6)


@pytest.mark.skipif(IS_KERAS_3, reason="Keras 3 adds losses in layers alone")
@pytest.mark.parametrize("chunk_size", [None, 3])
@pytest.mark.parametrize("reduced", [False, True])
def test_a_symbolic_loss_may_be_added(reduced, chunk_size):
    given, labels, logits = inputs()
    model = keras.Model([given, labels], logits)
    if reduced:
        model.add_loss(losses.SparseSoftmaxCrossEntropy(chunk_size=chunk_size)(labels, logits))
    else:
        model.add_loss(tf.reduce_mean(tfcompat.sparse_softmax_cross_entropy(labels, logits)))
    model.compile("sgd")
    wanted = float(losses.SparseSoftmaxCrossEntropy()(IDS, Z))
    np.testing.assert_allclose(model.evaluate([X, IDS], verbose=0), wanted, rtol=1e-5)
    history = model.fit([X, IDS], epochs=3, verbose=0).history["loss"]
    assert history[0] == pytest.approx(wanted, rel=1e-5)
    assert history[2] < history[1] < history[0]


@pytest.mark.skipif(IS_KERAS_3, reason="operations of TensorFlow take symbolic tensors of tf_keras alone")
@pytest.mark.parametrize(
    ("name", "shape", "labels"),
    [("sparse_softmax", "[]", IDS), ("softmax", "[3]", ROWS), ("sigmoid", "[3]", ROWS)],
)
def test_a_migrated_program_of_symbolic_tensors_runs_with_the_same_number(name, shape, labels):
    source = (
        "import tensorflow as tf\n"
        f"l = keras.Input({shape}, dtype='{labels.dtype.name}')\n"
        "i = keras.Input([3])\n"
        "z = keras.layers.Dense(3, kernel_initializer='ones')(i)\n"
        "m = keras.Model([i, l], z)\n"
        f"m.add_loss(tf.reduce_mean(tf.nn.{name}_cross_entropy_with_logits(labels=l, logits=z)))\n"
        "m.compile('sgd')\n"
    )
    migrated = migrate_source(source.encode(), options=Options(unsafe=name == "softmax")).after.decode()
    assert f"tf.reduce_mean(tfcompat.{name}_cross_entropy(" in migrated
    numbers = []
    for text in (source, migrated):
        names = {"keras": keras}
        exec(compile(text, "program", "exec"), names)
        numbers.append(names["m"].evaluate([X, labels], verbose=0))
    assert numbers[0] == pytest.approx(numbers[1], rel=1e-6)
