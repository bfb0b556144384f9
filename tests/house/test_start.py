"""What is loaded when: neither TensorFlow nor the parser before somebody needs it, and no TensorFlow is no disaster."""

from __future__ import annotations

import subprocess
import sys

import pytest
from support.work import HANGS

from tfcompat.cli import cli

HELP = """
import sys
from tfcompat.cli import main
sys.argv = ["tfcompat", *{words!r}, "--help"]
try:
    main()
except SystemExit:
    pass
"""
STARTS = {"package": "import tfcompat", "migrate": "import tfcompat.migrate", "help": HELP.format(words=[])}
# What a command line of click takes that has groups, commands, options of each kind, and paths.
PLAIN_CLICK = """
import pathlib
import click

@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("1", prog_name="plain")
def plain():
    pass

@plain.command(short_help="Do it.")
@click.option("--path", type=click.Path(path_type=pathlib.Path))
@click.option("--kind", type=click.Choice(["a", "b"]), default="a", show_default=True, help="Which.")
def do(path, kind):
    pass

try:
    plain(["do", "--help"])
except SystemExit:
    pass
"""
# TensorFlow and both Kerases cannot be imported, as on a machine that has none of them.
WITHOUT_TENSORFLOW = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("tensorflow", "keras", "tf_keras"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
"""


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments], capture_output=True, text=True, timeout=HANGS
    )


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after it ran `code`."""
    process = python(f"{code}\nimport sys\nprint(*sys.modules, file=sys.stderr)")
    assert process.returncode == 0, process.stderr
    return {name.split(".")[0] for name in process.stderr.split()}


@pytest.fixture(scope="module")
def loaded_by_click():
    return loaded_by(PLAIN_CLICK)


@pytest.mark.parametrize("words", [[], *([name] for name in cli.commands)], ids=str)
def test_help_loads_nothing_that_click_has_no_use_for(words, loaded_by_click):
    few = {"tfcompat", "copy", "dataclasses"}
    assert loaded_by(HELP.format(words=words)) - loaded_by_click <= few


@pytest.mark.parametrize("start", STARTS)
def test_neither_tensorflow_nor_keras_is_loaded(start):
    assert not loaded_by(STARTS[start]) & {"tensorflow", "keras", "tf_keras", "numpy"}


@pytest.mark.parametrize("start", ["package", "help"])
def test_start_up_loads_neither_the_parser_nor_the_terminal_library(start):
    assert not loaded_by(STARTS[start]) & {"tree_sitter", "rich", "jinja2", "asyncio"}


def test_the_package_imports_without_tensorflow():
    process = python(f"{WITHOUT_TENSORFLOW}\nimport tfcompat\nprint(tfcompat.__version__)")
    assert process.returncode == 0, process.stderr


def test_a_run_time_name_without_tensorflow_says_what_to_install():
    process = python(f"{WITHOUT_TENSORFLOW}\nimport tfcompat\ntfcompat.softmax_cross_entropy")
    assert process.stderr.splitlines()[-1] == (
        "ImportError: tfcompat.softmax_cross_entropy needs TensorFlow 2.16.2 or later, which is not installed: run "
        "pip install 'tfcompat[tensorflow]', or 'tfcompat[tensorflow-cpu]' on a machine without a GPU. "
        "The command line works without it."
    )


def test_migrate_works_without_tensorflow(tmp_path):
    old = tmp_path / "old.py"
    old.write_text("import tensorflow.compat.v1 as tf\n\ny = tf.layers.dense(inputs=x, units=10)\n", encoding="utf-8")
    process = python(f"{WITHOUT_TENSORFLOW}\nfrom tfcompat.cli import main\nmain()", "migrate", str(old))
    assert "+y = tfcompat.legacy.layers.dense(inputs=x, units=10)" in process.stdout, process.stderr
    assert process.returncode == 1
