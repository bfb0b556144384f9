"""Random layouts of the same calls: the result always parses, means the same call, and keeps every other byte."""

from __future__ import annotations

import ast
import itertools
import random

from support.each import each
from support.layouts import COMMENT, VALUES, gap, plain

from tfcompat.migrate import migrate_source

NEW = {
    "tf.nn.sigmoid_cross_entropy_with_logits": "tfcompat.sigmoid_cross_entropy",
    "tf.nn.sparse_softmax_cross_entropy_with_logits": "tfcompat.sparse_softmax_cross_entropy",
    "tf.layers.dense": "tfcompat.legacy.layers.dense",
}
DROPPED = {"name", "_sentinel"}


def call(rng: random.Random) -> tuple[str, str, dict[str, str]]:
    """A call as somebody might have typed it, its name, and its arguments."""
    name = rng.choice(list(NEW))
    given = {"inputs": "", "units": "10"} if name == "tf.layers.dense" else {"labels": "", "logits": ""}
    if name != "tf.layers.dense":
        given.update({extra: "None" for extra in DROPPED if rng.random() < 0.5})
    given = {key: value or rng.choice(VALUES) for key, value in given.items()}
    order = rng.sample(list(given), len(given))
    # A comment inside an argument that is dropped goes with it, so those are written without.
    equals = {key: "=" if key in DROPPED else f"{gap(rng)}={gap(rng)}" for key in order}
    arguments = ",".join(f"{gap(rng)}{key}{equals[key]}{given[key]}{gap(rng)}" for key in order)
    return (
        f"{name}{rng.choice(['', ' '])}({arguments}{rng.choice(['', ',', ' , '])}{gap(rng)})",
        name,
        {key: given[key] for key in order},
    )


def program(seed: int) -> tuple[str, list[tuple[str, dict[str, str]]]]:
    rng = random.Random(seed)
    lines, made = ["# -*- coding: utf-8 -*-", "import tensorflow.compat.v1 as tf"], []
    for number in range(rng.randrange(1, 6)):
        text, name, given = call(rng)
        made.append((name, given))
        shapes = (f"v{number} = {text}", f"if x:\n    v{number} = [{text}]  # ü", f"v{number} = g(1, ({text}), *z)")
        lines.append(rng.choice(shapes))
        lines.append(rng.choice(["", "# between", "x = 'tf.layers.dense(x)'", "\x0c", "def h(): return  1  ;"]))
    return "\n".join(lines) + rng.choice(["", "\n", "\n\n"]), made


def new_calls(source: str) -> list[tuple[str, dict[str, str]]]:
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    nodes = sorted((node for node in nodes if ast.unparse(node.func) in NEW.values()), key=lambda node: node.lineno)
    return [(ast.unparse(node.func), {key.arg: ast.unparse(key.value) for key in node.keywords}) for node in nodes]


@each("seed, newline", itertools.product(range(60), ["\n", "\r\n"]))
def test_any_layout_becomes_the_same_call_and_keeps_the_rest(seed, newline):
    text, made = program(seed)
    source = text.replace("\n", newline)
    migration = migrate_source(source.encode())
    result = migration.after.decode()

    expected = [(NEW[name], {k: plain(v) for k, v in given.items() if k not in DROPPED}) for name, given in made]
    assert sorted(map(str, new_calls(result))) == sorted(map(str, expected))
    assert COMMENT.findall(result) == COMMENT.findall(source)
    assert not migrate_source(migration.after).changed
    if newline == "\r\n":
        assert "\n" not in result.replace("\r\n", "")


@each("seed", range(20))
def test_without_its_edits_the_result_is_the_source(seed):
    source = program(seed)[0].encode()
    migration = migrate_source(source)
    edits = sorted(edit for finding in migration.findings for edit in finding.edits)
    rest, at = b"", 0
    kept = migration.after.replace(b"import tfcompat\n", b"", 1)
    for edit in edits:
        rest += source[at : edit.start]
        assert kept.startswith(source[at : edit.start])
        kept = kept[edit.start - at :]
        assert kept.startswith(edit.replacement)
        kept, at = kept[len(edit.replacement) :], edit.end
    assert kept == source[at:]


PARAMETERS = {
    "nn.sigmoid_cross_entropy_with_logits": ["_sentinel", "labels", "logits", "name"],
    "nn.sparse_softmax_cross_entropy_with_logits": ["_sentinel", "labels", "logits", "name"],
    "nn.softmax_cross_entropy_with_logits": ["_sentinel", "labels", "logits", "dim", "name"],
}
SUCCESSOR = {name: name.removeprefix("nn.").removesuffix("_with_logits") for name in PARAMETERS}
TARGET = {"labels": "labels", "logits": "logits", "dim": "axis"}


@each("seed, alias", itertools.product(range(12), ["tf", "T", "_tf", "labels", "axis", "zz", "m"]))
def test_any_split_into_positional_and_keyword_arguments_becomes_the_same_call(seed, alias):
    """The sentinel is None, as TensorFlow 1 asked, so one reading is left whatever is positional."""
    rng = random.Random(seed)
    name = rng.choice(list(PARAMETERS))
    values = {"_sentinel": "None", "labels": "k", "logits": "q", "dim": "-1", "name": "'n'"}
    values.update({key: rng.choice([*VALUES, "w := 1"]) for key in ("labels", "logits")})
    positional = rng.randrange(1, len(PARAMETERS[name]) + 1)
    keywords = [key for key in PARAMETERS[name][positional:] if key in ("labels", "logits") or rng.random() < 0.5]
    given = [f"{gap(rng)}{values[key]}" for key in PARAMETERS[name][:positional]]
    given += [f"{gap(rng)}{key}={plain(values[key])}" for key in rng.sample(keywords, len(keywords))]
    source = f"import tensorflow.compat.v1 as {alias}\nv = ({alias}.{name}({','.join(given)}))\n"

    said = [*PARAMETERS[name][:positional], *keywords]
    expected = {TARGET[key]: plain(values[key]) for key in said if key in TARGET}
    if name == "nn.softmax_cross_entropy_with_logits" and values["labels"] != "[\n1,  # one\n2]":
        expected["labels"] = plain(f"{alias}.stop_gradient({values['labels']})")
    (made,) = (node for node in ast.walk(ast.parse(migrate_source(source.encode()).after)) if is_ours(node))
    assert ast.unparse(made.func) == f"tfcompat.{SUCCESSOR[name]}"
    assert {key.arg: ast.unparse(key.value) for key in made.keywords} == expected


def is_ours(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).startswith("tfcompat.")
