"""The head of a Keras model: a string loss is taken for wrong only where the last layer is surely linear."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Options

HEAD = "import tensorflow as tf\nfrom tensorflow import keras\nfrom keras.layers import Dense\nimport tfcompat\n"
COMPILE = "model.compile('adam', 'sparse_categorical_crossentropy')\n"
LINEAR = [
    "model = tf.keras.Sequential([Dense(8, 'relu'), Dense(3)])\n",
    "model = tf.keras.models.Sequential(layers=[Dense(3, activation=None)])\n",
    "model = keras.Sequential()\nmodel.add(Dense(8, activation='relu'))\nmodel.add(Dense(3, activation='linear'))\n",
    "model = keras.Sequential([tfcompat.Logits(3)])\n",
    "x = keras.Input((4,))\nout = Dense(3)(x)\nmodel = keras.Model(x, out)\n",
    "x = keras.Input((4,))\nmodel = keras.Model(inputs=x, outputs=Dense(3)(x))\n",
]
UNKNOWN = [
    "model = keras.Sequential([Dense(3, 'softmax')])\n",
    "model = keras.Sequential([Dense(3, activation=tf.nn.softmax)])\n",
    "model = keras.Sequential([Dense(3), keras.layers.Softmax()])\n",
    "model = keras.Sequential([Dense(3)])\nmodel.add(keras.layers.Activation('softmax'))\n",
    "model = keras.Sequential([Dense(3)])\nif x:\n    model.add(other)\n",
    "model = keras.Sequential([Dense(3)])\nmodel.pop()\n",
    "model = keras.Sequential([Dense(3)])\nmodel = load()\n",
    "model = keras.Sequential([Dense(3, **given)])\n",
    "model = keras.Sequential([*layers, mine.Dense(3)])\n",
    "model = keras.Sequential(layers)\n",
    "model = keras.Sequential()\n",
    "model = build()\n",
    "x = keras.Input((4,))\nout = Dense(3)(x)\nout = keras.layers.Softmax()(out)\nmodel = keras.Model(x, out)\n",
    "x = keras.Input((4,))\nmodel = keras.Model(x, [Dense(3)(x), Dense(3)(x)])\n",
    "",
]


def migrated(source: str, **options):
    return migrate_source(f"{HEAD}{source}".encode(), options=Options(**options))


@pytest.mark.parametrize("model", LINEAR)
def test_a_linear_head_is_seen(model):
    migration = migrated(model + COMPILE, unsafe=True)
    assert migration.after.decode() == f"{HEAD}{model}model.compile('adam', tfcompat.SparseSoftmaxCrossEntropy())\n"
    (finding,) = migration.findings
    assert (finding.code, finding.applicability) == ("TFC106", "unsafe")
    assert "has no activation" in finding.reason
    assert "which changes the numbers" in finding.reason
    assert not migrated(model + COMPILE).changed


@pytest.mark.parametrize("model", UNKNOWN)
def test_any_other_head_is_left_alone(model):
    assert migrated(model + COMPILE, unsafe=True).findings == ()


@pytest.mark.parametrize(
    ("given", "loss"),
    [
        ("loss='binary_crossentropy'", "SigmoidCrossEntropy"),
        ('"adam", loss="categorical_crossentropy"', "SoftmaxCrossEntropy"),
        ("loss='SparseCategoricalCrossentropy', metrics=['accuracy']", "SparseSoftmaxCrossEntropy"),
    ],
)
def test_each_string_becomes_the_loss_on_logits(given, loss):
    assert f"loss=tfcompat.{loss}()" in migrated(f"{LINEAR[0]}model.compile({given})\n", unsafe=True).after.decode()


@pytest.mark.parametrize("given", ["'adam'", "'adam', 'mse'", "**given", "loss={'a': 'binary_crossentropy'}", "loss=l"])
def test_another_loss_is_none_of_our_business(given):
    assert migrated(f"{LINEAR[0]}model.compile({given})\nx = 'binary_crossentropy'\n", unsafe=True).findings == ()


def test_in_a_method_the_model_is_found_where_it_is_built():
    source = f"def build():\n    {LINEAR[0]}    {COMPILE}    return model\n"
    assert "tfcompat.SparseSoftmaxCrossEntropy()" in migrated(source, unsafe=True).after.decode()


def test_a_name_that_is_taken_stops_the_fix():
    source = f"import keras\ntfcompat = 1\nmodel = keras.Sequential([keras.layers.Dense(3)])\n{COMPILE}"
    (finding,) = migrate_source(source.encode(), options=Options(unsafe=True)).findings
    assert (finding.code, finding.applicability) == ("TFC106", "manual")
    assert "the name tfcompat is bound to something else" in finding.reason
