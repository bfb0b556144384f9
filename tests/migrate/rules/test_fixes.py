"""Fixes of mistakes that meet in one program: none is refused for another, and nothing new is wrong afterwards."""

from __future__ import annotations

import pytest
from support.right_programs import mutants

from tfcompat.migrate import MISTAKES, Options, migrate_source

FIX = Options(select=MISTAKES, unsafe=True)
LOGITS = "keras.losses.BinaryCrossentropy(from_logits=True)"
MODEL = "import keras\nimport tensorflow as tf\nmodel = keras.Sequential([keras.layers.Dense({})])\n"
BINARY = MODEL + "model.compile('sgd', {}, metrics=[{}])\nmodel.fit(x, y)\n"
PROGRAMS = {
    "a string loss beside accuracy": BINARY.format("1", "'binary_crossentropy'", "'accuracy'"),
    "a string loss and a threshold": BINARY.format("1", "'bce'", "") + "labels = model.predict(x) > 0.5\n",
    "logits and every reader wrong": BINARY.format("1", LOGITS, "'acc', keras.metrics.AUC()")
    + "labels = model.predict(x) > 0.5\n",
    "relu beside accuracy": BINARY.format("1, activation='relu'", LOGITS, "'accuracy'"),
    "relu and a threshold": BINARY.format("1, activation='relu'", LOGITS, "") + "labels = model.predict(x) > 0.5\n",
    "a sigmoid and a metric on logits": BINARY.format(
        "1, activation='sigmoid'", LOGITS, "keras.metrics.AUC(from_logits=True)"
    ),
    "a softmax of one beside a flag": BINARY.format("1, activation='softmax'", LOGITS, "'accuracy'"),
    "two losses of two activations": "import tensorflow as tf\nreal = tf.sigmoid(f(a))\nfake = tf.sigmoid(f(b))\n"
    "loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=ones, logits=real)\n"
    "loss += tf.nn.sigmoid_cross_entropy_with_logits(labels=zeros, logits=fake)\n",
    "training and validation": MODEL.format("3, activation='softmax'")
    + "ce = keras.losses.SparseCategoricalCrossentropy(from_logits=True)\n"
    "def train(x, y):\n    return ce(y, model(x, training=True))\ndef validate(x, y):\n    return ce(y, model(x))\n",
    "a softmax twice, and then a loss": "import tensorflow as tf\np = tf.nn.softmax(z)\nq = tf.nn.softmax(p)\n"
    "loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=q)\n",
    "swapped probabilities": "import tensorflow as tf\np = tf.nn.softmax(z)\n"
    "loss = tf.nn.softmax_cross_entropy_with_logits(labels=tf.layers.dense(x, 3), logits=tf.one_hot(y, 3))\n"
    "loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=p)\n",
}
PROGRAMS |= {name: wrong for name, (_, wrong, _) in mutants().items()}


@pytest.mark.parametrize("name", PROGRAMS)
def test_fixes_leave_nothing_wrong_that_was_not_wrong_before(name):
    source = PROGRAMS[name].encode()
    done = migrate_source(source, options=FIX)
    left = sorted(finding.code for finding in done.findings if finding.open)
    assert "TFC903" not in left
    again = migrate_source(done.after, options=FIX)
    assert not again.changed
    assert sorted(finding.code for finding in again.findings) == left


def test_each_of_two_activations_gets_logits_of_its_own():
    after = migrate_source(PROGRAMS["two losses of two activations"].encode(), options=FIX).after.decode()
    assert "real_logits = f(a)\nreal = tf.sigmoid(real_logits)\n" in after
    assert "logits=real_logits)" in after
    assert "logits=fake_logits)" in after
