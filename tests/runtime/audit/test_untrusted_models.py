"""``tfcompat audit`` on models and data of somebody else: nothing in them is run, and nothing outside is written."""

from __future__ import annotations

import dataclasses
import io
import json
import pickle
import re
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from support.audited import L, sequential

import tfcompat
from tfcompat._keras import keras
from tfcompat.cli import cli

TRACE = "trace"


def audit(*arguments: str):
    return CliRunner().invoke(cli, ["audit", *arguments])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    place = tmp_path / "in"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.delitem(sys.modules, "evil", raising=False)
    monkeypatch.syspath_prepend(str(place))  # as `python -m tfcompat` has it
    return place


def trace(x):
    Path("trace").touch()
    return x


def saved(path: str, *layers) -> None:
    model = sequential(*layers, L.Dense(3, "softmax", name="head"))
    model.compile(loss="sparse_categorical_crossentropy")
    model.save(path)


def changed(path: str, change) -> None:
    """Change the description of the model in an archive."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    config = json.loads(parts["config.json"])
    change(config)
    parts["config.json"] = json.dumps(config).encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)


@pytest.mark.parametrize("suffix", ["keras", "h5"])
def test_a_lambda_is_not_run(suffix, folder):
    saved(f"model.{suffix}", L.Lambda(lambda x: (open("trace", "w").close(), x)[1], output_shape=(4,)))  # noqa: PTH123 - leaves a trace
    Path(TRACE).unlink(missing_ok=True)
    result = audit(f"model.{suffix}")
    assert not Path(TRACE).exists()
    assert result.exit_code == 3
    assert f"Error: model.{suffix}: contains a Lambda, whose code is not run; if you trust the file" in result.stderr


@pytest.mark.parametrize(
    ("module", "name"),
    [("os", "getcwd"), ("evil", "activation"), ("builtins", "eval"), ("keras.src.utils", "get_file")],
)
def test_a_function_of_another_module_is_not_imported(module, name, folder):
    (folder / "evil.py").write_text(f"open({TRACE!r}, 'w').close()\ndef activation(x): return x\n")
    saved("model.keras")

    def evil(config):
        layer = config["config"]["layers"][-1]
        told = {"module": module, "class_name": "function", "config": name, "registered_name": name}
        layer["config"]["activation"] = told

    changed("model.keras", evil)
    result = audit("model.keras")
    assert result.exit_code == 3
    assert not Path(TRACE).exists()


def test_a_class_of_another_module_is_not_imported(folder):
    (folder / "evil.py").write_text(f"open({TRACE!r}, 'w').close()\nclass Evil: pass\n")
    saved("model.keras")
    changed("model.keras", lambda config: config.update(module="evil", class_name="Evil", registered_name="evil>Evil"))
    result = audit("model.keras")
    assert result.exit_code == 3
    assert "needs the module 'evil', which is not imported for it; if you trust it, use --import evil" in result.stderr
    assert not Path(TRACE).exists()
    audit("--import", "evil", "model.keras")
    assert Path(TRACE).exists(), "this is the consent"


def test_an_archive_behind_a_model_hides_no_lambda(folder):
    saved("model.h5", L.Lambda(trace))
    Path(TRACE).unlink(missing_ok=True)
    with zipfile.ZipFile("model.h5", "a") as archive:  # the file is both, and Keras decides by its name
        archive.writestr("config.json", "{}")
    result = audit("model.h5")
    assert (result.exit_code, Path(TRACE).exists()) == (3, False)
    assert "model.h5: contains a Lambda, whose code is not run" in result.stderr


def test_a_folder_with_a_description_imports_nothing(folder):
    saved("model.keras")
    Path("evil.py").write_text("open('trace', 'w').close()\nclass Evil: pass\n")
    changed("model.keras", lambda config: config.update(module="evil", class_name="Evil", registered_name=None))
    with zipfile.ZipFile("model.keras") as archive:
        archive.extractall("unpacked")
    result = audit("unpacked")
    assert (result.exit_code, Path(TRACE).exists()) == (3, False)
    assert "unpacked: needs the module 'evil', which is not imported for it" in result.stderr


def test_a_saved_model_is_not_loaded(folder):
    (folder / "model").mkdir()
    (folder / "model/saved_model.pb").write_bytes(b"")
    result = audit("model")
    assert result.exit_code == 3
    assert "Error: model: is a SavedModel, which can contain code; if you trust the file, load it" in result.stderr


@pytest.mark.parametrize("text", ["[" * 100_000, "\xff", "1" * 5_000])
def test_a_description_that_is_odd_json_is_a_sentence(text, folder):
    with zipfile.ZipFile("model.keras", "w") as archive:
        archive.writestr("config.json", text)
    result = audit("model.keras")
    assert result.exit_code == 3
    assert "Error: model.keras: has a description that cannot be read (" in result.stderr


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_long_description_does_not_fill_the_terminal(form, folder):
    saved("model.keras")
    changed(
        "model.keras", lambda config: config["config"].update(layers=[{"class_name": "x" * 1_000_000, "config": {}}])
    )
    result = audit("--output-format", form, "model.keras")
    assert result.exit_code == 3
    assert len(result.stdout) + len(result.stderr) < 5_000
    assert re.search(r"^Error: model.keras: \w+: .*\[\.\.\. [\d,]{7,9} characters \.\.\.\]", result.stderr)


@pytest.mark.parametrize("name", ["../outside", "assets/../../outside", "assets/layers/../../../outside", "/outside"])
def test_a_path_in_an_archive_leads_nowhere_else(name, folder):
    saved("model.keras")
    name = name.replace("/outside", f"{folder.parent}/outside") if name == "/outside" else name
    with zipfile.ZipFile("model.keras", "a") as archive:
        archive.writestr(name, "x")
        link = zipfile.ZipInfo("assets/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, str(folder.parent))
        archive.writestr("assets/link/outside", "x")
    audit("model.keras")
    assert sorted(path.name for path in folder.parent.rglob("*")) == ["in", "model.keras"]


def test_a_registered_name_of_ours_still_loads(folder):
    """The refusals above are of the module and not of everything."""
    saved("model.keras")
    changed("model.keras", lambda _: None)
    assert audit("model.keras").exit_code == 0


class Evil:
    def __reduce__(self):
        return open, (TRACE, "w")


def _npz(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(f"{name}.npy", content)
    return made.getvalue()


def _npy(array: np.ndarray) -> bytes:
    made = io.BytesIO()
    np.save(made, array, allow_pickle=True)
    return made.getvalue()


PICKLED = _npy(np.array([Evil()], dtype=object))
GOOD = _npy(np.zeros([2, 4], "float32"))
DATA = {
    "an array of objects": _npz(x=PICKLED, y=GOOD),
    "a pickle": pickle.dumps(Evil()),
    "nothing": b"",
    "a cut archive": _npz(x=GOOD, y=GOOD)[:-30],
    "a cut array": _npz(x=GOOD[:-10], y=GOOD),
    "a header that is code": _npz(x=GOOD.replace(b"{'descr'", b"[open'd]"), y=GOOD),
    "an enormous shape": _npz(x=GOOD.replace(b"(2, 4), }         ", b"(99999999999999,)}"), y=GOOD),
}


@pytest.mark.parametrize("case", DATA)
def test_data_of_others_is_read_as_numbers_or_not_at_all(case, folder):
    Path("data.npz").write_bytes(DATA[case])
    result = audit("--data", "data.npz", "model.keras")
    assert result.exit_code == 2
    assert "data.npz is not an archive of arrays (" in result.stderr
    assert not Path(TRACE).exists()


@pytest.mark.skipif(keras.__name__ != "keras", reason="the names of a model are the same in both")
def test_names_of_layers_and_losses_control_no_terminal_or_page(folder):
    saved("model.keras")

    def evil(config):
        config["config"]["name"] = "\x1b[31m<script>x"

    changed("model.keras", evil)
    assert "\x1b" not in audit("model.keras").output
    keras.utils.clear_session()  # a name that TensorFlow refuses stays on Keras' stack of scopes
    model = keras.Sequential([keras.Input((4,)), L.Dense(3, "softmax")])
    model.compile(loss="sparse_categorical_crossentropy")
    found = tfcompat.audit(model)
    rows = (dataclasses.replace(row, reader="<script>x", output="<script>y") for row in found.rows)
    page = dataclasses.replace(found, model="<script>z", rows=tuple(rows))._repr_html_()
    assert page.count("&lt;script&gt;") >= 3
    assert "<script>" not in page
