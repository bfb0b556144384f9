"""`tfcompat run`: an old script as it stands, as from `python SCRIPT`."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support.work import HANGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

QUIET = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}
OLD = """
import pickle, sys
import tensorflow as tf
import tensorflow.contrib.layers as layers
from tensorflow.contrib.layers import fully_connected
from tensorflow.contrib.framework import get_or_create_global_step
from tensorflow.examples.tutorials.mnist import input_data
from tensorflow.python.framework import ops
import helper, tfcompat

class Point(object):
    pass

FLAGS = tf.app.flags.FLAGS
tf.app.flags.DEFINE_integer("steps", 1, "")

def main(argv):
    assert pickle.loads(pickle.dumps(Point())).__class__ is Point
    assert tfcompat.MINE and helper.tf is tf and layers.fully_connected is fully_connected
    assert input_data.read_data_sets("", fake_data=True).train.num_examples == 10000
    x = tf.placeholder(tf.float32, [None, 2])
    y = tf.layers.dense(x, 2, kernel_initializer=tf.ones_initializer())
    z = tf.concat(1, [tf.mul(y, y), tf.pack([y[:, 0]], axis=1)])
    both = tf.split(split_dim=1, num_split=3, value=z)
    get_or_create_global_step()
    with tf.Session() as session:
        session.run(tf.initialize_all_variables())
        print(session.run(both, {x: [[1, 2]]}), FLAGS.steps, argv[1:], sys.argv[0], sys.path[0], __name__)
    sys.exit(7)

if __name__ == "__main__":
    tf.app.run()
"""


def run(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tfcompat", "run", str(script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=HANGS, env=QUIET)


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(files))}.py"


def test_an_old_script_runs_as_python_would_run_it(tmp_path):
    script = written(tmp_path, old=OLD, helper="import tensorflow as tf\n", tfcompat="MINE = True\n")
    ran = run(script, "--steps", "3", "more")
    assert ran.returncode == 7, ran.stderr
    told = ran.stdout.split("]], dtype=float32)] ")[1].split()
    assert told == ["3", "['more']", str(script), str(tmp_path), "__main__"]
    assert ran.stdout.startswith("[array([[9.]]")
    assert "`tensorflow` is tensorflow.compat.v1 with v2 behaviour off" in ran.stderr
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix) == ["helper.py", "old.py", "tfcompat.py"]


GONE = """
import tensorflow as tf
for attempt in (
    lambda: tf.estimator.Estimator,
    lambda: exec("import tensorflow.contrib.tpu", {"__file__": __file__}),
    lambda: exec("from tensorflow.examples.tutorials.mnist import mnist", {"__file__": __file__}),
):
    try:
        attempt()
    except (AttributeError, ImportError) as error:
        print(type(error).__name__, error)
raise SystemError("the end")
"""


@pytest.mark.without_keras
def test_what_is_gone_says_what_replaces_it_and_an_error_is_shown_as_by_python(tmp_path):
    ran = run(written(tmp_path, gone=GONE))
    attribute, module, name = ran.stdout.splitlines()
    assert attribute.startswith("AttributeError module 'tensorflow' has no attribute 'estimator': Estimator left")
    assert module.startswith("ModuleNotFoundError No module named 'tensorflow.contrib.tpu': train with")
    assert name.startswith(
        "ImportError cannot import name 'mnist' from 'tensorflow.examples.tutorials.mnist': use keras"
    )
    assert ran.returncode == 1
    traceback = ran.stderr[ran.stderr.index("Traceback") :].splitlines()
    assert traceback[1].endswith('gone.py", line 12, in <module>')
    assert traceback[-1] == "SystemError: the end"


@pytest.mark.without_keras
@pytest.mark.parametrize(
    ("text", "said"),
    [("print 'old'\n", "Only Python 3 can run; `2to3 -w` converts Python 2"), (None, "does not exist")],
)
def test_what_cannot_be_run_is_a_wrong_command(tmp_path, text, said):
    script = written(tmp_path, old=text) if text else tmp_path / "old.py"
    ran = run(script)
    assert ran.returncode == 2
    assert said in ran.stderr


@pytest.mark.without_keras
def test_a_notebook_is_told_where_it_runs(tmp_path):
    script = tmp_path / "old.ipynb"
    script.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 2}')
    ran = run(script)
    assert ran.returncode == 2
    assert "old.ipynb is a notebook: `tfcompat migrate` rewrites its cells, and Jupyter runs it" in ran.stderr


def test_turning_the_behaviour_off_again_changes_nothing(tmp_path):
    source = (
        "import tensorflow as tf\nx = tf.placeholder(tf.float32)\ny = tf.layers.flatten(tf.ones([1, 2, 2])) * x\n"
        "tf.disable_v2_behavior()\nimport tensorflow.compat.v1 as v1\nv1.disable_v2_behavior()\n"
        "print(tf.Session().run(y, {x: 3}).tolist())\n"
    )
    ran = run(written(tmp_path, old=source))
    assert (ran.returncode, ran.stdout) == (0, "[[3.0, 3.0, 3.0, 3.0]]\n"), ran.stderr


def test_a_private_name_that_moved_is_there(tmp_path):
    source = (
        "import tensorflow as tf\nfrom tensorflow.python import pywrap_tensorflow\n"
        "assert pywrap_tensorflow.NewCheckpointReader is tf.train.NewCheckpointReader\n"
        "assert tf.pywrap_tensorflow.NewCheckpointReader is tf.train.NewCheckpointReader\n"
        "assert tf.python.pywrap_tensorflow is pywrap_tensorflow\n"
        "assert tf.contrib.framework.list_variables(checkpoint_dir=__file__) == []\n"
    )
    ran = run(written(tmp_path, old=source))
    assert "Unable to open table file" in ran.stderr or "DataLossError" in ran.stderr, ran.stderr
