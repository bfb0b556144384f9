"""Which files of a run are parts of one program, by their imports."""

from __future__ import annotations

import pytest

from tfcompat.cli._run import run
from tfcompat.cli._run_options import Asked
from tfcompat.migrate import Options
from tfcompat.migrate.programs import Joined, imported


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import a, b.c as d  # e", [("a", ""), ("b.c", "")]),
        ("try: import a\nexcept E: pass", [("a", "")]),
        ("    from a.b import c as d, e", [("a.b", "c"), ("a.b", "e")]),
        ("from . import a", [(".", "a")]),
        ("from ..a import *", [("..a", "*")]),
        ("from a import (\n    b,  # c, d\n    e,\n)", [("a", "b"), ("a", "e")]),
        ("from a import b, \\\n    c", [("a", "b"), ("a", "c")]),
        ("x = 1; y = important", []),
    ],
)
def test_what_a_file_imports_is_read_off_its_lines(source, found):
    assert [tuple(one) for one in imported(source.encode())] == found


def knows(files: dict[str, str], fact: str) -> set[str]:
    """The files that get to know of a fact about one of them."""
    return set(Joined([text.encode() for text in files.values()], files).spread({fact: True}))


@pytest.mark.parametrize(
    ("statement", "path", "module"),
    [
        ("import net", "x/main.py", "x/net.py"),
        ("import net.core", "x/main.py", "x/net/core.py"),
        ("from net import core", "x/main.py", "x/net/core.py"),
        ("from .net import f", "x/main.py", "x/net.py"),
        ("from . import net", "x/main.py", "x/net.py"),
        ("from ..lib import net", "x/bin/main.py", "x/lib/net.py"),
        ("from x.net import f", "x/main.py", "x/net.py"),
        ("from x.net import f", "x/bin/main.py", "x/net.py"),
        ("import proj.net", "tests/test_net.py", "src/proj/net.py"),
        ("import net", "main.py", "lib/net.py"),
        ("import sys\nsys.path.append('../lib')\nimport net", "bin/main.py", "lib/net.py"),
        ("import importlib\nimportlib.import_module(name)", "x/main.py", "x/nets/net.py"),
    ],
)
def test_an_import_joins_two_files(statement, path, module):
    files = {path: statement, module: ""}
    assert knows(files, path) == knows(files, module) == set(files)


@pytest.mark.parametrize(
    ("statement", "path", "module"),
    [
        ("import net", "x/main.py", "y/net.py"),
        ("import logging", "main.py", "lib/logging.py"),
        ("from .net import f", "x/main.py", "net.py"),
        ("from ....net import f", "x/main.py", "net.py"),
        ("# import net", "main.py", "net.py"),
        ("import network", "main.py", "net.py"),
        ("import net", "main.py", "net.ipynb"),
    ],
)
def test_files_without_an_import_between_them_are_not_joined(statement, path, module):
    files = {path: statement, module: ""}
    assert knows(files, path) == {path}
    assert knows(files, module) == {module}


def test_the_nearest_of_several_modules_of_a_name_is_meant():
    files = {"x/main.py": "import net", "x/net.py": "", "net.py": "", "y/net.py": ""}
    assert knows(files, "x/net.py") == {"x/main.py", "x/net.py"}
    far = {"a/b/main.py": "import proj.net", "a/src/proj/net.py": "", "c/proj/net.py": ""}
    assert knows(far, "a/b/main.py") == {"a/b/main.py", "a/src/proj/net.py"}


def test_a_package_on_the_way_is_imported_as_well():
    files = {"main.py": "import p.q.net", "p/__init__.py": "import setup", "p/q/net.py": "", "setup.py": ""}
    assert knows(files, "setup.py") == set(files)


def test_a_file_keeps_its_own_fact_before_that_of_another():
    joined = Joined([b"import b", b""], ["a.py", "b.py"])
    assert joined.spread({"a.py": 1, "b.py": 2}) == {"a.py": 1, "b.py": 2}


def test_files_of_many_programs_with_modules_of_the_same_names_stay_apart():
    sources = {f"p{number}/{name}.py": "import utils, absent\n" for number in range(200) for name in ("a", "utils")}
    assert knows(sources, "p7/utils.py") == {"p7/a.py", "p7/utils.py"}


LOSS = "import tensorflow.compat.v1 as tf\nx = tf.losses.sparse_softmax_cross_entropy(ids, z)\n"
TOTAL = "import tensorflow.compat.v1 as tf\nimport net\ntotal = tf.losses.get_total_loss()\n"


def test_a_reader_of_the_collection_in_another_program_of_the_run_keeps_no_loss(tmp_path):
    for name, text in {"one/net.py": LOSS, "one/train.py": TOTAL, "two/net.py": LOSS}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    run([str(tmp_path)], Asked(options=Options(), write=True, allow_dirty=True))
    assert "x = tfcompat.legacy.losses.sparse_softmax_cross_entropy(ids, z)" in (tmp_path / "one/net.py").read_text()
    assert "x = tfcompat.SparseSoftmaxCrossEntropy(" in (tmp_path / "two/net.py").read_text()


@pytest.mark.parametrize(
    ("statement", "gets"),
    [
        ("from net import layers", "alone"),
        ("from net import f, layers as l", "alone"),
        ("from net import *", "alone"),
        ("from net import f", ""),
        ("import net", "with the module"),
        ("import net as layers", "with the module"),
        ("import net\nfrom net import layers", "alone"),
        ("from x import net", "with the module"),
        ("from .net import f", ""),
        ("from . import net", "with the module"),
        ("import importlib\nimportlib.import_module(name)", "alone"),
        ("from other import layers", ""),
        ("import other.net", ""),
    ],
)
def test_who_gets_a_name_of_a_file(statement, gets):
    files = {"x/__init__.py": "", "x/main.py": statement, "x/net.py": "", "y.py": "from x.net import f"}
    joined = Joined([text.encode() for text in files.values()], files)
    assert joined.importers("x/net.py", "layers") == ({"x/main.py": gets == "alone"} if gets else {})


def test_a_file_mentions_what_it_imports_from_wherever():
    joined = Joined([b"from far.net import f", b"import net", b"import far"], ["a.py", "net.py", "far.py"])
    assert joined.mentions("net", "net.py")
    assert joined.mentions("far", "a.py")
    assert not joined.mentions("f", "a.py")
    assert not joined.mentions("other", "far.py")
