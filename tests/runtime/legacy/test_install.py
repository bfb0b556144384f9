"""``legacy.install``: the old names in ``tensorflow`` itself, and everything as it was after ``uninstall``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import tensorflow as tf

import tfcompat
from tfcompat import legacy
from tfcompat.legacy import install, uninstall

tf1 = tf.compat.v1
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:`tf.layers.dense` is deprecated")
SCRIPT = Path(tfcompat.__file__).parent / "demo" / "legacy_script.py"
LABELS, LOGITS = tf.constant([[1.0, 0.0], [0.5, 0.5]]), tf.constant([[1.0, 2.0], [0.0, 3.0]])


def state():
    """Every attribute of the modules that install may touch, and the modules that import would find, by identity."""
    tf.losses.Loss, tf.metrics.Mean, tf.initializers.Zeros, tf.keras.losses  # noqa: B018 - TensorFlow loads these when they are first used
    owners = [tf, tf1, tf.nn, tf1.nn, tf.losses, tf1.losses, tf.keras.losses, tf.keras]
    attributes = {(id(owner), name): id(value) for owner in owners for name, value in list(vars(owner).items())}
    return attributes, {name for name in sys.modules if name.startswith("tensorflow")}


@pytest.fixture(autouse=True)
def clean():
    yield
    uninstall()


def test_the_names_come_back_and_go():
    state()
    before = state()
    done = install()
    assert tf.nn.softmax_cross_entropy_with_logits_v2 is legacy.nn.softmax_cross_entropy_with_logits_v2
    assert tf.losses.sparse_softmax_cross_entropy is legacy.losses.sparse_softmax_cross_entropy
    assert tf.contrib.layers.fully_connected is legacy.contrib.layers.fully_connected
    assert tf.contrib.slim.losses.softmax_cross_entropy is legacy.contrib.losses.softmax_cross_entropy
    assert tf.layers.Dense is legacy.layers.Dense
    assert {"tf.layers.dense", "tf.contrib.slim.fully_connected", "tf.compat.v1.contrib.layers.linear"} <= set(
        done.added
    )
    assert tf1.layers.dense(tf.ones((2, 3)), 2).shape == (2, 2)
    uninstall()
    assert not hasattr(tf, "contrib")
    assert not hasattr(tf1, "contrib")
    assert not hasattr(tf, "layers")
    assert not hasattr(tf.nn, "softmax_cross_entropy_with_logits_v2")
    assert state() == before


def test_what_is_there_is_left_alone():
    theirs = tf.nn.softmax_cross_entropy_with_logits
    done = install()
    assert tf.nn.softmax_cross_entropy_with_logits is theirs
    assert "tf.nn.softmax_cross_entropy_with_logits" in done.present
    assert not done.replaced


def test_overwriting_is_for_user_code_and_is_taken_back():
    from tfcompat._keras import keras

    def slope():
        with tf.GradientTape() as tape:
            tape.watch(LABELS)
            loss = tf.nn.softmax_cross_entropy_with_logits(labels=LABELS, logits=LOGITS)
        return tape.gradient(loss, LABELS)

    theirs = tf.nn.softmax_cross_entropy_with_logits
    assert slope() is not None
    done = install(overwrite=True)
    assert "tf.nn.softmax_cross_entropy_with_logits" in done.replaced
    assert slope() is None
    assert tf.function(slope)() is None
    keras_loss = keras.losses.categorical_crossentropy(LABELS, LOGITS, from_logits=True)
    assert keras_loss.shape == (2,)
    assert legacy.nn.softmax_cross_entropy_with_logits(labels=LABELS, logits=LOGITS).shape == (2,)
    uninstall()
    assert tf.nn.softmax_cross_entropy_with_logits is theirs
    assert slope() is not None


def test_a_second_call_changes_nothing():
    first = install()
    dense, changes = tf.layers.dense, state()
    again = install()
    assert state() == changes
    assert tf.layers.dense is dense
    assert set(again.added) == set(first.added)
    uninstall()
    uninstall()
    assert not hasattr(tf, "contrib")


def test_as_a_context_manager():
    def fail():
        with install():
            assert tf.contrib.layers.linear(tf.ones((2, 3)), 2).shape == (2, 2)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert not hasattr(tf, "contrib")


def test_the_imports_of_old_scripts():
    with install():
        import tensorflow.compat.v1 as old
        import tensorflow.contrib.slim as slim
        from tensorflow.contrib import layers
        from tensorflow.contrib.layers import fully_connected

        assert old.layers.dense is tf1.layers.dense  # TensorFlow may hold two modules of this name
        assert slim.fully_connected is legacy.contrib.slim.fully_connected
        assert fully_connected is layers.fully_connected
    with pytest.raises(ImportError):
        import tensorflow.contrib  # noqa: F401 - it is the import that fails


def test_it_says_what_it_did():
    done = install()
    assert {"tf.placeholder", "tf.Session", "tf.train.AdamOptimizer"} <= set(done.missing)
    assert not set(done.missing) & set(done.added)
    text = repr(done)
    assert f"added ({len(done.added)}): tf." in text
    assert "not changed, because it exists (" in text
    assert "replaced (0): -" in text
    assert f"still missing ({len(done.missing)}): tf." in text


def test_a_name_without_a_shim_says_so():
    install()
    with pytest.raises(
        AttributeError, match=r"'tensorflow\.contrib' has no attribute 'data', and tfcompat has no shim"
    ):
        tf.contrib.data  # noqa: B018 - the access is what raises


OLD = """\
import warnings; warnings.simplefilter("ignore")
import tfcompat.legacy
tfcompat.legacy.install()
import sys
sys.argv = ["legacy_script.py", "--epochs=1", "--out=" + sys.argv[1]]
text = open({script!r}, encoding="utf-8").read()
text = text.replace("import tensorflow as tf", "import tensorflow.compat.v1 as tf; tf.disable_v2_behavior()")
exec(compile(text, {script!r}, "exec"), dict(__name__="__main__"))
"""


def test_the_demos_script_runs_with_nothing_but_its_import_changed(tmp_path):
    out = tmp_path / "digits.npz"
    run = subprocess.run(
        [sys.executable, "-c", OLD.format(script=str(SCRIPT)), str(out)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("epoch 1 train_loss ")
    assert Path(out).exists()
