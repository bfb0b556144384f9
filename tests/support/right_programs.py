"""Programs that are right, and what makes each wrong: a text in the place of another, and the code to be found."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["PROGRAMS", "Mutation", "mutants"]

_HEAD = """\
import keras
import numpy as np
import tensorflow as tf
import tfcompat
from keras import layers

keras.utils.set_random_seed(0)
x = np.random.default_rng(0).normal(size=(16, 4)).astype("float32") * 3
y = np.random.default_rng(1).integers(0, 3, 16)
b = (y > 0).astype("float32")[:, None]
one_hot = np.eye(3, dtype="float32")[y]
"""


class Mutation(NamedTuple):
    """One mistake."""

    code: str
    old: str
    new: str


class _Program(NamedTuple):
    """A program that leaves its numbers in ``value``, and the mistakes that can be made in it."""

    source: str
    mutations: tuple[Mutation, ...]


_SOFTMAX = Mutation("TFC201", "layers.Dense(3)", "layers.Dense(3, activation='softmax')")
_RELU = Mutation("TFC206", "layers.Dense(3)", "layers.Dense(3, activation='relu')")
_SIGMOID = Mutation("TFC201", "layers.Dense(1)", "layers.Dense(1, activation='sigmoid')")
_TANH = Mutation("TFC206", "layers.Dense(1)", "layers.Dense(1, activation='tanh')")
_FLAG = Mutation("TFC202", "from_logits=True", "from_logits=False")
_LINEAR = Mutation("TFC202", ", activation='softmax'", "")
_OTHER = Mutation("TFC203", "activation='softmax'", "activation='sigmoid'")
_PLAIN = Mutation("TFC202", ", activation='sigmoid'", "")
_HIDDEN = "layers.Dense(8, activation='relu')"
_SPARSE = "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
_BINARY = "keras.losses.BinaryCrossentropy(from_logits=True)"
_RUN = "model.fit(x, {0}, epochs=1, verbose=0)\nvalue = model.evaluate(x, {0}, verbose=0)\n"

PROGRAMS: dict[str, _Program] = {
    "layers in a list": _Program(
        f"model = keras.Sequential([{_HIDDEN}, layers.Dense(3)])\nmodel.compile('sgd', {_SPARSE})\n" + _RUN.format("y"),
        (_SOFTMAX, _RELU, _FLAG, Mutation("TFC207", "layers.Dense(3)", "layers.Dense(1)")),
    ),
    "layers one by one": _Program(
        f"model = keras.Sequential()\nmodel.add({_HIDDEN})\nmodel.add(layers.Dense(1))\n"
        f"loss = {_BINARY}\nmodel.compile('sgd', loss=loss)\n" + _RUN.format("b"),
        (_SIGMOID, _TANH, _FLAG),
    ),
    "a string": _Program(
        f"model = keras.Sequential([{_HIDDEN}, layers.Dense(3, activation='softmax')])\n"
        "model.compile('sgd', 'sparse_categorical_crossentropy')\n" + _RUN.format("y"),
        (_LINEAR, _OTHER),
    ),
    "a string of a binary loss": _Program(
        f"model = keras.Sequential([{_HIDDEN}, layers.Dense(1, activation='sigmoid')])\n"
        "model.compile('sgd', 'binary_crossentropy')\n" + _RUN.format("b"),
        (_PLAIN, Mutation("TFC206", "'sigmoid'", "'tanh'")),
    ),
    "an activation of its own": _Program(
        f"model = keras.Sequential([{_HIDDEN}, layers.Dense(3), layers.Activation('softmax')])\n"
        "model.compile('sgd', keras.losses.CategoricalCrossentropy())\n" + _RUN.format("one_hot"),
        (
            Mutation("TFC202", ", layers.Activation('softmax')", ""),
            Mutation("TFC203", "Activation('softmax')", "Activation('sigmoid')"),
            Mutation("TFC201", "Crossentropy()", "Crossentropy(from_logits=True)"),
        ),
    ),
    "a functional model": _Program(
        f"inputs = keras.Input([4])\noutputs = layers.Dense(3)({_HIDDEN}(inputs))\n"
        "model = keras.Model(inputs, outputs)\n"
        f"model.compile(optimizer='sgd', loss={_SPARSE})\n" + _RUN.format("y"),
        (_SOFTMAX, _RELU, _FLAG),
    ),
    "star imports": _Program(
        "from keras.layers import *\nfrom keras.models import *\n"
        "model = Sequential([Dense(8, activation='relu'), Dense(3, activation='softmax')])\n"
        "model.compile('sgd', 'categorical_crossentropy')\n" + _RUN.format("one_hot"),
        (_LINEAR, _OTHER),
    ),
    "a class": _Program(
        "class Net(keras.Model):\n    def __init__(self):\n        super().__init__()\n"
        f"        self.hidden = {_HIDDEN}\n        self.out = layers.Dense(3)\n"
        "    def call(self, inputs):\n        return self.out(self.hidden(inputs))\n"
        f"model = Net()\nmodel.compile('sgd', {_SPARSE})\n" + _RUN.format("y"),
        (_SOFTMAX, _RELU, _FLAG),
    ),
    "a class with a step of its own": _Program(
        "class Net(keras.Model):\n    def __init__(self):\n        super().__init__()\n"
        "        self.out = layers.Dense(3)\n    def call(self, inputs):\n        return self.out(inputs)\n"
        "    def train_step(self, data):\n        images, labels = data\n"
        "        with tf.GradientTape() as tape:\n            y_pred = self(images, training=True)\n"
        "            loss = self.compute_loss(x=images, y=labels, y_pred=y_pred)\n"
        "        gradients = tape.gradient(loss, self.trainable_variables)\n"
        "        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))\n"
        "        return {'loss': loss}\n"
        f"model = Net()\nmodel.compile('sgd', {_SPARSE})\n" + _RUN.format("y"),
        (_SOFTMAX, _RELU, _FLAG),
    ),
    "a builder": _Program(
        f"def build(units):\n    model = keras.Sequential([{_HIDDEN}, layers.Dense(3)])\n    return model\n"
        f"model = build(3)\nmodel.compile('sgd', {_SPARSE})\n" + _RUN.format("y"),
        (_SOFTMAX, _RELU, _FLAG),
    ),
    "a loop with an object": _Program(
        f"model = keras.Sequential([{_HIDDEN}, layers.Dense(3)])\nloss_fn = {_SPARSE}\n"
        "with tf.GradientTape() as tape:\n    value = loss_fn(y, model(x, training=True))\n",
        (_SOFTMAX, _RELU, _FLAG, Mutation("TFC201", "model(x, training=True)", "tf.nn.softmax(model(x))")),
    ),
    "a loop with a function": _Program(
        f"model = keras.Sequential([{_HIDDEN}, layers.Dense(3)])\n"
        "def step(images, labels):\n    predictions = model(images)\n"
        "    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=predictions)\n"
        "    return tf.reduce_mean(loss)\nvalue = step(x, y)\n",
        (_SOFTMAX, _RELU, Mutation("TFC201", "= model(images)", "= tf.nn.softmax(model(images)) + 1e-9")),
    ),
    "a loss of ours": _Program(
        "z = layers.Dense(1)(x)\nvalue = tfcompat.sigmoid_cross_entropy(labels=b, logits=z)\n",
        (_SIGMOID, _TANH, Mutation("TFC201", "logits=z", "logits=tf.clip_by_value(tf.sigmoid(z), 0.01, 0.99)")),
    ),
    "an own loss": _Program(
        "def smooth(y_true, y_pred):\n"
        "    return keras.losses.categorical_crossentropy(y_true, y_pred, from_logits=True, label_smoothing=0.1)\n"
        "model = keras.Sequential([layers.Dense(3)])\nmodel.compile('sgd', loss=smooth)\n" + _RUN.format("one_hot"),
        (_SOFTMAX, _RELU, _FLAG),
    ),
    "a closure": _Program(
        "def weighted(weight):\n    def loss(y_true, y_pred):\n"
        "        each = tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=y_pred)\n"
        "        return tf.reduce_mean(each) * weight\n    return loss\n"
        "model = keras.Sequential([layers.Dense(1)])\nmodel.compile('sgd', loss=weighted(2.0))\n" + _RUN.format("b"),
        (_SIGMOID, _TANH),
    ),
    "two outputs in a list": _Program(
        f"inputs = keras.Input([4])\nhidden = {_HIDDEN}(inputs)\n"
        "model = keras.Model(inputs, [layers.Dense(3)(hidden), layers.Dense(1, activation='sigmoid')(hidden)])\n"
        f"model.compile('sgd', loss=[{_SPARSE}, 'binary_crossentropy'])\n" + _RUN.format("[y, b]"),
        (_SOFTMAX, _RELU, _PLAIN, _FLAG),
    ),
    "two outputs by name": _Program(
        "inputs = keras.Input([4])\nkind = layers.Dense(3, name='kind')(inputs)\n"
        "clicked = layers.Dense(1, activation='sigmoid', name='clicked')(inputs)\n"
        "model = keras.Model(inputs, {'kind': kind, 'clicked': clicked})\n"
        f"model.compile('sgd', loss={{'clicked': 'binary_crossentropy', 'kind': {_SPARSE}}})\n"
        + _RUN.format("{'kind': y, 'clicked': b}"),
        (_PLAIN, _FLAG, Mutation("TFC201", "layers.Dense(3, ", "layers.Dense(3, activation='softmax', ")),
    ),
    "a function that returns a tuple": _Program(
        "def network(images):\n    logits = layers.Dense(3)(images)\n    return logits, tf.nn.softmax(logits)\n"
        "logits, probabilities = network(x)\n"
        "value = tf.nn.softmax_cross_entropy_with_logits(labels=one_hot, logits=logits)\n",
        (_RELU, Mutation("TFC201", "logits=logits", "logits=probabilities")),
    ),
    "a function that returns a dict": _Program(
        "def network(images):\n    logits = layers.Dense(3)(images)\n"
        "    return {'logits': logits, 'probabilities': tf.nn.softmax(logits)}\n"
        "out = network(x)\nvalue = tf.nn.softmax_cross_entropy_with_logits(labels=one_hot, logits=out['logits'])\n",
        (_RELU, Mutation("TFC201", "out['logits']", "out['probabilities']")),
    ),
    "labels and logits": _Program(
        "logits = layers.Dense(3)(x)\n"
        "value = keras.losses.categorical_crossentropy(one_hot, logits, from_logits=True)\n"
        "labels = tf.one_hot(y, 3)\nother = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)\n"
        "value = [*value, *other]\n",
        (
            _SOFTMAX,
            _FLAG,
            Mutation("TFC204", "(one_hot, logits,", "(logits, one_hot,"),
            Mutation("TFC204", "labels=labels, logits=logits", "labels=logits, logits=labels"),
        ),
    ),
    "a loss by hand": _Program(
        "logits = layers.Dense(3)(x * 40)\nlog_p = tf.nn.log_softmax(logits)\n"
        "value = -tf.reduce_sum(one_hot * log_p, axis=1)\n",
        (
            Mutation("TFC205", "one_hot * log_p", "one_hot * tf.math.log(tf.nn.softmax(logits))"),
            Mutation("TFC205", "one_hot * log_p", "one_hot * tf.math.log(tf.nn.softmax(logits) + 1e-8)"),
        ),
    ),
    "a regression by hand": _Program(
        "w = tf.reshape(tf.range(12.0), [4, 3])\n"
        "value = tf.nn.softmax_cross_entropy_with_logits(labels=one_hot, logits=tf.matmul(x * 9, w))\n",
        (
            Mutation(
                "TFC205",
                "value = tf.nn.softmax_cross_entropy_with_logits(labels=one_hot, logits=tf.matmul(x * 9, w))",
                "p = tf.nn.softmax(tf.matmul(x * 9, w))\nvalue = -tf.reduce_sum(one_hot * tf.math.log(p), 1)",
            ),
        ),
    ),
    "a binary regression by hand": _Program(
        "w = tf.range(4.0)[:, None]\n"
        "value = tf.nn.sigmoid_cross_entropy_with_logits(labels=b, logits=tf.matmul(x * 9, w))\n",
        (
            Mutation(
                "TFC205",
                "value = tf.nn.sigmoid_cross_entropy_with_logits(labels=b, logits=tf.matmul(x * 9, w))",
                "p = tf.sigmoid(tf.matmul(x * 9, w))\nvalue = -(b * tf.math.log(p) + (1 - b) * tf.math.log(1 - p))",
            ),
        ),
    ),
    "probabilities beside the loss": _Program(
        "logits = tf.matmul(x, tf.reshape(tf.range(12.0), [4, 3]))\np = tf.nn.softmax(logits)\n"
        "value = [*tf.nn.softmax_cross_entropy_with_logits(labels=one_hot, logits=logits), *p]\n",
        (
            Mutation("TFC201", "logits=logits", "logits=p"),
            Mutation(
                "TFC205",
                "tf.nn.softmax_cross_entropy_with_logits(labels=one_hot, logits=logits)",
                "-tf.reduce_sum(one_hot * tf.math.log(p), 1)",
            ),
        ),
    ),
    "metrics": _Program(
        "model = keras.Sequential([layers.Dense(1)])\n"
        f"model.compile('sgd', {_BINARY}, metrics=[keras.metrics.BinaryAccuracy(threshold=0.0),\n"
        "    keras.metrics.AUC(from_logits=True)])\n" + _RUN.format("b"),
        (
            Mutation("TFC208", "BinaryAccuracy(threshold=0.0)", "BinaryAccuracy()"),
            Mutation("TFC208", "keras.metrics.BinaryAccuracy(threshold=0.0)", "'accuracy'"),
            Mutation("TFC208", "AUC(from_logits=True)", "AUC()"),
            Mutation("TFC208", "keras.metrics.AUC(from_logits=True)", "'binary_crossentropy'"),
        ),
    ),
    "a metric in a loop": _Program(
        f"model = keras.Sequential([layers.Dense(1)])\nloss_fn = {_BINARY}\n"
        "metric = keras.metrics.AUC(from_logits=True)\n"
        "with tf.GradientTape() as tape:\n    logits = model(x)\n    loss = loss_fn(b, logits)\n"
        "metric.update_state(b, logits)\nvalue = [loss, metric.result()]\n",
        (_SIGMOID, Mutation("TFC208", "AUC(from_logits=True)", "AUC()")),
    ),
    "a threshold": _Program(
        f"model = keras.Sequential([layers.Dense(1)])\nmodel.compile('sgd', {_BINARY})\n"
        "model.fit(x, b, epochs=1, verbose=0)\nvalue = (model.predict(x, verbose=0) > 0.0).astype('float32')\n",
        (Mutation("TFC209", "> 0.0", "> 0.5"),),
    ),
    "classes of a binary model": _Program(
        "model = keras.Sequential([keras.Input([4]), layers.Dense(1, activation='sigmoid')])\n"
        "model.compile('sgd', 'binary_crossentropy')\nmodel.fit(x, b, epochs=1, verbose=0)\n"
        "value = (model.predict(x, verbose=0)[:, 0] > 0.5).astype('int32')\n",
        (
            Mutation(
                "TFC213",
                "(model.predict(x, verbose=0)[:, 0] > 0.5).astype('int32')",
                "np.argmax(model.predict(x, verbose=0), axis=1)",
            ),
            Mutation("TFC202", ", activation='sigmoid'", ""),
        ),
    ),
    "class weights": _Program(
        "model = keras.Sequential([layers.Dense(3, activation='softmax')])\n"
        "model.compile('sgd', 'sparse_categorical_crossentropy')\n"
        "value = model.fit(x, y, class_weight={0: 1.0, 1: 2.0, 2: 5.0}, epochs=1, verbose=0).history['loss']\n",
        (Mutation("TFC214", "{0: 1.0, 1: 2.0, 2: 5.0}", "{1: 1.0, 2: 2.0, 3: 5.0}"),),
    ),
    "a softmax before the loss": _Program(
        "z = layers.Dense(3)(x)\np = keras.ops.softmax(z, axis=-1)\n"
        "value = keras.losses.categorical_crossentropy(one_hot, p)\n",
        (
            Mutation("TFC210", "axis=-1", "axis=0"),
            Mutation("TFC203", "keras.ops.softmax(z, axis=-1)", "keras.ops.sigmoid(z)"),
            Mutation("TFC202", "(one_hot, p)", "(one_hot, z)"),
            Mutation("TFC204", "(one_hot, p)", "(p, tf.one_hot(y, 3))"),
        ),
    ),
    "attention": _Program(
        "z = layers.Flatten()(layers.Dense(1)(tf.reshape(x, [16, 4, 1])))\n"
        "weights = tf.nn.softmax(z)\nvalue = weights\n",
        (Mutation("TFC207", "layers.Flatten()(layers.Dense(1)(tf.reshape(x, [16, 4, 1])))", "layers.Dense(1)(x)"),),
    ),
    "a divergence": _Program(
        "student = layers.Dense(3)(x)\nvalue = keras.losses.KLDivergence()(one_hot, tf.nn.softmax(student))\n",
        (Mutation("TFC202", "tf.nn.softmax(student)", "student"),),
    ),
    "a model for serving": _Program(
        "model = keras.Sequential([layers.Dense(8, activation='relu'), layers.Dense(3)])\n"
        "served = keras.Sequential([model, layers.Softmax()])\nvalue = served(x)\n",
        (Mutation("TFC211", "layers.Dense(3)", "layers.Dense(3, activation='softmax')"),),
    ),
    "probabilities in a function": _Program(
        "model = keras.Sequential([layers.Dense(1)])\ndef probability(images):\n    return tf.sigmoid(model(images))\n"
        "value = probability(x)\n",
        (Mutation("TFC211", "layers.Dense(1)", "layers.Dense(1, activation='sigmoid')"),),
    ),
    "a softmax that is given to a loss": _Program(
        "z = layers.Dense(3)(x)\nvalue = keras.losses.kl_divergence(one_hot, tf.nn.softmax(z, axis=-1))\n",
        (
            Mutation("TFC210", "axis=-1", "axis=0"),
            Mutation("TFC202", "tf.nn.softmax(z, axis=-1)", "z"),
        ),
    ),
    "layers in a loop": _Program(
        "model = keras.Sequential()\nfor units in (8, 8):\n    model.add(layers.Dense(units, activation='relu'))\n"
        f"model.add(layers.Dense(3))\nmodel.compile('sgd', {_SPARSE})\n" + _RUN.format("y"),
        (_SOFTMAX, _FLAG),
    ),
    "settings in a dict": _Program(
        "settings = {'units': 3, 'activation': None}\nmodel = keras.Sequential([layers.Dense(**settings)])\n"
        f"model.compile('sgd', {_SPARSE})\n" + _RUN.format("y"),
        (_FLAG, Mutation("TFC201", "'activation': None", "'activation': 'softmax'")),
    ),
    "a lambda layer": _Program(
        "inputs = keras.Input([4])\nz = layers.Dense(3)(inputs)\n"
        "model = keras.Model(inputs, layers.Lambda(lambda t: tf.nn.softmax(t))(z))\n"
        "model.compile('sgd', 'sparse_categorical_crossentropy')\n" + _RUN.format("y"),
        (Mutation("TFC203", "tf.nn.softmax(t)", "tf.sigmoid(t)"), Mutation("TFC202", "tf.nn.softmax(t)", "t / 2")),
    ),
    "layers that a class keeps in a list": _Program(
        "class Net(keras.Model):\n    def __init__(self):\n        super().__init__()\n"
        "        self.all = [layers.Dense(8, activation='relu'), layers.Dense(3)]\n"
        "    def call(self, inputs):\n        for layer in self.all:\n            inputs = layer(inputs)\n"
        f"        return inputs\nmodel = Net()\nmodel.compile('sgd', {_SPARSE})\n" + _RUN.format("y"),
        (_SOFTMAX, _FLAG),
    ),
    "a trainer": _Program(
        "class Trainer:\n    def __init__(self, model, loss):\n        self.model, self.loss = model, loss\n"
        "    def step(self, images, labels):\n        return self.loss(labels, self.model(images))\n"
        f"trainer = Trainer(keras.Sequential([layers.Dense(3)]), {_SPARSE})\nvalue = trainer.step(x, y)\n",
        (_SOFTMAX, _FLAG),
    ),
    "labels": _Program(
        "labels = b\nlogits = layers.Dense(1)(x)\n"
        "value = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)\n",
        (
            Mutation("TFC212", "labels = b", "labels = tf.where(b > 0, 1.0, -1.0)"),
            Mutation("TFC212", "labels=labels", "labels=2 * labels - 1"),
        ),
    ),
    "layers in a list that a function runs through": _Program(
        "stack = [layers.Dense(8, activation='relu'), layers.Dense(3)]\ndef network(images):\n"
        "    for layer in stack:\n        images = layer(images)\n    return images\n"
        "value = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=network(x))\n",
        (_SOFTMAX, _RELU),
    ),
    "a branch that builds the loss": _Program(
        "model = keras.Sequential([layers.Dense(3)])\nif len(x) > 100:\n"
        "    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)\nelse:\n"
        "    loss = tfcompat.SparseSoftmaxCrossEntropy()\nmodel.compile('sgd', loss)\n" + _RUN.format("y"),
        (_SOFTMAX, _RELU),
    ),
    "a loss that a branch chooses": _Program(
        "wide = True\nmodel = keras.Sequential([layers.Dense(3, activation='softmax')])\n"
        "loss = 'sparse_categorical_crossentropy' if wide else 'kld'\nmodel.compile('sgd', loss)\n" + _RUN.format("y"),
        (_LINEAR,),
    ),
}
"""Each by what it shows."""


def mutants() -> dict[str, tuple[str, str, str]]:
    """The right program, the wrong one and the code to be found, by name."""
    return {
        f"{name}: {mutation.old} becomes {mutation.new}": (
            _HEAD + program.source,
            _HEAD + program.source.replace(mutation.old, mutation.new, 1),
            mutation.code,
        )
        for name, program in PROGRAMS.items()
        for mutation in program.mutations
    }
