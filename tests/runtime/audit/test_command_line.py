"""``tfcompat audit`` looks at saved models."""

from __future__ import annotations

import json
import sys

import numpy as np
from click.testing import CliRunner
from support.audited import L, functional, sequential

from tfcompat._keras import keras
from tfcompat.cli import cli


def test_the_command_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, activation in (("wrong", None), ("right", "softmax")):
        model = sequential(L.Dense(3, activation, name="head"))
        model.compile(loss="sparse_categorical_crossentropy")
        model.save(f"{name}.keras")
    run = CliRunner().invoke
    found = run(cli, ["audit", "wrong.keras"])
    assert found.exit_code == 1, found.stderr
    assert found.stdout.startswith("wrong.keras: model ")
    assert "TFC202 it reads probabilities, and the output has no activation (layer 'head')" in found.stdout
    assert run(cli, ["audit", "right.keras"]).exit_code == 0
    both = run(cli, ["audit", "--format", "json", "right.keras", "wrong.keras", "gone.keras"])
    told = json.loads(both.stdout)
    assert both.exit_code == 3
    assert both.stderr.startswith("Error: gone.keras: ")
    assert [(one["path"], one["ok"]) for one in told["models"]] == [("right.keras", True), ("wrong.keras", False)]
    assert told["models"][1]["rows"][0]["code"] == "TFC202"
    assert [one["path"] for one in told["problems"]] == ["gone.keras"]


def test_a_program_is_sent_to_check(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "train.py").write_text("x = 1\n")
    found = CliRunner().invoke(cli, ["audit", "train.py"])
    assert found.exit_code == 3
    assert found.stderr == "Error: train.py: this is a program, not a saved model: run `tfcompat check train.py`\n"


def test_the_command_line_checks_examples(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    model = functional(lambda x: {"a": L.Dense(3, "softmax", name="a")(x), "b": L.Dense(1, "sigmoid", name="b")(x)})
    model.compile(loss={"a": "sparse_categorical_crossentropy", "b": "binary_crossentropy"})
    model.save("model.keras")
    x, ids = np.zeros([4, 4], "float32"), np.array([0, 1, 2, 3])
    np.savez("several.npz", x=x, y_a=ids, y_b=ids > 1)
    np.savez("alone.npz", x=x)
    (tmp_path / "text.npz").write_text("no archive")
    run = CliRunner().invoke
    found = run(cli, ["audit", "--data", "several.npz", "model.keras"])
    assert found.exit_code == 1
    assert "labels[3] is 3, but class ids must lie in [0, 3)" in found.stdout
    assert "50.0% positive (4 examples read)" in found.stdout
    assert run(cli, ["audit", "model.keras"]).exit_code == 0
    for path, why in (("alone.npz", "needs arrays x and y"), ("text.npz", "is not an archive of arrays")):
        wrong = run(cli, ["audit", "--data", path, "model.keras"])
        assert (wrong.exit_code, why in wrong.stderr) == (2, True)


def test_the_command_line_imports_what_registers_classes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "registered_here.py").write_text(
        "from tfcompat._keras import keras\n\n\n@keras.saving.register_keras_serializable('mine')\n"
        "class Twice(keras.layers.Layer):\n    def call(self, inputs):\n        return 2 * inputs\n"
    )
    code = (
        "from registered_here import Twice, keras\n"
        "model = keras.Sequential([keras.Input((4,)), Twice(), keras.layers.Dense(3)])\n"
        "model.compile(loss='categorical_crossentropy')\nmodel.save('twice.keras')\n"
    )
    exec(compile(code, "saves.py", "exec"), {})
    keras.saving.get_custom_objects().pop("mine>Twice")
    sys.modules.pop("registered_here")
    run = CliRunner().invoke
    assert run(cli, ["audit", "twice.keras"]).exit_code == 3
    assert run(cli, ["audit", "--import", "registered_here", "twice.keras"]).exit_code == 1
    wrong = run(cli, ["audit", "--import", "no_such_module_here", "twice.keras"])
    assert wrong.exit_code == 2
    assert "no_such_module_here cannot be imported" in wrong.stderr
