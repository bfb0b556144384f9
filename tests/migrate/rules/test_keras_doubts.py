"""What the rest of a program gives a loss of Keras, and asks of it: why a new name is not safe, and where it is."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Options, around, joined

HEAD = "import numpy as np\nimport tensorflow as tf\nimport keras\n"
SPARSE = "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
MODEL = "model = keras.Sequential([keras.layers.Dense(10{})])\n"
SOFTMAX = "import tensorflow as tf\n\ndef head(x):\n    return tf.nn.softmax(x)\n"


def found(source: str, **others: str):
    """What is found in a file, beside others of the run; the findings about a fix alone."""
    run = joined(around(text.encode(), f"{name}.py") for name, text in {"here": source, **others}.items())
    migration = migrate_source(source.encode(), "here.py", run=run if others else None)
    return [finding for finding in migration.findings if finding.code == "TFC105"]


def level(source: str, **others: str) -> str:
    (finding,) = found(HEAD + source, **others)
    return finding.applicability


def reason(source: str, **others: str) -> str:
    (finding,) = found(HEAD + source, **others)
    assert finding.applicability in ("unsafe", "manual"), finding
    return finding.reason


EVERYDAY = {
    "a model with a linear head, and a softmax for predictions": f"{MODEL.format('')}loss = {SPARSE}\n"
    "model.compile('adam', loss)\nserved = keras.Sequential([model, keras.layers.Softmax()])\n",
    "an array of NumPy": f"{MODEL.format('')}z = model(x).numpy()\nprint(tf.nn.softmax(z))\nprint({SPARSE}(y, z))\n",
    "a custom loop": f"{MODEL.format('')}loss_fn = {SPARSE}\n"
    "@tf.function\ndef step(x, y):\n    return loss_fn(y, model(x))\np = tf.nn.softmax(model(x))\n",
    "nothing that could be a softmax": f"def train(model, x, y):\n    return {SPARSE}(y, model(x))\n",
    "a softmax in a comment": f"# no softmax here\ndef train(model, x, y):\n    return {SPARSE}(y, model(x))\n",
    "a softmax in a docstring": f"def f(y, z):\n    '''Logits, before any softmax.'''\n    return {SPARSE}(y, z)\n",
    "a class name of something else": f"{MODEL.format('')}model.compile('adam', {SPARSE})\n"
    "class A:\n    def __repr__(self):\n        return self.__class__.__name__ + type(model).__name__\n",
    "the name of a metric": f"{MODEL.format('')}model.compile('adam', {SPARSE})\nprint(self.loss_tracker.name)\n",
    "a setting of that name": f"{MODEL.format('')}model.compile('adam', {SPARSE})\nprint(args.from_logits)\n",
    "no object that goes anywhere": f"z = tf.matmul(x, w)\nprint({SPARSE}(y, z))\n"
    "def f(loss):\n    return isinstance(loss, keras.losses.SparseCategoricalCrossentropy)\n",
}


@pytest.mark.parametrize("source", EVERYDAY.values(), ids=EVERYDAY)
def test_everyday_code_is_safe(source):
    assert level(source) == "safe"


@pytest.mark.parametrize(
    "source",
    [
        f"def train(model, x, y):\n    return {SPARSE}(y, model(x))\ndef head(x):\n    return tf.nn.softmax(x)\n",
        f"model = keras.models.load_model('m.keras')\nmodel.compile('adam', {SPARSE})\n",
        f"model = keras.applications.ResNet50()\nmodel.compile('adam', {SPARSE})\n",
        f"model = keras.Sequential(given + [keras.layers.Dense(3, 'softmax')])\nmodel.compile('a', {SPARSE})\n",
        f"def make():\n    return {SPARSE}\nlast = keras.layers.Activation('sigmoid')\n",
        "def loss(y, z):\n    return keras.losses.categorical_crossentropy(y, z, from_logits=True)\n"
        "last = keras.layers.Softmax()\n",
    ],
)
def test_what_is_given_from_elsewhere_may_be_probabilities(source):
    assert "Keras undoes a softmax or sigmoid that it can see" in reason(source)


def test_a_model_of_another_file_of_the_run_counts():
    source = f"from net import model\nmodel.compile('adam', {SPARSE})\n"
    assert level(source) == "safe"
    assert level(source, net="import keras\nmodel = keras.Sequential([keras.layers.Dense(3)])\n") == "safe"
    assert "net.py:4 (`softmax`)" in reason(source, net=SOFTMAX)


def test_a_loss_that_another_file_imports_is_given_what_that_file_has():
    source = f"loss_fn = {SPARSE}\n"
    assert level(source) == "safe"
    assert "train.py:4 (`softmax`)" in reason(source, train=SOFTMAX)


@pytest.mark.parametrize(
    "model",
    [
        MODEL.format(", activation='softmax'"),
        MODEL.format(", 'sigmoid'"),
        "i = keras.Input((4,))\nmodel = keras.Model(i, keras.layers.Dense(3, 'softmax')(i))\n",
    ],
)
def test_an_activation_that_keras_undoes_makes_the_fix_unsafe(model):
    assert "Keras undoes the s" in reason(f"{model}model.compile('adam', {SPARSE})\n")


@pytest.mark.parametrize(
    "program",
    [
        "model = keras.Sequential([keras.layers.Dense(3), keras.layers.Softmax()])\nmodel.compile('a', {})\n",
        "p = tf.nn.softmax(z)\nloss = {}(y, p)\n",
        "m = keras.Sequential([keras.layers.Dense(3, 'softmax'), keras.layers.Reshape((3, 1))])\nm.compile('a', {})\n",
        "model = keras.Sequential([keras.layers.Dense(3, 'softmax')])\nmodel.compile('a', {})\n"
        "other = keras.losses.SparseCategoricalCrossentropy()\nprint(other(y, model(x)))\n",
    ],
)
def test_one_that_cannot_be_taken_off_is_left_to_a_person(program):
    (finding,) = found(HEAD + program.format(SPARSE))
    assert finding.applicability == "manual"
    assert "remove the softmax from the model, then migrate" in finding.reason


def test_two_losses_of_one_model_share_the_edit_of_its_layer():
    source = (
        f"{HEAD}{MODEL.format(', activation=' + repr('softmax'))}loss = {SPARSE}\nmodel.compile('a', loss)\n"
        f"print({SPARSE}(y, model(x)))\n"
    )
    migration = migrate_source(source.encode(), options=Options(unsafe=True))
    after = migration.after.decode()
    assert "keras.layers.Dense(10)" in after
    assert "loss = tfcompat.SparseSoftmaxCrossEntropy()\n" in after
    assert "print(tfcompat.SparseSoftmaxCrossEntropy()(y, model(x)))" in after
    assert all(finding.applied for finding in migration.findings)


GOES = {
    "returned": f"def make():\n    return {SPARSE}\n",
    "stored": f"class T:\n    def __init__(self):\n        self.loss = {SPARSE}\n",
    "passed on": f"setup(loss={SPARSE})\n",
    "compiled": f"{MODEL.format('')}model.compile('adam', {SPARSE})\n",
    "by a name": f"def main():\n    ce = {SPARSE}\n    register(ce)\n",
    "in a dictionary": f"LOSSES = {{'ce': {SPARSE}}}\n",
}
READS = {
    "the flag": "def f(loss):\n    return loss.from_logits\n",
    "the flag of an attribute": "class A:\n    def f(self):\n        return self.loss.from_logits\n",
    "the class": "import keras\n\ndef f(l):\n    return isinstance(l, keras.losses.SparseCategoricalCrossentropy)\n",
    "the class by another name": "from keras.losses import BinaryCrossentropy as B\nok = lambda l: issubclass(l, B)\n",
    "a subclass": "import keras\n\nclass Mine(keras.losses.CategoricalCrossentropy):\n    pass\n",
    "the configuration": "def f(loss):\n    return loss.get_config()['from_logits']\n",
    "the configuration, perhaps": "def f(loss):\n    return loss.get_config().get('from_logits', False)\n",
    "getattr": "def f(loss):\n    return getattr(loss, 'from_logits', None)\n",
    "the name of the class": "def f(loss):\n    return loss.__class__.__name__\n",
    "the name of the type": "def f(loss):\n    return type(loss).__name__\n",
    "the name": "def f(loss_fn):\n    return loss_fn.name\n",
}


@pytest.mark.parametrize("goes", GOES.values(), ids=GOES)
@pytest.mark.parametrize("reads", READS.values(), ids=READS)
def test_an_object_that_goes_where_it_is_asked_for_its_kind_is_not_safe(goes, reads):
    assert level(goes) == "safe"
    assert "another name and no from_logits" in reason(goes + reads)
    assert "other.py:" in reason(goes, other=reads)


def test_any_object_is_asked_where_it_is_not_called_a_loss():
    assert "other.py:2" in reason(GOES["returned"], other="def f(fn):\n    return type(fn).__name__\n")
    assert level(GOES["compiled"], other="def f(fn):\n    return type(fn).__name__\n") == "safe"


@pytest.mark.parametrize(
    "look_up",
    [
        "history.history['val_categorical_crossentropy']",
        "logs.get('categorical_crossentropy')",
        "f(monitor='binary_crossentropy')",
    ],
)
def test_a_name_that_is_looked_up_in_logs_is_told(look_up):
    source = "def make():\n    return keras.losses.CategoricalCrossentropy(from_logits=True{})\n"
    assert "looks up Keras' name of this loss" in reason(f"{source.format('')}x = {look_up}\n")
    assert level(f"{source.format(', name=1')}x = {look_up}\n") == "safe"


def test_a_metric_keeps_its_name_in_logs():
    source = f"m = keras.losses.BinaryCrossentropy(True, 0.1)\nmodel.compile('a', 'mse', [m, {SPARSE}])\n"
    after = migrate_source(f"{HEAD}{source}".encode()).after.decode()
    assert "m = tfcompat.SigmoidCrossEntropy(name='binary_crossentropy', label_smoothing=0.1)" in after
    assert "[m, tfcompat.SparseSoftmaxCrossEntropy(name='sparse_categorical_crossentropy')]" in after


FUNCTION = "{}.sparse_categorical_crossentropy({}, z, from_logits=True)\n"


@pytest.mark.parametrize("home", ["keras.losses", "tf.keras.backend", "tf.losses"])
def test_labels_may_have_an_axis_that_keras_drops(home):
    assert "Keras drops a last axis of size 1" in reason(f"loss = {FUNCTION.format(home, 'y')}")
    assert "Keras drops" in reason(f"loss = {FUNCTION.format(home, '[[0], [2]]')}")
    assert "Keras drops" in reason(f"def loss(y, z):\n    return {FUNCTION.format(home, 'y')}")


@pytest.mark.parametrize(
    "labels",
    [
        "tf.squeeze(y, -1)",
        "tf.argmax(q, -1)",
        "tf.reshape(y, [-1])",
        "y[:, 0]",
        "tf.cast(y[..., -1], 'int32')",
        "[0, 2]",
        "tf.constant([[0, 2]])",
        "np.array([3])",
    ],
)
def test_labels_that_say_that_they_have_none_are_safe(labels):
    assert level(f"loss = {FUNCTION.format('keras.losses', labels)}") == "safe"


@pytest.mark.parametrize("given", ["y, z, w", "y, z, sample_weight=w", "*batch"])
def test_weights_may_be_aligned_in_another_way(given):
    assert "Keras 3 aligns a sample_weight" in reason(f"loss_fn = {SPARSE}\nloss = loss_fn({given})\n")


def test_weights_of_fit_may_be_aligned_in_another_way():
    fit = f"{MODEL.format('')}model.compile('a', {SPARSE})\nmodel.fit(x, y{{}})\n"
    assert level(fit.format("")) == "safe"
    assert "Keras 3 aligns" in reason(fit.format(", sample_weight=w"))


@pytest.mark.parametrize(
    "program",
    [
        f"def f(x, y):\n    return {SPARSE}(y, tf.cast(x, tf.float64))\n",
        f"z = np.ones((2, 3))\nprint({SPARSE}(y, z))\n",
    ],
)
def test_logits_may_be_float64(program):
    assert "may be float64" in reason(program)


def test_float64_data_of_a_linear_head_are_cast_by_the_layer():
    assert level(f"x = x.astype('float64')\n{MODEL.format('')}model.compile('a', {SPARSE})\n") == "safe"
    assert "may be float64" in reason(f"{MODEL.format(', dtype=' + repr('float64'))}model.compile('a', {SPARSE})\n")
