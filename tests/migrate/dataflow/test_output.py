"""What the checker says of a value is so on every way through a program: random programs are run, and their runs agree.

A program is given a `tf` of which each function says by a word what its output is. Where the checker names an output
for what a loss is given, every run that comes there has given it just that.
"""

from __future__ import annotations

import pytest
from support.programs import Program, runs

from tfcompat.migrate.file import File
from tfcompat.migrate.rules._loss_calls import loss_calls
from tfcompat.migrate.syntax.source import parse

# From Python 3.14 on.
pytestmark = pytest.mark.filterwarnings("ignore:'(break|continue|return)' in a 'finally' block:SyntaxWarning")

RUNS = 60


def claims(source: str) -> dict[int, str]:
    """Line of each loss whose prediction the checker knows, and what it says it is."""
    file = File("case.py", parse(source.encode())).whole
    known = [call for call in loss_calls(file) if call.output is not None]
    return {file.source.position(call.node.start_byte)[0]: call.output.kind for call in known}


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_what_is_said_of_a_value_is_so_in_every_run(first, monkeypatch):
    for seed in range(first, first + 50):
        source = str(Program(seed))
        said, seen = claims(source), runs(source, seed, RUNS, monkeypatch)
        wrong = {line: (said[line], kinds) for line, kinds in seen.items() if line in said and kinds != {said[line]}}
        assert not wrong, source


def test_much_is_said_of_these_programs(monkeypatch):
    of_one_kind = known = 0
    for seed in range(100):
        source = str(Program(seed))
        said, seen = claims(source), runs(source, seed, RUNS, monkeypatch)
        alike = {line for line, kinds in seen.items() if len(kinds) == 1 and not kinds & {"z", "strange"}}
        of_one_kind += len(alike)
        known += len(alike & said.keys())
    assert of_one_kind > 300
    assert known > of_one_kind / 2


HEAD = "import keras\nimport tensorflow as tf\n"
LOSS = "tf.losses.softmax_cross_entropy(y, {})\n"
BRANCHES = "if c:\n    {0} = {1}\nelse:\n    {0} = {1}\n"
LARGE = {
    "layers in a list": f"keras.Sequential([{'keras.layers.Dropout(0.1), ' * 3000}]).compile(loss='bce')\n",
    "layers that are added": "model = keras.Sequential()\n"
    + "model.add(keras.layers.Flatten())\n" * 3000
    + "model.compile(loss='bce')\n",
    "branches below each other": "a0 = tf.nn.softmax(z)\n"
    + "".join(BRANCHES.format(f"a{i + 1}", f"a{i}") for i in range(60))
    + LOSS.format("a60"),
    "functions of functions": "def f0():\n    return keras.Sequential([keras.layers.Dense(1)])\n"
    + "".join(
        f"def f{i + 1}():\n    if a: return f{i}()\n    if b: return f{i}()\n    return f{i}()\n" for i in range(40)
    )
    + "f40().compile(loss='bce')\n",
    "branches in branches": "p = tf.nn.softmax(z)\n"
    + "".join(f"{' ' * i}if c:\n{' ' * (i + 1)}q = p\n" for i in range(300))
    + LOSS.format("q"),
    "sums of sums": LOSS.format("tf.layers.dense(x, 1)" + " + 1" * 3000),
    "calls of calls": LOSS.format("tf.identity(" * 500 + "tf.nn.softmax(z)" + ")" * 500),
    "names of names": "a0 = tf.nn.softmax(z)\n"
    + "".join(f"a{i + 1} = a{i}\n" for i in range(3000))
    + LOSS.format("a3000"),
    "one name": ("p = tf.nn.softmax(z)\n" + LOSS.format("p")) * 2000,
    "a function that calls itself": "def f(p):\n    return f(f(p))\n" + LOSS.format("f(tf.nn.softmax(z))"),
    "functions that call each other": "def f(p):\n    return g(p)\ndef g(p):\n    return f(p)\n" + LOSS.format("f(z)"),
    "a class that is its own base": "class A(A):\n    def call(self, x):\n        return self(x)\nA().compile('bce')\n",
}


@pytest.mark.parametrize("program", LARGE.values(), ids=LARGE)
def test_no_program_is_too_large_or_goes_in_circles(program):
    claims(HEAD + program)
