"""An import goes with the last use of the name that it binds; the same word elsewhere in the file is none."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Program

TF = "import tensorflow as tf\n"
IMPORTS = {
    "from tensorflow.contrib import layers": "layers",
    "from tensorflow.contrib import slim as layers": "layers",
    "from tensorflow import layers": "layers",
    "layers = tf.contrib.layers": "layers",
    "import tensorflow.contrib.slim as layers": "layers",
    "import tensorflow.contrib.layers as layers": "layers",
}
CALL = {name: "dense" if name == "from tensorflow import layers" else "fully_connected" for name in IMPORTS}
ELSEWHERE = [
    "x.layers = 2\n",
    "f(layers=3)\n",
    "print('layers')\n",
    'tf.name_scope("layers")\n',
    "y = {'layers': 3}\n",
    "def g(layers):\n    return layers[0]\n",
    "def g():\n    layers = []\n    return layers\n",
    "class A:\n    layers = 3\n",
    "y = [layers for layers in x]\n",
    "# layers\n",
    "__all__ = ['y']\nprint('layers')\n",
    "y = f.eval(session=x)\nprint('the layers')\n",
    "match y:\n    case f.layers(layers=3): pass\n",
    "y = f('eval')  # eval, exec\nprint('the layers')\n",
    'def g():\n    """Return layers.x."""\n    return eval(x)\n',
]
NAMED = [
    "__all__ = ['layers']\n",
    "__all__ = [\n    'x',\n    'layers',\n]\n",
    "__all__ += ('layers',)\n",
    "y = globals()['layers']\n",
    "y = getattr(sys.modules[__name__], 'layers')\n",
    "y = f(layers)\n",
    "def g():\n    return layers.anything\n",
    "def g():\n    global layers\n    layers = 3\n",
    "del layers\n",
    "y = eval('layers.flatten(x)')\n",
    "exec('y = layers.flatten(x)')\n",
    "import timeit\ntimeit.timeit('layers.flatten(x)', globals=globals())\n",
    "import mock\n@mock.patch(__name__ + '.layers')\ndef g(): pass\n",
    "def g():\n    '''Do.\n\n    >>> layers.flatten(3)\n    '''\n",
    "def g(x: 'layers.Foo'): pass\n",
    "def g(x):\n    # type: (layers.Foo) -> None\n    pass\n",
    "__all__ = 'y layers'.split()\n",
    "match y:\n    case layers.A: pass\n",
    "match y:\n    case layers.A(x): pass\n",
    "match y:\n    case [{'k': layers.A}]: pass\n",
]
RUNS = [
    "y = eval(f(x))\n",
    "y = globals()[x]\n",
    "y = getattr(sys.modules[__name__], x)\n",
    "__all__ = [x for x in dir() if x[0] != '_']\n",
    "import __main__\nprint(__main__.y)\n",
]


def lines_of(source: str, *others: str) -> list[str]:
    every = [source, *others]
    paths = ["ops.py", *(f"other{number}.py" for number in range(len(others)))]
    program = Program([text.encode() for text in every], paths)
    return migrate_source(source.encode(), "ops.py", program=program).after.decode().splitlines()


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize("statement", IMPORTS)
def test_the_word_elsewhere_is_no_use_of_the_name(statement, elsewhere):
    source = f"{TF}{statement}\n{elsewhere}z = layers.{CALL[statement]}(x, 10)\n"
    after = lines_of(source)
    assert statement not in after
    assert "tfcompat.legacy" in after[-1]
    assert "\n".join(after[2:-1]) + "\n" == elsewhere


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize("statement", IMPORTS)
def test_in_a_function_it_goes_as_well(statement, elsewhere):
    source = f"{TF}{elsewhere}def f(x):\n    {statement}\n    return layers.{CALL[statement]}(x, 10)\n"
    assert f"    {statement}" not in lines_of(source, "from ops import layers")


@pytest.mark.parametrize("named", NAMED)
@pytest.mark.parametrize("statement", IMPORTS)
def test_a_name_that_is_read_or_meant_stays(statement, named):
    source = f"{TF}{statement}\nz = layers.{CALL[statement]}(x, 10)\n{named}"
    assert statement in lines_of(source)


@pytest.mark.parametrize("named", NAMED)
def test_an_import_that_fails_stays_if_something_names_it(named):
    statement = "from tensorflow.contrib import layers"
    assert statement in lines_of(f"{TF}{statement}\n{named}")


@pytest.mark.parametrize("runs", RUNS)
def test_an_import_that_fails_goes_only_as_an_unsafe_fix_where_any_name_may_be_read(runs):
    source = f"{TF}from tensorflow.contrib import layers\nx = 1\n{runs}"
    (finding,) = migrate_source(source.encode(), "ops.py").findings
    assert (finding.applicability, finding.applied) == ("unsafe", False)
    assert "any name" in finding.reason
    (finding,) = migrate_source(source.replace(runs, "").encode(), "ops.py").findings
    assert (finding.applicability, finding.applied) == ("safe", True)


@pytest.mark.parametrize(
    ("other", "stays"),
    [
        ("@mock.patch('ops.layers')\ndef test(layers): pass", True),
        ("monkeypatch.setattr('a.ops.layers.flatten', f)", True),
        ("@mock.patch('far.layers')\ndef test(ops): pass", False),
        ("from ops import layers", True),
        ("from ops import *\nlayers.x", True),
        ("import ops\nops.layers.x", True),
        (f"{TF}import ops as x\nx . layers.x", True),
        (f"{TF}import ops\nf(ops).layers", True),
        (f"{TF}import ops\ny = getattr(ops, 'layers')", True),
        (f"{TF}import ops\nlayers = tf.contrib.layers\ny = layers.flatten(x)", False),
        (f"{TF}import ops\nlayers = tf.layers\ny = tf.keras.layers.Dense(ops.z)", False),
        (f'{TF}import ops\n"""See net.layers.conv, or training.\nlayers"""', False),
        ("from ops import z\nx.layers = 3", False),
        ("from far import layers\nops = 1", False),
        ("import far.ops\nfar.layers", False),
    ],
)
@pytest.mark.parametrize("statement", IMPORTS)
def test_a_name_stays_that_another_file_of_the_run_gets_from_this_one(statement, other, stays):
    source = f"{TF}{statement}\nz = layers.{CALL[statement]}(x, 10)\n"
    assert (statement in lines_of(source, other)) is stays


def test_a_module_reaches_a_file_through_another_that_imports_it():
    source = f"{TF}slim = tf.contrib.slim\nz = slim.conv2d(x, 3, 3)\n"
    between, far = f"{TF}import ops\n", f"{TF}import other0\nz = other0.ops.slim.f()\n"
    assert "slim = tf.contrib.slim" in lines_of(source, between, far)
    assert "slim = tf.contrib.slim" not in lines_of(source, between, far.replace("slim", "else"))


def test_what_tensorflow_still_has_stays_for_whoever_may_mean_this_file():
    statement = "from tensorflow.compat.v1.nn import sigmoid_cross_entropy_with_logits as sce"
    source = f"{statement}\nz = sce(labels=y, logits=x)\n"
    assert statement in lines_of(source, "import far.ops\nfar.ops.sce")
    assert statement not in lines_of(source, "ops = sce = 1")
