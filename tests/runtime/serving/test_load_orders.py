"""A saved model loads, whichever of Keras, TensorFlow and tfcompat is imported first, and by whatever name."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import numpy as np
import pytest
from support.work import HANGS

import tfcompat
from tfcompat._keras import IS_KERAS_3, keras

KERAS = keras.__name__
FORMATS = ["model.keras", "model.h5", *([] if IS_KERAS_3 else ["model"])]
ORDERS = {
    "ours first": "import tfcompat\nimport {keras} as keras",
    "by TensorFlow": "import tfcompat\nimport tensorflow as tf\nkeras = tf.keras",
    "one room": "from tfcompat import losses\nimport {keras} as keras",
    "a private module": "import tfcompat._arguments.tensors\nimport {keras} as keras",
}


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", textwrap.dedent(code)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}, timeout=HANGS
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with one model in each format."""
    folder = tmp_path_factory.mktemp("models")
    model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(3)])
    model.compile("sgd", tfcompat.SparseSoftmaxCrossEntropy(), metrics=[tfcompat.metrics.SparseAccuracy()])
    model.fit(np.zeros((3, 4), "float32"), np.arange(3), verbose=0)
    for name in FORMATS:
        model.save(folder / name, **({} if "." in name else {"save_format": "tf"}))
    return folder


@pytest.mark.parametrize("order", ORDERS)
def test_a_saved_model_loads(order, folder):
    run = python(
        f"""
        import sys
{textwrap.indent(ORDERS[order].format(keras=KERAS), " " * 8)}
        assert not [finder for finder in sys.meta_path if type(finder).__module__ == "tfcompat._post_import"]
        for module in sys.modules.values():
            assert type(getattr(module, "__loader__", None)).__module__ != "tfcompat._post_import", module
        sys.path.clear()  # what is not imported by now is not found
        for name in {FORMATS}:
            model = keras.models.load_model({str(folder)!r} + "/" + name)
            print(type(model.layers[-1]).__name__, type(model.loss).__name__)
        """
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == ["Logits", "SparseSoftmaxCrossEntropy"] * len(FORMATS)


@pytest.mark.without_keras
def test_looking_for_a_module_loads_nothing_and_waits_on():
    run = python(
        """
        import importlib.util, inspect, sys, tfcompat
        spec = importlib.util.find_spec("keras")
        assert spec.loader.is_package("keras") and spec.origin.endswith("__init__.py")
        (finder,) = [finder for finder in sys.meta_path if type(finder).__module__ == "tfcompat._post_import"]
        assert not {"tensorflow", "keras", "tf_keras", "tfcompat.layers"} & set(sys.modules)
        import tfcompat.files
        assert inspect.getsource(tfcompat.files)
        assert type(tfcompat.files.__loader__).__module__ != "tfcompat._post_import"
        """
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.without_keras
def test_an_import_that_fails_changes_nothing():
    run = python(
        """
        import sys, tfcompat
        class Broken:
            def find_spec(self, name, path=None, target=None):
                if name == "keras.src":
                    raise ImportError("no keras today")
        sys.meta_path.insert(0, Broken())
        try:
            import keras
        except ImportError as error:
            print(error)
        sys.meta_path.pop(0)
        import keras
        print(keras.saving.get_registered_object("tfcompat>Logits").__name__)
        """,
        TF_USE_LEGACY_KERAS="0",
    )
    assert run.stdout.splitlines() == ["no keras today", "Logits"], run.stderr


@pytest.mark.without_keras
def test_without_tensorflow_nothing_of_ours_is_loaded_and_what_cannot_work_breaks_no_import(tmp_path):
    for name, text in (("keras", "x = 1"), ("tensorflow", "__version__ = '1.15.5'")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(text)
    run = python(
        f"""
        import sys, tfcompat
        sys.path.insert(0, {str(tmp_path)!r})
        import keras  # on another backend
        print("tensorflow" in sys.modules, "tfcompat.layers" in sys.modules)
        import tensorflow  # too old
        print(keras.x, tensorflow.__version__)
        try:
            tfcompat.Logits
        except ImportError as error:
            print(error)
        """,
        TF_USE_LEGACY_KERAS="0",
    )
    assert run.stdout.splitlines() == [
        "False False",
        "1 1.15.5",
        "tfcompat needs tensorflow 2.16 or later, but 1.15.5 is installed: run pip install --upgrade tensorflow.",
    ], run.stderr


@pytest.mark.without_keras
def test_a_reload_leaves_one_that_waits():
    run = python(
        """
        import importlib, sys, tfcompat
        importlib.reload(tfcompat)
        print(sum(type(finder).__module__ == "tfcompat._post_import" for finder in sys.meta_path))
        """
    )
    assert run.stdout.split() == ["1"], run.stderr


@pytest.mark.without_keras
def test_a_package_that_is_imported_anew_waits_once():
    done = python(
        """
        import sys
        import tfcompat
        for name in [name for name in sys.modules if name.split(".")[0] == "tfcompat"]:
            del sys.modules[name]
        import tfcompat
        import tfcompat.links
        assert sum(type(finder).__module__ == "tfcompat._post_import" for finder in sys.meta_path) <= 1
        """
    )
    assert done.returncode == 0, done.stderr
