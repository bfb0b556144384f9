"""``pytest --tfcompat-audit``, in a process of its own: what fails, what does not, and what is loaded without it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from support.work import HANGS

HEAD = """
import sys
import pytest
"""
MODELS = (
    HEAD
    + """
from tfcompat._keras import keras

def compiled(activation, loss, head="head"):
    model = keras.Sequential([keras.Input([4]), keras.layers.Dense(3, activation, name=head)], name="iris")
    model.compile(loss=loss)
    return model

def from_logits():
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)

@pytest.fixture(scope="module")
def shared():
    return compiled("softmax", from_logits(), head="shared")

def test_right():
    compiled(None, from_logits())
    keras.Sequential([keras.layers.Dense(3)]).compile(loss="mse")  # its inputs are not known
    keras.Sequential([keras.Input([4]), keras.layers.Dense(3)]).compile()  # without a loss

def test_wrong():
    compiled("softmax", from_logits())

def test_wrong_at_first():
    compiled("softmax", from_logits()).compile(loss="sparse_categorical_crossentropy")

def test_wrong_in_a_fixture(shared):
    pass

def test_after_it(shared):
    pass

@pytest.mark.no_tfcompat_audit
def test_wrong_on_purpose():
    compiled("softmax", from_logits())

def test_that_fails_by_itself():
    compiled("softmax", from_logits())
    raise RuntimeError("of its own")
"""
)
UNLOADED = HEAD + "def test_it():\n    assert not {'tensorflow', 'keras', 'tf_keras'} & set(sys.modules)\n"


def run(folder, source: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(source)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tfcompat.pytest_plugin",
        "-p",
        "no:cacheprovider",
        "-rA",
        "--strict-markers",
    ]
    return subprocess.run(
        [*command, *options, "test_it.py"], cwd=folder, capture_output=True, text=True, timeout=HANGS, check=False
    )


def test_a_test_fails_with_the_lines_of_the_audit_of_each_model_that_it_compiles(tmp_path):
    done = run(tmp_path, MODELS, "--tfcompat-audit")
    outcome = dict(
        reversed(pair) for pair in re.findall(r"^(PASSED|FAILED) test_it.py::(\w+)", done.stdout, re.MULTILINE)
    )
    wrong = {"test_wrong", "test_wrong_at_first", "test_wrong_in_a_fixture", "test_that_fails_by_itself"}
    assert {name for name, how in outcome.items() if how == "FAILED"} == wrong, done.stdout
    assert {name for name, how in outcome.items() if how == "PASSED"} == {
        "test_right",
        "test_after_it",
        "test_wrong_on_purpose",
    }
    assert "tfcompat audit of model 'iris':" in done.stdout
    assert re.search(r"loss \w+: TFC201 it takes logits, but gets the output of a softmax", done.stdout)
    assert "RuntimeError: of its own" in done.stdout
    assert re.search(r"tfcompat audit of models: \d+ audited, 3 wrong, 1 not known", done.stdout), done.stdout


@pytest.mark.parametrize("setting", ["", "[pytest]\ntfcompat_audit = false\n"])
def test_without_the_option_nothing_is_loaded(setting, tmp_path):
    (tmp_path / "pytest.ini").write_text(setting or "[pytest]\n")
    done = run(tmp_path, UNLOADED)
    assert done.returncode == 0, done.stdout
    assert "tfcompat audit" not in done.stdout


def test_the_setting_is_as_good_as_the_option(tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\ntfcompat_audit = true\n")
    assert (
        "tfcompat audit of models: 0 audited, 0 wrong, 0 not known"
        in run(tmp_path, "def test_it():\n    pass\n").stdout
    )


def test_without_tensorflow_the_option_says_what_it_needs(tmp_path):
    (tmp_path / "conftest.py").write_text("")
    (tmp_path / "absent.py").write_text("import sys\nsys.modules['tensorflow'] = None\n")
    done = run(tmp_path, "def test_it():\n    pass\n", "-p", "absent", "--tfcompat-audit")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "--tfcompat-audit needs TensorFlow and Keras" in done.stderr
