"""What all shims share: signatures, warnings at the caller's line, and errors that show the call that is right."""

from __future__ import annotations

import inspect
import warnings
from functools import reduce
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from support.each import each

import tfcompat.legacy as tf1
from tfcompat._symbols import SYMBOLS
from tfcompat.legacy._build import RELEASE, parse_signature

pytestmark = pytest.mark.without_keras
Z = tf.zeros((4, 3))
Y = tf.one_hot([0, 1, 2, 2], 3)


def line_of(text: str) -> int:
    """The line of this file that holds a text."""
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.endswith(text))


CALLABLE = [path for path, row in SYMBOLS.items() if row.shim and row.kind != "constants"]


@each("path", CALLABLE)
def test_every_row_has_a_shim_under_its_own_path(path):
    module, _, name = path.rpartition(".")
    home = reduce(getattr, module.split("."), tf1)
    shim = getattr(home, name)
    assert (shim.__module__, shim.__name__) == (f"tfcompat.legacy.{module}", name)
    assert name in dir(home)
    wanted = parse_signature(SYMBOLS[path].era(RELEASE).signature)
    assert list(inspect.signature(shim).parameters) == list(wanted.parameters)
    assert f"tf.{path}" in shim.__doc__


@each("path, other", [(path, other) for path in CALLABLE for other in SYMBOLS[path].shims[1:]])
def test_an_alias_in_tensorflow_1_is_the_same_shim(path, other):
    assert reduce(getattr, other.split("."), tf1) is reduce(getattr, path.split("."), tf1)


@each("path", [row.path for row in SYMBOLS.values() if not row.shim and row.action == "manual"])
def test_a_name_without_a_shim_says_what_a_person_writes(path):
    row = SYMBOLS[path]
    if not row.name.startswith("tf."):
        assert "tensorflow_addons" not in dir(tf1)
        return
    with pytest.raises(AttributeError) as raised:
        reduce(getattr, path.split("."), tf1)
    assert str(raised.value) == (
        f"tf.{path} is a legacy name, and has no shim, because it can only be replaced by hand: {row.by_hand}."
    )


def test_constants_warn_where_they_are_asked_for():
    found = []
    (warning,) = caught(lambda: found.append(tf1.losses.Reduction))  # called for a constant
    assert found == [tf.compat.v1.losses.Reduction]
    assert (warning.filename, warning.lineno) == (__file__, line_of("# called for a constant"))
    assert str(warning.message).endswith('write a reduction that a Loss accepts, such as reduction="sum".')


STILL = [path for path in CALLABLE if path.startswith(("nn.", "losses.")) and "rnn_cell" not in path]


@each("path", STILL)
def test_the_signature_is_that_of_tensorflow(path):
    """tf.compat.v1 still has these; it only dropped _sentinel."""
    module, _, name = path.rpartition(".")
    theirs = inspect.signature(getattr(getattr(tf.compat.v1, module), name)).parameters
    ours = inspect.signature(getattr(getattr(tf1, module), name)).parameters
    assert [n for n in ours if n != "_sentinel"] == list(theirs)
    for parameter, theirs_ in theirs.items():
        if "_sentinel" not in ours:
            assert ours[parameter].default == theirs_.default


def caught(run):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        run()
    return [w for w in seen if issubclass(w.category, DeprecationWarning) and "legacy name" in str(w.message)]


def in_eager():
    tf1.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z)  # called in eager


@tf.function
def in_function(logits):
    if tf.reduce_sum(logits) > -1:
        loss = tf1.nn.softmax_cross_entropy_with_logits(labels=Y, logits=logits)  # called in a traced branch
    else:
        loss = logits[:, 0]
    return loss


def in_fit_loss(labels, logits):
    return tf1.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)  # called in fit


def in_fit():
    from tfcompat._keras import keras

    model = keras.Sequential([keras.layers.Dense(3)])
    model.compile("sgd", in_fit_loss)
    model.fit(np.zeros((4, 2), "float32"), Y.numpy(), verbose=0)


@pytest.mark.parametrize(
    ("run", "text"),
    [
        (in_eager, "# called in eager"),
        (lambda: in_function(Z), "# called in a traced branch"),
        pytest.param(in_fit, "# called in fit", marks=pytest.mark.keras),
    ],
    ids=["eager", "function", "fit"],
)
def test_the_warning_stands_at_the_callers_line(run, text):
    places = {(w.filename, w.lineno) for w in caught(run)}
    assert places == {(__file__, line_of(text))}


def test_a_call_site_warns_once_under_the_default_filter():
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("default")
        for _ in range(3):
            tf1.nn.sigmoid_cross_entropy_with_logits(labels=Y, logits=Z)
    assert len(seen) == 1


def test_standard_filters_silence_it():
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        warnings.filterwarnings("ignore", "tf.nn.sigmoid_cross_entropy_with_logits is a legacy name")
        tf1.nn.sigmoid_cross_entropy_with_logits(labels=Y, logits=Z)
    assert not seen


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (
            in_eager,
            "tf.nn.softmax_cross_entropy_with_logits is a legacy name, and its shim will be removed in tfcompat 2.0: "
            "write tfcompat.softmax_cross_entropy(labels=tf.stop_gradient(labels), logits=logits) (dim= is now axis=), "
            "or run tfcompat migrate.",
        ),
        (
            lambda: tf1.layers.dense(Z, 2),
            "tf.layers.dense is a legacy name, and its shim will be removed in tfcompat 2.0: build the layer once and "
            "call it, tfcompat.Logits(units) if it makes logits and keras.layers.Dense otherwise.",
        ),
    ],
)
def test_the_warning_names_what_to_write(run, said):
    assert {str(w.message) for w in caught(run)} == {said}


ERRORS = {
    "two positional tensors": (
        lambda: tf1.nn.softmax_cross_entropy_with_logits(Y, Z),
        ValueError,
        r"takes labels and logits by name only, since their order changed between releases: write "
        r"tf\.nn\.softmax_cross_entropy_with_logits\(labels=labels, logits=logits\)",
    ),
    "a misspelt keyword": (
        lambda: tf1.nn.softmax_cross_entropy_with_logits(lables=Y, logits=Z),
        TypeError,
        r"tf\.nn\.softmax_cross_entropy_with_logits has no keyword lables=; did you mean labels=\?",
    ),
    "a foreign keyword": (
        lambda: tf1.nn.sigmoid_cross_entropy_with_logits(labels=Y, logits=Z, q=1),
        TypeError,
        "has no keyword q=; it takes _sentinel, labels, logits, name",
    ),
    "a missing argument": (
        lambda: tf1.layers.dense(Z),
        TypeError,
        r"tf\.layers\.dense: missing a required argument: 'units'; write tf\.layers\.dense\(inputs, units=10\)",
    ),
    "no logits": (
        lambda: tf1.nn.softmax_cross_entropy_with_logits(labels=Y),
        ValueError,
        "needs both labels= and logits=",
    ),
    "axis and dim": (
        lambda: tf1.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z, axis=0),
        ValueError,
        "takes axis= or dim=, not both, and dim defaults to -1",
    ),
    "weights of one axis too few": (
        lambda: tf1.losses.sigmoid_cross_entropy(Y, Z, tf.ones(4)),
        ValueError,
        r"(?s)^tf\.losses\.sigmoid_cross_entropy: weights can not be broadcast to values\..*It takes a number, or as "
        r"many axes as the losses have, each of their size or 1: write weights\[:, tf\.newaxis\] for one weight per",
    ),
    "weights that start with another size": (
        lambda: tf1.contrib.losses.softmax_cross_entropy(Z, Y, tf.ones(3)),
        ValueError,
        r"^tf\.contrib\.losses\.softmax_cross_entropy: weights can not be broadcast to losses \(4,\) from the left, "
        r"got \(3,\)\. It takes a number, or the first axes of the losses",
    ),
    "weights of one axis too many": (
        lambda: tf1.contrib.losses.compute_weighted_loss(tf.ones(4), tf.ones((4, 4))),
        ValueError,
        r"^tf\.contrib\.losses\.compute_weighted_loss: weights can not be broadcast to losses \(4,\) from the left",
    ),
    "a reduction of Keras": (
        lambda: tf1.losses.softmax_cross_entropy(Y, Z, reduction="sum_over_batch_size"),
        ValueError,
        r"^tf\.losses\.softmax_cross_entropy: 'sum_over_batch_size' is a Keras reduction; write "
        r"reduction=tf\.losses\.Reduction\.SUM_OVER_BATCH_SIZE$",
    ),
    "no reduction": (
        lambda: tf1.losses.compute_weighted_loss(tf.ones(4), reduction="median"),
        ValueError,
        r"'median' is not a reduction; write reduction=tf\.losses\.Reduction\.SUM_BY_NONZERO_WEIGHTS$",
    ),
    "the order of another module": (
        lambda: tf1.contrib.losses.sparse_softmax_cross_entropy(tf.constant([0, 1, 2, 2]), Z),
        TypeError,
        r"^tf\.contrib\.losses\.sparse_softmax_cross_entropy got labels= of float32 and logits= of int32, which look "
        r"swapped.*write tf\.contrib\.losses\.sparse_softmax_cross_entropy\(labels=, logits=\)",
    ),
    "a keyword of another era": (
        lambda: tf1.contrib.losses.softmax_cross_entropy(Z, Y, weight=2.0),
        TypeError,
        r"^tf\.contrib\.losses\.softmax_cross_entropy has no keyword weight=; did you mean weights=\?",
    ),
    "no labels": (
        lambda: tf1.contrib.losses.log_loss(Y),
        ValueError,
        r"^tf\.contrib\.losses\.log_loss needs labels=\.",
    ),
    "no predictions": (
        lambda: tf1.losses.log_loss(Y, None),
        ValueError,
        r"^tf\.losses\.log_loss needs predictions=\.",
    ),
    "a rank that is not known": (
        lambda: tf.function(tf1.contrib.losses.compute_weighted_loss).get_concrete_function(tf.TensorSpec(None)),
        ValueError,
        r"the ranks must be known, got losses <unknown> and weights \(\)",
    ),
    "sequences of two axes": (
        lambda: tf1.contrib.seq2seq.sequence_loss(Z, [[0], [0], [0], [0]], tf.ones((4, 1))),
        ValueError,
        r"^tf\.contrib\.seq2seq\.sequence_loss takes logits= of shape \[batch, time, classes\], got \(4, 3\)\.",
    ),
    "an average and a sum": (
        lambda: tf1.contrib.seq2seq.sequence_loss(Z[:, None], [[0]] * 4, tf.ones((4, 1)), sum_over_batch=True),
        ValueError,
        r"takes average_across_batch=True or sum_over_batch=True, not both; averages are on by default: write "
        r"average_across_batch=False, sum_over_batch=True\.",
    ),
    "lists of other lengths": (
        lambda: tf1.contrib.legacy_seq2seq.sequence_loss([Z], [[0, 1, 2, 2]], []),
        ValueError,
        r"^tf\.contrib\.legacy_seq2seq takes logits=, targets= and weights= as lists of equal length, one tensor per "
        r"time step; got 1, 1 and 0\.",
    ),
    "labels that are not sparse": (
        lambda: tf1.contrib.losses.metric_learning.npairs_loss_multilabel([1], Z, Z),
        TypeError,
        r"npairs_loss_multilabel takes sparse_labels= as a list of SparseTensors, one per pair; got 1 in it\.",
    ),
    "a loss that TensorFlow still has": (
        lambda: tf1.losses.huber_loss,
        AttributeError,
        "has no shim 'huber_loss'; .*; TensorFlow still has tf.compat.v1.losses.huber_loss",
    ),
    "a name that never was": (
        lambda: tf1.nn.cross_entropy,
        AttributeError,
        "module 'tfcompat.legacy.nn' has no shim 'cross_entropy'; it has log_softmax, nce_loss, ",
    ),
}


@pytest.mark.parametrize("case", ERRORS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_message(case):
    run, error, message = ERRORS[case]
    with pytest.raises(error, match=message):
        run()


def test_a_removed_name_raises_with_the_sentence_that_warned(monkeypatch):
    from tfcompat.legacy import _build

    path = "nn.sigmoid_cross_entropy_with_logits"
    said = _build.deprecation(SYMBOLS[path])
    monkeypatch.setattr(_build, "__version__", "2.0.1")
    get, list_names, public = _build.attach("tfcompat.legacy.nn")
    with pytest.raises(AttributeError) as raised:
        get("sigmoid_cross_entropy_with_logits")
    assert str(raised.value) == said
    assert list_names() == public == ["rnn_cell"]  # a module, which has its own
    monkeypatch.setattr(_build, "__version__", "1.9")
    assert "sigmoid_cross_entropy_with_logits" in _build.attach("tfcompat.legacy.nn")[2]
