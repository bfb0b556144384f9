"""Star imports below the import of TensorFlow, code that is executed, and attributes that hold a module."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Options, Program

TF = "import tensorflow as tf\n"
CALL = "tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)"
NEW = "tfcompat.sigmoid_cross_entropy(labels=y, logits=z)"


def only(source: str, **others: str):
    """The one finding in a source; `others` are files beside it, "init" the package ops."""
    paths = [f"a/{'ops/__init__' if name == 'init' else name}.py" for name in ("main", *others)]
    program = Program([text.encode() for text in (source, *others.values())], paths)
    (finding,) = migrate_source(source.encode(), "a/main.py", program=program).findings
    return finding


@pytest.mark.parametrize(
    "star", ["from mine import *", "from . import *", "if old:\n    from mine.ops import *", "from ..mine import *"]
)
def test_a_star_import_of_an_unknown_module_leaves_the_fix_unsafe(star):
    finding = only(f"{TF}{star}\nx = {CALL}\n")
    assert (finding.code, finding.applicability) == ("TFC101", "unsafe")
    assert "import *` on line" in finding.reason
    assert "may rebind tf; import the names that are used" in finding.reason


@pytest.mark.parametrize(
    "source",
    [
        f"from mine import *\n{TF}x = {CALL}\n",
        f"{TF}from numpy import *\nx = {CALL}\n",
        f"{TF}from tensorflow.keras.layers import *\nfrom math import *\nx = {CALL}\n",
        f"import tensorflow as _tf\nfrom mine import *\nx = _{CALL}\n",
        f"def f():\n    import tensorflow as tf\n    return {CALL}\nfrom mine import *\n",
    ],
)
def test_a_star_import_that_cannot_bring_the_name_changes_nothing(source):
    assert only(source).applicability == "safe"


@pytest.mark.parametrize(
    ("mine", "level"),
    [
        ("import tensorflow as tf\n", "safe"),
        ("x = 1\n", "safe"),
        ("from math import *\n", "safe"),
        ("import mine as tf\n", "unsafe"),
        ("tf = load()\n", "unsafe"),
        ("import tensorflow.compat.v1 as tf\n", "unsafe"),
        ("from other import *\n", "unsafe"),
        ("def f(:\n", "unsafe"),
    ],
)
@pytest.mark.parametrize("star", ["from mine import *", "from .mine import *"])
def test_a_star_import_of_a_file_of_the_run_is_followed(star, mine, level):
    assert only(f"{TF}{star}\nx = {CALL}\n", mine=mine).applicability == level


def test_a_star_import_is_followed_through_packages():
    star = f"{TF}from a.ops import *\nx = {CALL}\n"
    assert only(star, init="from ..core import *\n", core="import tensorflow as tf\n").applicability == "safe"
    assert only(star, init="from ..core import *\n", core="tf = 1\n").applicability == "unsafe"


@pytest.mark.parametrize("code", ["open('conf.py').read()", "'tf = other'", "text"])
@pytest.mark.parametrize("place", ["exec({})\n", "class A:\n    exec({})\n    x = CALL\n"])
def test_code_that_is_executed_may_bind_any_name(place, code):
    source = f"{TF}{place.format(code)}".replace("CALL", CALL)
    finding = only(source if CALL in source else f"{source}x = {CALL}\n")
    assert (finding.code, finding.applicability) == ("TFC109", "manual")
    assert "`exec` may rebind tf" in finding.reason


@pytest.mark.parametrize("line", ["exec('y = 1')", "exec(code, space)", "def f():\n    exec(code)", "self.exec(code)"])
def test_code_that_cannot_bind_the_name_changes_nothing(line):
    assert only(f"{TF}{line}\nx = {CALL}\n").applicability == "safe"


@pytest.mark.parametrize(
    "source",
    [
        f"{TF}class A:\n    nn = tf.nn\nx = A.{CALL[3:]}\n",
        f"{TF}class A:\n    nn = tf.nn\n    def f(self, y, z):\n        return self.{CALL[3:]}\n",
        f"{TF}class A:\n    ops = tf\n    @classmethod\n    def f(cls, y, z):\n        return cls.ops.{CALL[3:]}\n",
        f"{TF}class A:\n    def g(self):\n        self.tf = tf\n    def f(self, y, z):\n        return self.{CALL}\n",
    ],
)
def test_an_attribute_that_holds_a_module_is_followed(source):
    migration = migrate_source(source.encode(), options=Options())
    (finding,) = migration.findings
    assert (finding.code, finding.applicability) == ("TFC101", "safe")
    assert NEW in migration.after.decode()


@pytest.mark.parametrize(
    "source",
    [
        f"{TF}class A:\n    nn = tf.nn\nA.nn = other\nx = A.{CALL[3:]}\n",
        f"{TF}class A:\n    nn = tf.nn\nclass A:\n    nn = mine\nx = A.{CALL[3:]}\n",
        f"{TF}class A:\n    def f(self):\n        self.nn = tf.nn\n        del self.nn\n        self.{CALL[3:]}\n",
        f"{TF}class A:\n    def f(self, y, z):\n        b.nn = tf.nn\n        return self.{CALL[3:]}\n",
        f"{TF}def f(self, y, z):\n    self.nn = tf.nn\n    return self.{CALL[3:]}\n",
        f"{TF}class A:\n    def f(self):\n        self.nn, x = tf.nn, 1\n        return self.{CALL[3:]}\n",
    ],
)
def test_an_attribute_that_may_hold_something_else_is_told(source):
    (finding,) = migrate_source(source.encode()).findings
    assert (finding.code, finding.applicability) == ("TFC109", "manual")


@pytest.mark.parametrize(
    "source",
    [
        "from mine import nn\nx = nn.sigmoid_cross_entropy_with_logits(y, z)\n",
    ],
)
def test_a_module_of_a_project_is_told(source):
    (finding,) = migrate_source(source.encode()).findings
    assert (finding.code, finding.applicability) == ("TFC109", "manual")


def test_a_function_of_that_name_from_another_library_is_left_alone():
    source = b"from mine import sigmoid_cross_entropy_with_logits as f\nx = f(y, z)\n"
    assert migrate_source(source).findings == ()
