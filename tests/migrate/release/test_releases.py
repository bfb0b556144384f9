"""Names, spans and signatures of the rows are those that were read off 39 releases of TensorFlow and 20 of Keras."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

from support.each import each

from tfcompat._symbols import SYMBOLS, Symbol

RELEASES = json.loads((Path(__file__).parents[2] / "data" / "releases.json").read_text(encoding="utf-8"))


def by_person(name: str) -> str:
    """``tf.x`` for ``tensorflow.x``; other packages have no short name."""
    return re.sub(r"^tensorflow\.", "tf.", name)


def spans(row: Symbol) -> dict[str, list[str]]:
    homes = {f"{home}.{row.path}".lstrip("."): span for home, span in row.homes.items()}
    return {by_person(name): list(span) for name, span in {**homes, **row.aliases}.items()}


def parameters(signature: str) -> list[tuple[str, object]]:
    """Names, and defaults that are literals; an object is written in many ways, as <its repr> by the releases."""
    arguments = ast.parse(f"def f{re.sub(r'<[^<>]*>', '...', signature)}: ...").body[0].args
    found = [*arguments.args, *arguments.kwonlyargs, *filter(None, [arguments.vararg, arguments.kwarg])]
    defaults = [None] * (len(arguments.args) - len(arguments.defaults)) + [*arguments.defaults]
    literal = [ast.unparse(d) if isinstance(d, (ast.Constant, ast.UnaryOp)) else None for d in defaults]
    literal = [None if one == "..." else one for one in literal]
    return list(zip((a.arg for a in found), literal + [None] * (len(found) - len(literal)), strict=True))


@each("path", SYMBOLS)
def test_names_and_their_releases(path):
    assert spans(SYMBOLS[path]) == RELEASES[SYMBOLS[path].name]["names"]


@each("path", SYMBOLS)
def test_signatures_and_their_releases(path):
    """Releases of TensorFlow; those of Keras by itself are in the row for what they are called with there."""
    eras = [era for era in SYMBOLS[path].eras if era.library != "keras"]
    wanted = RELEASES[SYMBOLS[path].name]["signatures"]
    assert [(era.first, era.last) for era in eras] == [(first, last) for first, last, _ in wanted]
    for era, (_, _, signature) in zip(eras, wanted, strict=True):
        assert parameters(era.signature) == parameters(signature), (era.first, era.last)


def test_every_name_that_was_read_off_has_its_row():
    assert set(RELEASES) == {row.name for row in SYMBOLS.values()}
