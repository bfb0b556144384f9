"""Import forms of Keras' losses, and uses that are no calls, executed: old code against old names, new without them."""

from __future__ import annotations

import pytest
from support.alone import migrate_source
from support.fakes import run

from tfcompat.migrate import Options, Program

LOSS = "CategoricalCrossentropy(from_logits=True)"
CALL = "categorical_crossentropy(1, 2, from_logits=True)"
OF_KERAS = {
    "by itself": f"import keras\nx = keras.losses.{LOSS}\n",
    "own name": f"import keras as k\nx = k.losses.{LOSS}\n",
    "module": f"from keras import losses\nx = losses.{LOSS}\n",
    "module, own name": f"import keras.losses as l\nx = l.{LOSS}\n",
    "class, own name": f"from keras.losses import CategoricalCrossentropy as C\nx = C{LOSS[23:]}\n",
    "function": f"from keras.losses import categorical_crossentropy\nx = {CALL}\n",
    "of tensorflow": f"import tensorflow as tf\nx = tf.keras.losses.{LOSS}\n",
    "of tensorflow, shorter": f"from tensorflow import keras\nx = keras.losses.{CALL}\n",
    "of tensorflow, module": f"from tensorflow.keras import losses as l\nx = l.{CALL}\n",
    "backend": f"from keras import backend as K\nx = K.{CALL}\n",
    "backend by attribute": f"import tensorflow as tf\nK = tf.keras.backend\nx = K.{CALL}\n",
    "backend module": f"import tensorflow.keras.backend as K\nx = K.{CALL}\n",
    "in a function": f"def f():\n    from keras import losses\n    return losses.{LOSS}\nx = f()\n",
    "try": f"try:\n    import keras\nexcept ImportError:\n    from tensorflow import keras\nx = keras.losses.{LOSS}\n",
    "in a class": f"import keras\nclass A:\n    losses = keras.losses\n    x = losses.{LOSS}\nx = A.x\n",
    "tf_keras": f"import tf_keras as keras\nx = keras.losses.{CALL}\n",
    "line break": f"import keras\nx = (keras\n     .losses\n     .{LOSS})\n",
}
KERAS = ["losses.CategoricalCrossentropy", "losses.categorical_crossentropy", "backend.categorical_crossentropy"]
NEW = {"CategoricalCrossentropy": "SoftmaxCrossEntropy {}", "": "softmax_cross_entropy {'labels': 1, 'logits': 2}"}


def packages(*, old: bool) -> dict[str, list[str]]:
    names = KERAS if old else ["losses.mean_squared_error", "backend.mean"]
    of_tensorflow = ["constant", *(f"keras.{name}" for name in names)]
    ours = ["SoftmaxCrossEntropy", "softmax_cross_entropy"]
    return {"keras": names, "tf_keras": names, "tensorflow": of_tensorflow, "tfcompat": ours}


@pytest.mark.parametrize("form", OF_KERAS)
def test_a_loss_of_keras_is_followed_and_the_result_runs_without_the_old_name(form, monkeypatch):
    source = OF_KERAS[form]
    value, log = run(source, packages(old=True), monkeypatch)
    assert value == "loss"
    assert "'from_logits': True" in log[0]
    migration = migrate_source(source.encode(), program=Program())
    assert [finding.code for finding in migration.findings] == ["TFC105"]
    new = NEW["CategoricalCrossentropy" if log[0].startswith("Cat") else ""]
    # An import of the name alone goes with its use; the module that held it is still there.
    assert run(migration.after.decode(), packages(old=False), monkeypatch) == ("loss", [new])


F = "sigmoid_cross_entropy_with_logits"
REFERENCES = {
    "partial": f"import functools\nimport tensorflow.compat.v1 as tf\n"
    f"x = functools.partial(tf.nn.{F}, labels=1)(logits=2)\n",
    "in a dictionary": "import tensorflow.compat.v1 as tf\n"
    f"losses = {{'s': tf.nn.{F}}}\nx = losses['s'](labels=1, logits=2)\n",
    "default": f"import tensorflow.compat.v1 as tf\ndef g(f=tf.nn.{F}):\n    return f(labels=1, logits=2)\nx = g()\n",
    "handed on": f"from tensorflow.compat.v1 import nn\nx = (lambda f: f(labels=1, logits=2))(nn.{F})\n",
    "imported": f"from tensorflow.compat.v1.nn import {F} as f\nx = [f][0](labels=1, logits=2)\n",
    "in a class": "import tensorflow.compat.v1 as tf\n"
    f"class A:\n    f = staticmethod(tf.nn.{F})\nx = A.f(labels=1, logits=2)\n",
    "keywords hidden": f"import tensorflow.compat.v1 as tf\nx = tf.nn.{F}(**{{'labels': 1, 'logits': 2}})\n",
    "decorator": f"import tensorflow.compat.v1 as tf\ndef twice(f):\n    return lambda g: f(labels=1, logits=2)\n"
    f"@twice(tf.nn.{F})\ndef x(): pass\n",
}


@pytest.mark.parametrize("form", REFERENCES)
def test_a_use_that_is_no_call_becomes_the_shim_and_runs_without_the_old_name(form, monkeypatch):
    source = REFERENCES[form]
    here = [f"compat.v1.nn.{F}", "constant"]
    gone = ["compat.v1.nn.relu", "constant"]
    ours = [f"legacy.nn.{F}", "sigmoid_cross_entropy"]
    called = f"{F} {{'labels': 1, 'logits': 2}}"
    assert run(source, {"tensorflow": here, "tfcompat": ours}, monkeypatch) == ("loss", [called])
    migration = migrate_source(source.encode(), program=Program())
    result = migration.after.decode()
    assert "tfcompat.legacy.nn." in result
    assert run(result, {"tensorflow": gone, "tfcompat": ours}, monkeypatch) == ("loss", [called])


STRINGS = {
    "by itself": "import keras\nm = keras.Sequential([keras.layers.Dense(3)])\nm.compile('sgd', 'bce')\n",
    "of tensorflow": "import tensorflow as tf\n"
    "m = tf.keras.Sequential([tf.keras.layers.Dense(3)])\nm.compile(loss='bce')\n",
    "names": "from keras import Sequential, layers\nm = Sequential([layers.Dense(3)])\nm.compile(loss='bce')\n",
    "own names": "from keras.models import Sequential as S\nfrom keras.layers import Dense as D\n"
    "m = S([D(3)])\nm.compile(loss='bce')\n",
    "added": "import keras as k\nm = k.Sequential()\nm.add(k.layers.Dense(3))\nm.compile(loss='bce')\n",
    "in a function": "def f():\n    import keras\n"
    "    m = keras.Sequential([keras.layers.Dense(3)])\n    m.compile(loss='bce')\n",
}


@pytest.mark.parametrize("form", STRINGS)
def test_a_string_is_found_under_each_import_form(form):
    source = STRINGS[form]
    migration = migrate_source(source.encode(), options=Options(unsafe=True))
    assert [finding.code for finding in migration.findings] == ["TFC106"]
    assert "'bce'" not in migration.after.decode()
    assert "tfcompat.SigmoidCrossEntropy()" in migration.after.decode()
