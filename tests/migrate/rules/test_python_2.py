"""TFC114: the first place of a file of TensorFlow 1 at which Python 3 stops, and no other file."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tfcompat.migrate import migrate_source
from tfcompat.migrate.file_kinds import migrate_file

OLD = "import tensorflow as tf\nx = tf.placeholder(tf.float32)\n"


def found(source: str) -> list[tuple[int, str, str]]:
    findings = migrate_source(source.encode(), "a.py").findings
    return [(one.line, one.message, one.reason) for one in findings if one.code == "TFC114"]


@pytest.mark.parametrize(
    "line",
    [
        "print 'x'",
        "for i in xrange(3): pass",
        "y = raw_input()",
        "y = unicode('x')",
        "import cPickle as pickle",
        "from StringIO import StringIO",
        "from itertools import izip",
        "import itertools; y = itertools.izip(x, x)",
        "y = {}.iteritems()",
        "y = dict(a=1).has_key('a')",
        "raise ValueError, 'x'",
        "y = reduce(max, [1, 2])",
        "import sys; print >>sys.stderr, 'x'",
        "import sys; print >> sys.stderr",
        "print ('%d') % 3",
        "y = cmp(1, 2)",
        "y = file('x')",
        "y = {}.viewitems()",
        "import md5",
        "import thread",
        "import itertools as it; y = it.izip(x, x)",
        "import string; y = string.letters",
        "from string import maketrans",
        "import sys; y = sys.maxint",
        "import os; y = os.getcwdu()",
        "import urllib; y = urllib.urlretrieve",
        "from urllib import quote",
    ],
)
def test_what_is_found_stops_python_3(line):
    ((at, _, reason),) = found(f"{OLD}{line}\n")
    assert at == 3
    assert "2to3" in reason
    assert subprocess.run([sys.executable, "-c", f"x = []\n{line}\n"], capture_output=True, check=False).returncode


@pytest.mark.parametrize(
    "lines",
    [
        "from six.moves import xrange\nfor i in xrange(3): pass\n",
        "from six.moves import *\nfor i in xrange(3): pass\n",
        "try:\n    range = xrange\nexcept NameError:\n    pass\n",
        "def xrange(n): return range(n)\nfor i in xrange(3): pass\n",
        "import six\nif six.PY2:\n    from StringIO import StringIO\nelse:\n    from io import StringIO\n",
        "import six\ny = six.iteritems({})\n",
        "import sys\nIS_OLD = sys.version_info[0] == 2\nif IS_OLD:\n    y = unicode('x')\n",
        "import sys\nIS_NEW = sys.version_info >= (3,)\ny = str('x') if IS_NEW else unicode('x')\n",
        "class D(dict):\n    def iteritems(self): return self.items()\ny = D().iteritems()\n",
        "y = 'xrange'  # xrange\n",
        "def f(unicode): return unicode('x')\n",
        "from functools import reduce\ny = reduce(max, [1])\n",
        "import sys\nprint('x', file=sys.stderr)\ny = 8 >> 1\ny = len('x') % 2\nprint('%d' % 3)\n",
        "import sys\ny = sys.version_info[0] == 2 and isinstance(x, unicode)\n",
        "import sys\ndef f(x):\n    if sys.version_info[0] >= 3:\n        return x.items()\n    return x.iteritems()\n",
        "import six\nfor x in []:\n    if six.PY3:\n        continue\n    y = unicode(x)\n",
        "import builtins\nbuiltins.xrange = range\nfor i in xrange(3): pass\n",
        "import builtins\nif not hasattr(builtins, 'xrange'):\n    builtins.xrange = range\nfor i in xrange(3): pass\n",
        "class D(dict):\n    def has_key (self, k): return k in self\ny = D().has_key('a')\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from cPickle import Pickler\n",
        "import os, string, sys, urllib.request\ny = os.getcwd, string.ascii_letters, sys.maxsize\n",
        "from six.moves import urllib\ny = urllib.parse.quote\n",
        "def f(string, file, cmp): return string.join(file), string.letters, cmp(1, 2)\n",
    ],
)
def test_what_python_3_takes_is_no_finding(lines):
    assert found(OLD + lines) == []


@pytest.mark.parametrize(
    "lines",
    [
        "import sys\ndef f(x):\n    if sys.version_info[0] >= 3:\n        x = 1\n    return x.iteritems()\n",
        "def f(x):\n    if x:\n        return 1\n    return x.iteritems()\n",
        "import sys\nif sys.version_info[0] < 3:\n    raise ImportError('Python 3 only')\nx = unicode('x')\n",
    ],
)
def test_a_test_that_python_3_passes_is_no_guard(lines):
    assert len(found(OLD + lines)) == 1


def test_a_notebook_cell_with_a_common_indentation_is_no_finding():
    cells = [OLD, " for x in [1]:\n   print(x)\n"]
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}
    for text in cells:
        cell = {"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "execution_count": None}
        book["cells"].append(cell)
    findings = migrate_file(json.dumps(book).encode(), "a.ipynb").findings
    assert {one.code for one in findings} == {"TFC110"}


def test_a_file_of_another_kind_is_not_looked_at():
    assert found("print 'x'\n") == []
    assert found("import numpy as np\nfor i in xrange(3): print i\n") == []


def test_the_first_place_is_told_and_only_that():
    assert [line for line, *_ in found(f"{OLD}for i in xrange(3): pass\ny = raw_input()\n")] == [3]


def test_what_2to3_does_not_convert_has_advice_of_its_own():
    ((_, message, reason),) = found(f"{OLD}def f():\n        y = 1\n\treturn y\n")
    assert ("tabs" in message, reason) == (True, "indent with spaces only")
    ((_, message, reason),) = found(f"{OLD}f(async=True)\n")
    assert ("keyword" in message, reason) == (True, "give it another name")


def test_a_file_of_the_program_that_does_not_import_tensorflow_is_looked_at(tmp_path, monkeypatch):
    from click.testing import CliRunner

    from tfcompat.cli import cli

    monkeypatch.chdir(tmp_path)
    (tmp_path / "train.py").write_text(f"import words\n{OLD}words.f(x)\n")
    (tmp_path / "words.py").write_text("def f(x):\n    print x\n")
    result = CliRunner().invoke(cli, ["migrate", "--write", "."])
    assert "words.py:2:5: TFC114" in result.stderr
    assert result.exit_code == 1
