"""TFC110: which files get TensorFlow 1's import, with what beside them, and where the behaviour is turned off."""

from __future__ import annotations

import json

import pytest

from tfcompat.migrate import Options, Program, migrate_file, migrate_source

OFF = "tf.disable_v2_behavior()\n"
V1 = "import tensorflow.compat.v1 as tf\n"
PLAIN = "import tensorflow as tf\n"
GRAPH = "x = tf.placeholder(tf.float32)\n"
NEUTRAL = f"{PLAIN}\ndef layer(x, keep):\n    return tf.nn.dropout(x, keep)\n"


def migrated(files: dict[str, str], **options: object) -> dict[str, str]:
    """What becomes of a program, file by file."""
    program = Program((text.encode() for text in files.values()), files)
    return {path: of_file(path, text, program, **options).after.decode() for path, text in files.items()}


def of_file(path, text, program, **options):
    return migrate_source(text.encode(), path, program=program, options=Options(**options))


def codes(source: str, **options: object) -> list[tuple[str, str]]:
    found = migrate_source(source.encode(), "a.py", options=Options(**options)).findings
    return [(finding.code, finding.applicability) for finding in found]


def test_the_behaviour_is_turned_off_below_the_import_that_every_run_reaches():
    guarded = f"try:\n    {V1}except ImportError:\n    tf = None\n"
    source = f"{guarded}{V1}{GRAPH}y = tf.Session()\n".replace(V1, PLAIN)
    done = migrate_source(source.encode(), "a.py", options=Options(unsafe=True)).after.decode()
    assert done == f"{guarded}{V1}{OFF}{GRAPH}y = tf.Session()\n"


def test_a_file_that_shows_nothing_follows_the_files_that_import_it():
    session = f"{PLAIN}from net import layer\nif __name__ == '__main__':\n    tf.Session()\n"
    done = migrated({"src/net.py": NEUTRAL, "src/train.py": session, "other/net.py": NEUTRAL})
    assert done["src/net.py"] == NEUTRAL.replace(PLAIN, V1)
    assert done["src/train.py"] == session.replace(PLAIN, V1 + OFF)
    assert done["other/net.py"] == NEUTRAL


@pytest.mark.parametrize(
    "statement", ["from .net import layer", "from . import net", "import pack.net", "from pack import net"]
)
def test_files_are_joined_by_whatever_import(statement):
    files = {
        "a/pack/__init__.py": "",
        "a/pack/net.py": NEUTRAL,
        "a/pack/train.py": f"{PLAIN}{statement}\ntf.Session()\n",
    }
    assert migrated(files)["a/pack/net.py"].startswith(V1)


def test_a_program_turns_the_behaviour_off_once():
    session = f"{PLAIN}class Net:\n    def fit(self):\n        self.s = tf.Session()\n"
    main = f"{PLAIN}from net import Net\nif __name__ == '__main__':\n    tf.set_random_seed(1)\n"
    done = migrated({"net.py": session, "main.py": main})
    assert [text.count("disable_v2_behavior") for text in done.values()] == [0, 1]
    done = migrated(
        {"net.py": session, "main.py": "from net import Net\nif __name__ == '__main__':\n    Net().fit()\n"}
    )
    assert done["net.py"].startswith(V1 + OFF)


def test_what_is_turned_off_already_is_not_turned_off_again():
    for call in ("tf.compat.v1.disable_v2_behavior()", "tf.disable_eager_execution()"):
        source = f"{PLAIN}{call}\n{GRAPH}"
        assert migrate_source(source.encode()).after.decode() == source.replace(PLAIN, V1)


def test_a_second_run_finds_nothing():
    once = migrate_source(f"{PLAIN}{GRAPH}".encode()).after
    assert migrate_source(once).findings == ()


def test_a_shim_that_was_written_is_no_old_name():
    source = "import tensorflow as tf\nx = tf.nn.xw_plus_b(a, b, c)\ntf.losses.get_total_loss()\ntf.Session()\n"
    once = migrate_source(source.encode()).after
    assert b"tfcompat.legacy.nn.xw_plus_b" in once
    assert migrate_source(once).open == ()


def test_a_program_of_both_releases_is_unsafe_and_says_which_file_it_is():
    old, new = f"{PLAIN}import new\n{GRAPH}", f"{PLAIN}y = tf.eig(z)\n"
    program = Program([old.encode(), new.encode()], ["old.py", "new.py"])
    (found,) = (one for one in of_file("old.py", old, program).findings if one.code == "TFC110")
    assert (found.applicability, "new.py is written for TensorFlow 2" in found.reason) == ("unsafe", True)
    assert of_file("old.py", old, program, unsafe=True).after.decode().startswith(V1)
    assert not of_file("new.py", new, program, unsafe=True).changed


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"{PLAIN}import keras\nm = keras.Sequential()\n{GRAPH}", "manual"),
        (f"{PLAIN}m = tf.keras.Sequential()\n{GRAPH}", "manual"),
        (f"{PLAIN}from keras.datasets import mnist\nd = mnist.load_data()\n{GRAPH}", "safe"),
        ("import tensorflow\nimport tensorflow.contrib.slim\nx = tensorflow.placeholder('float')\n", "manual"),
    ],
)
def test_keras_beside_sessions_is_told_and_its_data_is_no_keras(source, expected):
    assert ("TFC110", expected) in codes(source)


@pytest.mark.parametrize(
    "source",
    [
        f"{PLAIN}y = tf.nn.relu(x)\n",
        f"{PLAIN}y = tf.eig(x) if new else tf.placeholder('float')\n",
        f"try:\n    import tensorflow.compat.v1 as tf\nexcept ImportError:\n    import tensorflow as tf\n{GRAPH}",
        f"import mine as tf\n{GRAPH}",
        "from tensorflow import *\nx = placeholder('float')\n",
    ],
)
def test_files_of_both_releases_and_of_others_are_left(source):
    assert migrate_source(source.encode()).after.decode() == source


def test_the_option_decides_for_a_file_that_shows_nothing():
    assert migrate_source(NEUTRAL.encode(), options=Options(era="tf1")).after.decode() == NEUTRAL.replace(PLAIN, V1)
    assert not migrate_source(f"{PLAIN}{GRAPH}".encode(), options=Options(era="tf2")).changed


def test_comments_spare_a_file():
    source = f"import tensorflow as tf  # tfcompat: ignore[TFC110] later\n{GRAPH}"
    assert not migrate_source(source.encode()).changed


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_call_has_a_line_of_its_own(end):
    source = f"import os; import tensorflow as tf{end}x = tf.placeholder('float')"
    assert migrate_source(source.encode()).after.decode() == (
        f"import os; import tensorflow.compat.v1 as tf{end}tf.disable_v2_behavior(){end}x = tf.placeholder('float')"
    )
    assert migrate_source(b"import tensorflow as tf; tf.Session()").after == (
        b"import tensorflow.compat.v1 as tf; tf.Session()\ntf.disable_v2_behavior()\n"
    )


def test_an_import_of_names_alone_brings_the_switch_by_its_name():
    source = "from tensorflow import Session\ns = Session()\n"
    assert migrate_source(source.encode()).after.decode() == (
        "from tensorflow.compat.v1 import Session\nfrom tensorflow.compat.v1 import disable_v2_behavior\n"
        "disable_v2_behavior()\ns = Session()\n"
    )


def test_a_notebook_is_a_program():
    cells = [["import tensorflow as tf"], ["x = tf.placeholder(tf.float32)\n", "import tensorflow as tf"]]
    book = {
        "cells": [
            {"cell_type": "code", "source": cell, "metadata": {}, "outputs": [], "execution_count": None}
            for cell in cells
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    done = json.loads(migrate_file(json.dumps(book).encode(), "a.ipynb").after)
    assert ["".join(cell["source"]) for cell in done["cells"]] == [
        "import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()",
        "x = tf.placeholder(tf.float32)\nimport tensorflow.compat.v1 as tf",
    ]
