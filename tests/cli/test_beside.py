"""A file that is named alone: what it imports from files beside it, which are looked into and never changed."""

from __future__ import annotations

import os

import pytest

from tfcompat.cli._beside import _MANY
from tfcompat.cli._run import run
from tfcompat.cli._run_options import Asked
from tfcompat.migrate import Options

LOSS = "loss = {}.losses.SparseCategoricalCrossentropy(from_logits=True)\n"
CALL = "x = tf.layers.dense(y, 1)\n"
KERAS = "from tensorflow import keras\n"
TF = "import tensorflow.compat.v1 as tf\n"


def migrated(folder, files: dict[str, str], named: str = "package/main.py", *, write: bool = True) -> str:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    run([named], Asked(options=Options(), write=write, allow_dirty=True))
    for name, text in files.items():
        assert name == named or (folder / name).read_text() == text
    return (folder / named).read_text()


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("head", "others"),
    [
        ("from .imports import keras\n", {"package/imports.py": KERAS}),
        ("from . import keras\n", {"package/__init__.py": KERAS}),
        ("from .imports import *\n", {"package/imports.py": KERAS}),
        ("from ..lib.imports import keras\n", {"lib/imports.py": KERAS}),
        (
            "from .lib import keras\n",
            {"package/lib/__init__.py": "from .own import keras\n", "package/lib/own.py": KERAS},
        ),
        ("from .a import *\n", {"package/a.py": "from .b import *\n", "package/b.py": KERAS}),
        ("from imports import keras\n", {"package/imports.py": KERAS}),
    ],
)
def test_keras_of_a_file_beside_it_is_keras(head, others, tmp_path):
    after = migrated(tmp_path, {**others, "package/main.py": head + LOSS.format("keras")})
    assert "loss = tfcompat.SparseSoftmaxCrossEntropy()\n" in after


def test_a_module_behind_a_link_is_read_and_stays(tmp_path, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "imports.py"
    outside.write_text(KERAS + CALL)
    (tmp_path / "package").mkdir()
    (tmp_path / "package/imports.py").symlink_to(outside)
    after = migrated(tmp_path, {"package/main.py": "from .imports import keras\n" + LOSS.format("keras")})
    assert "loss = tfcompat.SparseSoftmaxCrossEntropy()\n" in after
    assert outside.read_text() == KERAS + CALL
    assert (tmp_path / "package/imports.py").readlink() == outside


@pytest.mark.parametrize("head", ["from .compat import tf\n", "from compat import tf\n"])
def test_tensorflow_of_a_file_beside_it_is_tensorflow(head, tmp_path):
    after = migrated(tmp_path, {"package/main.py": head + CALL, "package/compat.py": TF})
    assert "x = tfcompat.legacy.layers.dense(y, 1)\n" in after


@pytest.mark.parametrize(
    ("compat", "others"),
    [
        ("tf = load()\n", {}),
        ("import optax as tf\n", {}),
        ("try:\n    import tensorflow as tf\nexcept ImportError:\n    tf = fake\n", {}),
        ("def f(:\n", {}),
        ("from .main import tf\n", {}),
        ("from .b import tf\n", {"package/b.py": "from .compat import tf\n"}),
        (TF + "#" * 1_000_000, {}),
    ],
)
def test_what_is_not_surely_tensorflow_there_is_left_here(compat, others, tmp_path):
    source = "from .compat import tf\n" + CALL
    assert migrated(tmp_path, {**others, "package/compat.py": compat, "package/main.py": source}) == source


def test_a_file_in_the_run_folder_is_found_from_inside_it(tmp_path, monkeypatch):
    files = {"package/compat.py": TF, "package/sub/main.py": "from ..compat import tf\n" + CALL}
    (tmp_path / "package/sub").mkdir(parents=True)
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path / "package/sub")
    run(["main.py"], Asked(options=Options(), write=True))
    assert "tfcompat.legacy.layers.dense(y, 1)" in (tmp_path / "package/sub/main.py").read_text()
    assert (tmp_path / "package/compat.py").read_text() == TF


def test_no_more_than_some_files_are_looked_into(tmp_path):
    chain = {f"package/m{number}.py": f"from .m{number + 1} import tf\n" for number in range(_MANY)}
    source = "from .m0 import tf\n" + CALL
    assert migrated(tmp_path, {**chain, f"package/m{_MANY}.py": TF, "package/main.py": source}) == source


def test_what_is_no_file_is_not_opened(tmp_path):
    (tmp_path / "package").mkdir()
    os.mkfifo(tmp_path / "package/compat.py")
    source = "from .compat import tf\n" + CALL
    assert migrated(tmp_path, {"package/main.py": source}) == source
