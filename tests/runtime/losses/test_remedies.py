"""Advice that is followed works: each remedy of a message is taken from it and executed in the place where it stood."""

from __future__ import annotations

import ast
import contextlib
import re
import warnings
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import losses, metrics
from tfcompat._keras import IS_KERAS_3, keras

RANDOM = np.random.RandomState(0)
X = RANDOM.normal(size=(32, 4)).astype("float32")
IDS = np.arange(32) % 3
ROWS = np.eye(3, dtype="float32")[IDS]
MANY = (RANDOM.uniform(size=(32, 3)) > 0.5).astype("float32")
BINARY = (IDS > 0).astype("float32")[:, None]
SCOPE = {"tfcompat": tfcompat, "keras": keras, "tf": tf}


def compiled(units, loss, metric):
    model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(units, kernel_initializer="ones", name="head")])
    model.compile("sgd", loss, metrics=[metric])
    return model


def code_in(message):
    """The expression of ``FromLogits`` in a message, its brackets balanced."""
    start = message.index("tfcompat.metrics.FromLogits(")
    for end in range(start, len(message) + 1):
        text = message[start:end]
        if text.endswith(")") and text.count("(") == text.count(")"):
            return text
    raise AssertionError(message)


def warned(model, labels, *, refused=()):
    """What is said in ``fit``, in which Keras itself may refuse class ids to a metric that wants rows."""
    with warnings.catch_warnings(record=True) as seen, contextlib.suppress(*refused):
        warnings.simplefilter("always")
        model.fit(X, labels, verbose=0)
    return [str(one.message) for one in seen if "The metric" in str(one.message)]


def value(model, labels):
    return np.ravel(model.evaluate(X, labels, verbose=0))[1]


SPARSE, DENSE, SIGMOID = losses.SparseSoftmaxCrossEntropy, losses.SoftmaxCrossEntropy, losses.SigmoidCrossEntropy
IGNORED = np.where(IDS == 2, 255, IDS)
M = keras.metrics
# A metric that is wrong on logits, beside a loss: units, the loss, labels, and the same metric on probabilities.
WRONG = {
    "accuracy of one unit": (1, SIGMOID, BINARY, "accuracy", M.BinaryAccuracy),
    "a function": (1, SIGMOID, BINARY, M.binary_accuracy, M.BinaryAccuracy),
    "AUC": (1, SIGMOID, BINARY, M.AUC(), M.AUC),
    "AUC with arguments": (1, SIGMOID, BINARY, M.AUC(curve="PR", num_thresholds=50), None),
    "AUC that applies a sigmoid": (3, DENSE, ROWS, M.AUC(from_logits=True), M.AUC),
    "a class that needs an argument": (1, SIGMOID, BINARY, M.PrecisionAtRecall(0.5), None),
    "a threshold": (1, SIGMOID, BINARY, M.Precision(thresholds=0.7), None),
    "AUC of rows": (3, DENSE, ROWS, M.AUC(), M.AUC),
    "AUC of class ids": (3, SPARSE, IDS, M.AUC(), M.AUC),
    "precision of class ids": (3, SPARSE, IDS, M.Precision(), M.Precision),
    "a string of class ids": (3, SPARSE, IDS, "categorical_crossentropy", None),
    "sparse cross-entropy": (3, SPARSE, IDS, "sparse_categorical_crossentropy", None),
    "ids that are ignored": (3, lambda: SPARSE(ignore_class=255), IGNORED, M.AUC(), None),
    "several ids that are ignored": (3, lambda: SPARSE(ignore_class={255, -1}), IGNORED, M.Recall(), None),
    "accuracy of several labels": (3, SIGMOID, MANY, "accuracy", M.BinaryAccuracy),
}


@pytest.mark.parametrize("case", WRONG)
def test_the_metric_that_a_warning_writes_is_right_there(case):
    units, loss, labels, metric, same = WRONG[case]
    refused = (ValueError, tf.errors.InvalidArgumentError) if labels.ndim == 1 else ()
    (message,) = warned(compiled(units, loss(), metric), labels, refused=refused)
    fixed = eval(code_in(message), dict(SCOPE))
    model = compiled(units, loss(), fixed)
    assert warned(model, labels) == []
    if same is not None:
        link = "sigmoid" if loss is SIGMOID else "softmax"
        wanted = same()
        wanted.update_state(labels if labels is not IDS else ROWS, tfcompat.probabilities(model(X), link))
        np.testing.assert_allclose(value(model, labels), wanted.result(), rtol=1e-5)
    else:
        assert np.isfinite(value(model, labels))
    if isinstance(metric, M.Metric):
        kept = {k: v for k, v in metric.get_config().items() if k not in ("name", "from_logits")}
        assert {k: v for k, v in fixed.metric.get_config().items() if k not in ("name", "from_logits")} == kept


@pytest.mark.parametrize("case", WRONG)
def test_the_metric_that_an_audit_writes_is_right_there(case):
    units, loss, labels, metric, _ = WRONG[case]
    (row,) = tfcompat.audit(compiled(units, loss(), metric)).wrong
    assert row.code == "TFC208"
    model = compiled(units, loss(), eval(code_in(row.message), dict(SCOPE)))
    assert tfcompat.audit(model).ok
    assert np.isfinite(value(model, labels))


KERAS_LOSSES = {
    "rows": (lambda: keras.losses.CategoricalCrossentropy(from_logits=True), ROWS),
    "ids": (lambda: keras.losses.SparseCategoricalCrossentropy(from_logits=True), IDS),
    "ignored ids": (
        lambda: keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=255),
        IGNORED,
    ),
}


@pytest.mark.parametrize("case", KERAS_LOSSES)
def test_the_metric_that_an_audit_writes_is_right_beside_a_loss_of_keras(case):
    loss, labels = KERAS_LOSSES[case]
    (row,) = tfcompat.audit(compiled(3, loss(), M.AUC())).wrong
    model = compiled(3, loss(), eval(code_in(row.message), dict(SCOPE)))
    assert tfcompat.audit(model).ok
    assert np.isfinite(value(model, labels))


def test_a_class_axis_is_in_the_advice():
    labels = np.random.RandomState(1).randint(0, 2, size=(32, 4, 5)).astype("float32")
    inputs = keras.Input((3, 5))
    logits = keras.layers.Permute((2, 1))(keras.layers.Dense(4)(keras.layers.Permute((2, 1))(inputs)))
    model = keras.Model(inputs, logits)
    model.compile("sgd", SIGMOID(axis=1), metrics=["binary_accuracy"])
    with pytest.warns(UserWarning, match="reads the logits") as seen:
        model.fit(np.zeros((32, 3, 5), "float32"), labels, verbose=0)
    fixed = eval(code_in(str(seen[0].message)), dict(SCOPE))
    assert fixed.axis == 1
    model.compile("sgd", SIGMOID(axis=1), metrics=[fixed])
    assert np.isfinite(model.evaluate(np.zeros((32, 3, 5), "float32"), labels, verbose=0)[1])


@pytest.mark.parametrize("activation", ["sigmoid", None])
def test_argmax_of_classes_each_on_their_own_is_a_finding(activation):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation)])
    loss = "binary_crossentropy" if activation else SIGMOID()
    model.compile("sgd", loss, metrics=["accuracy"])
    (row,) = tfcompat.audit(model).wrong
    assert (row.code, row.message[:45]) == ("TFC208", "it compares the argmax of independent classes")
    instead = row.message.partition("; use ")[2]
    model.compile("sgd", loss, metrics=[eval(instead, dict(SCOPE))])
    assert tfcompat.audit(model).ok
    probabilities = model(X) if activation else tf.nn.sigmoid(model(X))
    wanted = np.mean((probabilities > 0.5) == (MANY > 0.5))
    np.testing.assert_allclose(value(model, MANY), wanted, rtol=1e-5)


LOSS_NAMES = {
    "sparse_categorical_crossentropy": IDS,
    "categorical_crossentropy": ROWS,
    "binary_crossentropy": MANY,
}


@pytest.mark.parametrize("name", LOSS_NAMES)
def test_the_loss_that_an_audit_writes_is_right_there(name):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    model.compile("sgd", name)
    (row,) = tfcompat.audit(model).wrong
    new = re.search(r"use (tfcompat\.\w+\(\)), which takes logits", row.message)
    model.compile("sgd", eval(new[1], dict(SCOPE)))
    assert tfcompat.audit(model).ok
    model.fit(X, LOSS_NAMES[name], verbose=0)


@pytest.mark.parametrize(("loss", "labels"), [(SPARSE, IDS), (DENSE, ROWS), (SIGMOID, MANY)])
def test_a_double_activation_is_mended_as_the_warning_says(loss, labels):
    link = "sigmoid" if loss is SIGMOID else "softmax"
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, link, name="head")])
    model.compile("sgd", loss())
    with pytest.warns(UserWarning, match=r"Remove the activation \(tfcompat\.Logits has none\).*check_logits='off'"):
        model.fit(X, labels, verbose=0)
    for mended, arguments in ((tfcompat.Logits(3), {}), (keras.layers.Dense(3, link), {"check_logits": "off"})):
        other = keras.Sequential([keras.Input((4,)), mended])
        other.compile("sgd", loss(**arguments))
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            other.fit(X, labels, verbose=0)


# What raises, the advice to be found in the message, and the same with the advice followed.
Z, ONE = np.zeros((4, 3), "float32"), np.zeros((4, 1), "float32")
PIXELS = np.zeros((2, 3, 4, 5), "float32")
FOLLOWED = {
    "squeeze": (
        lambda: losses.sparse_softmax_cross_entropy(IDS[:4][:, None][None], Z[None]),
        "tf.squeeze(labels, -1)",
        lambda do: losses.sparse_softmax_cross_entropy(do(IDS[:4][:, None][None]), Z[None]),
    ),
    "squeeze of the class axis": (
        lambda: SPARSE(axis=1)(np.zeros((2, 1, 4, 5), int), PIXELS),
        "tf.squeeze(labels, 1)",
        lambda do: SPARSE(axis=1)(do(np.zeros((2, 1, 4, 5), int)), PIXELS),
    ),
    "expand_dims": (
        lambda: losses.sigmoid_cross_entropy(np.zeros(4), ONE),
        "tf.expand_dims(labels, -1)",
        lambda do: losses.sigmoid_cross_entropy(do(np.zeros(4)), ONE),
    ),
    "labels of -1 and 1": (
        lambda: SIGMOID()([[1.0, -1.0]], Z[:1, :2]),
        "(labels + 1) / 2",
        lambda do: SIGMOID()(do(tf.constant([[1.0, -1.0]])), Z[:1, :2]),
    ),
    "a cast": (
        lambda: tfcompat.probabilities([[1, 2]]),
        "tf.cast(x, tf.float32)",
        lambda do: tfcompat.probabilities(do([[1, 2]])),
    ),
}


@pytest.mark.parametrize("case", FOLLOWED)
def test_an_expression_in_an_error_works_there(case):
    if case == "squeeze" and not IS_KERAS_3:
        pytest.skip("tf_keras appends an axis to ids of rank 1 alone, which the function drops")
    run, code, again = FOLLOWED[case]
    with pytest.raises((TypeError, ValueError)) as raised:
        run()
    assert code in str(raised.value)
    name = "x" if "(x" in code else "labels"
    assert np.isfinite(again(lambda given: eval(code, {**SCOPE, name: given}))).all()


KEYWORDS = {
    "axis": (
        lambda **more: losses.sparse_softmax_cross_entropy(np.zeros((2, 4, 5), int), PIXELS, **more),
        r"(axis)=(1): pass it",
    ),
    "ignore_class": (
        lambda **more: losses.sparse_softmax_cross_entropy([0, 1, 2, -100], Z, **more),
        r"pass (ignore_class)=(-100)\.",
    ),
    "ignore_class of a Loss": (lambda **more: SPARSE(**more)([0, 255, 2, 1], Z), r"pass (ignore_class)=(255)\."),
    "link": (lambda **more: tfcompat.probabilities(ONE, **more), r"Write (link)=('sigmoid')\."),
    "num_classes": (
        lambda **more: tfcompat.validate_labels([0, 3], **{"num_classes": 3, **more}),
        r"Pass (num_classes)=(4) ",
    ),
    "kind": (
        lambda **more: tfcompat.validate_labels(np.tile(ROWS, (2, 1)), 3, **more),
        r"Pass (kind)=('distribution'),",
    ),
    "a metric without ids": (
        lambda **more: metrics.FromLogits("categorical_crossentropy", "softmax", **{"one_hot": True, **more})(
            ROWS, ROWS
        ),
        r"(?=omit (one_hot))(omit)",
    ),
}


@pytest.mark.parametrize("case", KEYWORDS)
def test_a_keyword_in_an_error_works_there(case):
    run, pattern = KEYWORDS[case]
    with pytest.raises((ValueError, tf.errors.InvalidArgumentError), match=pattern) as raised:
        run()
    keyword, given = re.search(pattern, str(raised.value)).groups()
    run(**{keyword: eval(given, {"omit": False})})


def test_labels_that_are_missing_are_left_out_as_the_error_says():
    labels = np.float32([[0, -1, 1], [1, 0, np.nan]])
    loss = SIGMOID()
    with pytest.raises(ValueError, match="pass a sample_weight of 0 for them to the Loss"):
        loss(labels, Z[:2])
    weights = np.float32([[1, 0, 1], [1, 1, 0]])
    np.testing.assert_allclose(loss(labels, Z[:2], weights), np.log(2) * 4 / 6, rtol=1e-6)


OTHER_LOSSES = {
    "one-hot labels": (lambda: losses.sparse_softmax_cross_entropy(ROWS[:4], Z), ROWS[:4], Z),
    "class ids": (lambda: losses.softmax_cross_entropy(IDS[:4], Z), IDS[:4], Z),
    "ids for the sigmoid": (lambda: losses.sigmoid_cross_entropy(IDS[:4], Z), IDS[:4], Z),
    "one unit": (lambda: losses.sparse_softmax_cross_entropy([0, 1, 1, 0], ONE), np.float32([[0], [1], [1], [0]]), ONE),
}


@pytest.mark.parametrize("case", OTHER_LOSSES)
def test_the_loss_that_an_error_names_takes_the_labels(case):
    run, labels, logits = OTHER_LOSSES[case]
    with pytest.raises((ValueError, tf.errors.InvalidArgumentError)) as raised:
        run()
    function, loss = re.search(r"(\w+_cross_entropy), or its Loss, (\w+)\.", str(raised.value)).groups()
    assert np.isfinite(getattr(tfcompat, function)(labels, logits)).all()
    assert np.isfinite(getattr(tfcompat, loss)()(labels, logits))


@pytest.mark.parametrize("metric", [metrics.SparseAccuracy, metrics.SparseTopKAccuracy, metrics.SparseCrossEntropy])
def test_the_metric_that_an_error_names_takes_rows(metric):
    with pytest.raises(ValueError, match="If y_true holds one number per class, use ") as raised:
        metric()(ROWS, ROWS)
    named = re.search(r"use (FromLogits\(.*?\)|'\w+')", str(raised.value))[1]
    model = compiled(3, DENSE(), eval(named, {"FromLogits": metrics.FromLogits}))
    assert warned(model, ROWS) == []
    assert np.isfinite(value(model, ROWS))


def test_an_activation_of_a_logits_layer_is_served_as_the_error_says():
    with pytest.raises(ValueError, match="takes no activation") as raised:
        tfcompat.Logits(1, activation="sigmoid")
    code = re.search(r"tfcompat\.with_probabilities\(model, '\w+'\)", str(raised.value))[0]
    model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(1)])
    np.testing.assert_allclose(eval(code, {**SCOPE, "model": model})(X), tf.nn.sigmoid(model(X)), rtol=1e-5)


ADVICE = re.compile(r"\b(?:[Ww]rite|[Uu]se|[Ww]rap it:|[Pp]ass|becomes?|name the) (?=[^ ]*[.(={']|.*[(=])[^.;:]*")
ELSEWHERE = {
    "_arguments/constructors.py": "tests/runtime/losses/test_subclasses.py",
    "_arguments/keywords.py": "tests/runtime/losses/test_chunked_loss.py",
    "_arguments/normalizer.py": "tests/runtime/losses/test_hidden_rows.py",
    "_arguments/ragged.py": "tests/runtime/losses/test_ragged.py",
    "_arguments/symbolic.py": "tests/runtime/losses/test_symbolic.py",
    "_audit/encodings.py": "tests/runtime/audit/test_advice.py",
    "_audit/labels.py": "tests/runtime/audit/test_advice.py",
    "_audit/metric_verdicts.py": "tests/runtime/audit/test_advice.py",
    "_audit/model_outputs.py": "tests/runtime/audit/test_audit.py",
    "_batch/replicas.py": "tests/runtime/replicas/test_devices.py",
    "_chunked/loop.py": "tests/runtime/losses/test_chunked_loss.py",
    "layers/endpoints.py": "tests/runtime/layers/test_endpoints.py",
    "layers/logits.py": "tests/runtime/layers/test_logits.py",
    "losses/_last_layer.py": "tests/runtime/losses/test_sharded.py",
    "losses/_base.py": "tests/runtime/losses/test_subclasses.py",
    "losses/_chunked_loss.py": "tests/runtime/losses/test_chunked_memory.py",
    "losses/_compiled.py": "tests/runtime/losses/test_functions_in_compile.py",
    "serving/_axes.py": "tests/runtime/serving/test_axes.py",
    "serving/_export.py": "tests/runtime/serving/test_export.py",
}
"""Files whose advice another test follows, or that no test can follow."""
HERE = {
    "_arguments/advice.py",
    "_arguments/links.py",
    "_audit/verdicts.py",
    "_origin/double_activation.py",
    "metrics/_rows.py",
    "validation.py",
}
ROOMS = ["_arguments", "_audit", "_batch", "_chunked", "_origin", "layers", "links", "losses", "metrics", "serving"]


def test_every_file_with_advice_is_known_here():
    root = Path(tfcompat.__file__).parent
    files = [*root.glob("*.py"), *(file for room in ROOMS for file in (root / room).rglob("*.py"))]
    found = {file.relative_to(root).as_posix() for file in files if any(ADVICE.search(text) for text in texts(file))}
    assert {name for name in found if not name.endswith("__init__.py")} == HERE | set(ELSEWHERE)
    assert [file for file in ELSEWHERE.values() if not (root.parent / file).is_file()] == []


def texts(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documented = [ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, DOCUMENTED)]
    strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in strings if text not in documented]


DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
