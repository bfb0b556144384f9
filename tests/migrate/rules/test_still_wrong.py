"""A call that `tfcompat check` finds wrong is not rewritten without a word about it."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import MISTAKES, Options

HEAD = "import tensorflow as tf\nimport keras\nph = tf.placeholder\n"
SPARSE = "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
WRONG = {
    "TFC201": "loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=tf.nn.softmax(z))\n",
    "TFC201 by a name": "p = tf.nn.sigmoid(z)\nloss = tf.losses.sigmoid_cross_entropy(y, p)\n",
    "TFC204": "loss = tf.losses.softmax_cross_entropy(logits, labels)\n",
    "TFC204 of an object": "ce = keras.losses.BinaryCrossentropy(from_logits=True)\nloss = ce(logits, labels)\n",
    "TFC206": "loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=tf.nn.relu(z))\n",
    "TFC206 of a model": f"m = keras.Sequential([keras.layers.Dense(3, 'relu')])\nm.compile('sgd', {SPARSE})\n",
    "TFC206 of a function": "loss = keras.losses.categorical_crossentropy(y, tf.nn.relu(z), from_logits=True)\n",
    "TFC207": f"m = keras.Sequential([keras.layers.Dense(1)])\nloss = {SPARSE}\nm.compile('sgd', loss)\n",
    "TFC204 of the shim": "loss = tf.losses.softmax_cross_entropy(logits, labels, loss_collection='mine')\n",
}


def notes(source: str, options: Options | None = None):
    migration = migrate_source((HEAD + source).encode(), options=options)
    assert migration.changed
    return [finding for finding in migration.findings if finding.code.startswith("TFC2")]


@pytest.mark.parametrize("case", WRONG)
def test_a_rewritten_call_that_is_wrong_is_told(case):
    (note,) = notes(WRONG[case])
    assert (note.code, note.applicability, note.edits) == (case[:6], "none", ())
    assert note.reason.endswith("The new call has the same mistake as the old one, and `tfcompat check` finds it again")


def test_other_mistakes_in_what_a_fix_touches_are_told_as_well():
    (note,) = notes("gate = tf.layers.dense(x, 1, activation=tf.nn.softmax)\n")
    assert (note.code, note.applicability) == ("TFC207", "none")
    metric = (
        "m = keras.Sequential([keras.layers.Dense(1)])\n"
        "m.compile('sgd', keras.losses.BinaryCrossentropy(from_logits=True), metrics=['accuracy'])\n"
    )
    (note,) = notes(metric)
    assert (note.code, note.applicability) == ("TFC208", "none")


@pytest.mark.parametrize("case", WRONG)
def test_check_says_the_same_before_and_after(case):
    check = Options(select=MISTAKES)
    before = (HEAD + WRONG[case]).encode()
    codes = [
        [finding.code for finding in migrate_source(text, options=check).findings]
        for text in (before, migrate_source(before).after)
    ]
    assert codes[0] == [case[:6]]
    if "shim" not in case:
        assert codes[1] == codes[0]


@pytest.mark.parametrize(
    "source",
    [
        "loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=z)\np = tf.nn.softmax(z)\n",
        "loss = tf.losses.softmax_cross_entropy(labels, logits)\n",
        "a = tf.layers.dense(x, 3)\nloss = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=a)\n",
        "a = tf.losses.softmax_cross_entropy(labels, logits)\nm = keras.Sequential([keras.layers.Dense(3)])\n"
        "m.compile('sgd', keras.losses.SparseCategoricalCrossentropy())\n",
    ],
)
def test_nothing_is_said_of_calls_that_are_right_or_stay(source):
    assert notes(source) == []


def test_an_activation_that_the_fix_takes_off_is_no_mistake_any_more():
    source = f"m = keras.Sequential([keras.layers.Dense(3, 'softmax')])\nm.compile('sgd', {SPARSE})\n"
    assert notes(source, Options(unsafe=True)) == []


def test_what_is_to_be_left_out_is_left_out():
    assert notes(WRONG["TFC204"], Options(ignore=("TFC204",))) == []
    spared = WRONG["TFC204"].replace("\n", "  # tfcompat: ignore[TFC204] they are swapped on purpose\n")
    assert notes(spared) == []


def test_what_is_asked_for_is_told_once():
    (found,) = notes(WRONG["TFC204"], Options(select=("TFC1", "TFC2")))
    assert found.applicability == "unsafe"
