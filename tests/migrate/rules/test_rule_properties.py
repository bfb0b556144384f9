"""Random layouts of what each rule rewrites or leaves: the tree that was meant, and every other byte as it was."""

from __future__ import annotations

import ast
import itertools
import random
from typing import TYPE_CHECKING

from support.alone import migrate_source
from support.each import each
from support.layouts import COMMENT, VALUES, gap, listed, plain

from tfcompat.migrate import Migration, Options

if TYPE_CHECKING:
    from collections.abc import Callable

Pair = tuple[str, str]
"""A statement in some layout, and what it is to become, in any."""


def value(rng: random.Random) -> str:
    return rng.choice(VALUES)


def loss_of_keras(rng: random.Random) -> Pair:
    """TFC105: a class that is configured."""
    old, new = rng.choice(
        [
            ("SparseCategoricalCrossentropy", "SparseSoftmaxCrossEntropy"),
            ("CategoricalCrossentropy", "SoftmaxCrossEntropy"),
            ("BinaryCrossentropy", "SigmoidCrossEntropy"),
        ]
    )
    given = [("from_logits", "True"), *rng.sample([("reduction", "'sum'"), ("name", "'n'")], rng.randrange(3))]
    rng.shuffle(given)
    kept = ", ".join(f"{name}={text}" for name, text in given if name != "from_logits")
    return f"keras.losses.{old}({_uncommented(rng, given)})", f"tfcompat.{new}({kept})"


def function_of_keras(rng: random.Random) -> Pair:
    """TFC105: a function, its tensors by position or by name."""
    old, new = rng.choice(
        [
            ("categorical_crossentropy", "softmax_cross_entropy"),
            ("sparse_categorical_crossentropy", "sparse_softmax_cross_entropy"),
            ("binary_crossentropy", "sigmoid_cross_entropy"),
        ]
    )
    y, z, position = value(rng), value(rng), rng.randrange(3)
    names = ["", ""] if position == 2 else ["", "y_pred"] if position else ["y_true", "y_pred"]
    given = [(names[0], y), (names[1], z), ("from_logits", "True")]
    text = f"tfcompat.{new}(labels={plain(y)}, logits={plain(z)})"
    text = f"tf.reduce_mean({text}, axis=-1)" if old.startswith("binary") else text
    return f"keras.losses.{old}({_uncommented(rng, given)})", text


def _uncommented(rng: random.Random, given: list[tuple[str, str]]) -> str:
    """As `listed`, without a comment inside an argument that is dropped, with which it goes."""
    parts = []
    for name, text in given:
        around = "" if name == "from_logits" else gap(rng)
        parts.append(f"{around}{name}={text}" if name else f"{around}{text}{gap(rng)}")
    return ",".join(parts)


def reference(rng: random.Random) -> Pair:
    """TFC108: a function that is handed on."""
    path = rng.choice(["losses.sigmoid_cross_entropy", "layers.dense", "nn.weighted_cross_entropy_with_logits"])
    form = rng.choice(["partial({}, {})", "g({}, key=[{}])", "{{'loss': {}, 'w': {}}}", "h(lambda loss={}: loss, {})"])
    text = value(rng)
    return form.format(f"{gap(rng)}tf.{path}{gap(rng)}", text), form.format(f"tfcompat.legacy.{path}", text)


def total(rng: random.Random) -> Pair:
    """TFC107: a sum over the collection, and a loss that is put there."""
    given = [("scope", "'s'")] if rng.random() < 0.5 else []
    kept = ", ".join(f"{name}={text}" for name, text in given)
    old = f"tf.losses.get_total_loss({listed(rng, given)})"
    return old, f"tfcompat.legacy.losses.get_total_loss({kept})"


def in_arg_scope(rng: random.Random) -> Pair:
    """TFC103: a layer that gets arguments from outside moves, as the scope does."""
    x, size = "x", value(rng)
    before = f"slim.fully_connected({listed(rng, [('', x), ('', size)])})"
    return before, f"tfcompat.legacy.contrib.slim.fully_connected({x}, {plain(size)})"


SCOPE = "with {}.arg_scope([{}.fully_connected], reuse=True):\n    x = 1\n"
MOVED = ("tfcompat.legacy.contrib.slim", "tfcompat.legacy.contrib.slim")
KINDS: dict[str, tuple[Callable[[random.Random], Pair], str]] = {
    "loss of Keras": (loss_of_keras, "import keras\n"),
    "function of Keras": (function_of_keras, "import keras\nimport tensorflow as tf\n"),
    "reference": (reference, "import tensorflow.compat.v1 as tf\n"),
    "total": (total, "import tensorflow.compat.v1 as tf\n"),
    "arg_scope": (in_arg_scope, "import tensorflow.contrib.slim as slim\n" + SCOPE.format("slim", "slim")),
}
STATEMENTS = [
    "v = {}",
    "if x:\n    v = [{}]  # ü",
    "v = g(1, ({}), *z)",
    "def f():\n    return ({})",
    "x = 'keras.losses'",
]


def program(rng: random.Random, kind: str) -> tuple[str, str]:
    """A file, and the file that it is to become, whose layout means nothing."""
    make, head = KINDS[kind]
    moved = head.replace(SCOPE.format("slim", "slim"), SCOPE.format(*MOVED))
    moved = moved.removeprefix("import tensorflow.contrib.slim as slim\n")  # it goes with its last use
    before, after = [head], [moved, "import tfcompat\n"]
    for _ in range(rng.randrange(1, 5)):
        statement, (old, new) = rng.choice(STATEMENTS), make(rng)
        before.append(statement.format(old) + "\n")
        after.append(statement.format(new) + "\n")
        before.append(rng.choice(["", "# between\n", "\n", "y = 1 ;\n"]))
        after.append(before[-1])
    return "".join(before), "".join(after)


def tree(source: str) -> str:
    """The program without its layout and without the import that is added, whose place has tests of its own."""
    return ast.dump(ast.parse(source.replace("import tfcompat\n", "")))


def rest(migration: Migration) -> tuple[bytes, bytes]:
    """Before and after, each without what the edits took and gave."""
    old, new, at, shift = b"", b"", 0, 0
    for edit in migration.edits:
        old += migration.before[at : edit.start]
        new += migration.after[at + shift : edit.start + shift]
        assert migration.after[edit.start + shift :].startswith(edit.replacement)
        shift += len(edit.replacement) - (edit.end - edit.start)
        at = edit.end
    return old + migration.before[at:], new + migration.after[at + shift :]


@each("kind, seed, newline", itertools.product(KINDS, range(40), ["\n", "\r\n"]))
def test_any_layout_becomes_what_was_meant_and_keeps_the_rest(kind, seed, newline):
    before, after = program(random.Random(f"{kind} {seed}"), kind)
    source = before.replace("\n", newline)
    migration = migrate_source(source.encode(), options=Options(unsafe=True))
    result = migration.after.decode()
    assert tree(result.replace("\r\n", "\n")) == tree(after)
    assert COMMENT.findall(result) == COMMENT.findall(source)
    old, new = rest(migration)
    assert old == new
    assert newline == "\n" or "\n" not in result.replace("\r\n", "")
    assert not migrate_source(migration.after, options=Options(unsafe=True)).changed


@each("seed", range(40))
def test_a_string_loss_becomes_an_object_in_any_layout(seed):
    rng = random.Random(seed)
    quote = rng.choice(["'", '"', "'''", '"""'])
    name, loss = rng.choice([("bce", "SigmoidCrossEntropy"), ("categorical_crossentropy", "SoftmaxCrossEntropy")])
    given = [("optimizer", value(rng)), ("loss", "{}"), ("metrics", value(rng))]
    rng.shuffle(given)
    call = f"model.compile({listed(rng, given)})".replace("{}", f"{quote}{name}{quote}", 1)
    head = f"import keras\nmodel = keras.Sequential([keras.layers.Dense(10{gap(rng)})])\n"
    migration = migrate_source(f"{head}{call}\n".encode(), options=Options(unsafe=True))
    kept = ", ".join(f"{key}={f'tfcompat.{loss}()' if key == 'loss' else plain(text)}" for key, text in given)
    assert tree(migration.after.decode()) == tree(f"{head}model.compile({kept})\n")
    assert COMMENT.findall(migration.after.decode()) == COMMENT.findall(head + call)
    old, new = rest(migration)
    assert old == new
