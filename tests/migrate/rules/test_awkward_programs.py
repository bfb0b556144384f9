"""Programs of TensorFlow 1 whose imports are unlike those of the tutorials."""

from __future__ import annotations

import pytest

from tfcompat.migrate import Migration, Options, Program, migrate_source, uses_of_gone_names

OFF = "tf.disable_v2_behavior()\n"
V1 = "import tensorflow.compat.v1 as tf\n"
PLAIN = "import tensorflow as tf\n"
GRAPH = "x = tf.placeholder(tf.float32)\n"


def migrated(files: dict[str, str]) -> dict[str, Migration]:
    """What becomes of a program, file by file."""
    program = Program((text.encode() for text in files.values()), files)
    unsafe = Options(unsafe=True)
    return {path: migrate_source(text.encode(), path, program=program, options=unsafe) for path, text in files.items()}


def after(source: str) -> str:
    done = migrate_source(source.encode(), options=Options(unsafe=True))
    assert done.open == ()
    return done.after.decode()


def test_modules_of_the_program_that_are_named_like_tensorflows_are_its_own():
    use = "y = layers.dense(x, 3)\nz = tensorflow_utils.concat(1, [x, y])\nw = contrib.mul(x, y)\n"
    imports = "import layers\nimport tensorflow_utils\nfrom tensorflow_utils import contrib\n"
    files = {
        "train.py": f"{PLAIN}{imports}{GRAPH}{use}tf.Session().run(y)\n",
        "layers.py": f"{PLAIN}def dense(x, n):\n    return tf.layers.dense(x, n)\n",
        "tensorflow_utils.py": "import numpy as contrib\ndef concat(axis, values):\n    return values\n",
    }
    done = {path: one.after.decode() for path, one in migrated(files).items()}
    assert done["train.py"] == files["train.py"].replace(PLAIN, V1 + OFF)
    assert "return tfcompat.legacy.layers.dense(x, n)" in done["layers.py"]
    assert done["tensorflow_utils.py"] == files["tensorflow_utils.py"]


def test_an_import_of_compat_v1_stays_and_its_contrib_names_become_shims():
    source = f"{V1}{OFF}{GRAPH}y = tf.contrib.layers.fully_connected(x, 3)\nz = tf.contrib.slim.conv2d(x, 3, 3)\n"
    assert after(source) == (
        f"{V1}import tfcompat\n{OFF}{GRAPH}y = tfcompat.legacy.contrib.layers.fully_connected(x, 3)\n"
        "z = tfcompat.legacy.contrib.slim.conv2d(x, 3, 3)\n"
    )


def test_what_compat_v1_has_no_shim_for_is_told_by_its_line():
    done = migrate_source(f"{V1}{GRAPH}p = tf.contrib.training.HParams(a=1)\n".encode())
    assert [(one.code, one.line) for one in done.findings] == [("TFC112", 3)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "from tensorflow import layers, nn\nfrom tensorflow import placeholder as p\n"
            "y = nn.elu(layers.dense(p('float'), 3))\n",
            "from tensorflow.compat.v1 import nn\nfrom tensorflow.compat.v1 import disable_v2_behavior\n"
            "disable_v2_behavior()\nimport tfcompat\nfrom tensorflow.compat.v1 import placeholder as p\n"
            "y = nn.elu(tfcompat.legacy.layers.dense(p('float'), 3))\n",
        ),
        (
            "from tensorflow import (\n    Session,\n    contrib,\n)\ns = Session()\nd = contrib.layers.flatten(s)\n",
            None,
        ),
        ("import tensorflow\ns = tensorflow.Session()\n", "import tensorflow.compat.v1 as tensorflow\n"),
        (
            "import tensorflow as tf\nfrom tensorflow.python.pywrap_tensorflow import NewCheckpointReader\n"
            "r = NewCheckpointReader('a')\ntf.Session()\n",
            f"{V1}{OFF}r = tf.train.NewCheckpointReader('a')\ntf.Session()\n",
        ),
        (
            "import tensorflow as tf\nfrom tensorflow.contrib.framework import list_variables\n"
            "v = list_variables(checkpoint_dir='a')\ntf.Session()\n",
            f"{V1}{OFF}v = tf.train.list_variables(ckpt_dir_or_file='a')\ntf.Session()\n",
        ),
    ],
)
def test_names_that_are_imported_one_by_one(source, expected):
    done = after(source)
    assert uses_of_gone_names(done.encode(), "a.py") == []
    assert done.count("disable_v2_behavior()\n") == 1
    assert expected is None or done.startswith(expected)


def test_files_of_both_releases_that_no_import_joins_go_their_own_ways():
    files = {"old.py": f"{PLAIN}{GRAPH}tf.Session()\n", "new.py": f"{PLAIN}with tf.GradientTape() as t:\n    pass\n"}
    done = migrated(files)
    assert done["old.py"].after.decode() == files["old.py"].replace(PLAIN, V1 + OFF)
    assert not done["new.py"].findings


class TestAnImportThatIsLeftWithoutAUse:
    NET = "from tensorflow import layers, nn\ndef net(x):\n    return nn.relu(layers.dense(x, 3))\n"
    TRAIN = f"{PLAIN}{{}}\nx = tf.layers.flatten(tf.placeholder('float'))\ntf.Session().run(x)\n"

    def of(self, statement: str, use: str = "") -> str:
        files = {"p/__init__.py": "", "p/net.py": self.NET, "p/train.py": self.TRAIN.format(statement) + use}
        return migrated(files)["p/net.py"].after.decode()

    @pytest.mark.parametrize("statement", ["from p.net import net", "from .net import net", "from . import other"])
    def test_goes_where_nobody_imports_it_from_there(self, statement):
        assert self.of(statement).startswith("from tensorflow.compat.v1 import nn\n")

    @pytest.mark.parametrize(
        ("statement", "use"),
        [
            ("from p.net import layers", ""),
            ("from .net import *", ""),
            ("from . import net", "net.layers.dense(x, 3)\n"),
            ("import p.net", "p.net.layers.dense(x, 3)\n"),
            ("import importlib\nnet = importlib.import_module('p.net')", "net.layers\n"),
        ],
    )
    def test_stays_where_another_file_may_take_it(self, statement, use):
        assert self.of(statement, use).startswith("from tensorflow.compat.v1 import layers, nn\n")
