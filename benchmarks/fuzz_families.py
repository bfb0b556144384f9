"""The programs of ``benchmarks/fuzz.py``: each family makes one from a source of chance, the same for the same seed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tfcompat.migrate import all_rules

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

__all__ = ["FAMILIES", "mutated", "seeds"]

_ROOT = Path(__file__).parents[1]
_TOKEN = re.compile(rb"\w+|\s+|[^\w\s]")
_HEAD = b"import tensorflow.compat.v1 as tf\nimport keras\n"
_CALL = b"tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)"


def seeds() -> list[bytes]:
    """Return the programs to mutate, in an order that does not change."""
    cases = [case.source for rule in all_rules().values() for case in (*rule.VALID, *rule.INVALID)]
    sources = {case.encode() if isinstance(case, str) else case for case in cases}
    data = _ROOT / "tests"
    files = [*sorted((data / "migrate" / "golden").rglob("*.py")), *sorted((data / "data" / "programs").rglob("*.py"))]
    return [*sorted(sources), *(file.read_bytes() for file in files)]


def mutated(given: list[bytes], chance: random.Random) -> bytes:
    """Return one program with one to four mutations."""
    text = chance.choice(given)
    for _ in range(chance.randint(1, 4)):
        text = chance.choice(_MUTATIONS)(text, given, chance)
    return text


def noise(given: list[bytes], chance: random.Random) -> bytes:
    """Return bytes without a meaning: any, those of a few characters, or those of a program in another order."""
    kind, size = chance.randrange(3), chance.choice([1, 100, 3_000])
    if kind == 0:
        return chance.randbytes(size)
    if kind == 1:
        return bytes(chance.choices(b"()[]{}'\"\\#%!:=.,\n\r\t \0abt\xef\xbb\xbf\xe2\x80\xae", k=size))
    tokens = _TOKEN.findall(chance.choice(given))
    chance.shuffle(tokens)
    return b"".join(tokens)


def deep(_: list[bytes], chance: random.Random) -> bytes:
    """Return a call of a loss below many brackets, calls, operators or blocks, or beside a long chain."""
    depth = chance.choice([50, 50, 50, 400, 400, 400, 400, 1_500])
    head, before, after, tail = chance.choice(_DEEP)
    if head == b"blocks":
        depth = min(depth, 120)
        lines = [b" " * level + chance.choice([b"if x:", b"for tf in x:", b"class A(tf.A):"]) for level in range(depth)]
        return _HEAD + b"\n".join([*lines, b" " * depth + b"x = " + _CALL]) + b"\n"
    return _HEAD + head + before * depth + _CALL + after * depth + tail + b"\ny = " + _CALL + b"\n"


def huge(_: list[bytes], chance: random.Random) -> bytes:
    """Return a program with a long literal, line, name, comment or list of statements."""
    size = chance.choice([1_000, 20_000, 100_000])
    text = chance.choice(_HUGE)
    return _HEAD + text(size) + b"\nx = " + _CALL + b"\n"


def notebook(given: list[bytes], chance: random.Random) -> bytes:
    """Return a notebook of mutated cells; one of four is damaged as a text, or has values of a wrong kind."""
    cells = [mutated(given, chance)[:5_000].decode("utf-8", "replace") for _ in range(chance.randint(1, 3))]
    odd = chance.random() < 0.25
    told = [_cell(cell, chance, odd=odd) for cell in cells]
    book = {"cells": told, "metadata": {}, "nbformat": chance.choice(_ODD) if odd else 4, "nbformat_minor": 5}
    text = json.dumps(book, indent=chance.choice([None, 1]), ensure_ascii=chance.random() < 0.5).encode()
    return _noise(text, given, chance) if odd and chance.random() < 0.5 else text


def _cell(source: str, chance: random.Random, *, odd: bool) -> dict[str, object]:
    lines: object = source if chance.random() < 0.3 else source.splitlines(keepends=True)
    html = {"output_type": "display_data", "data": {"text/html": "<script>x</script>" * 50}, "metadata": {}}
    cell = {"cell_type": "code", "source": lines, "metadata": {}, "outputs": [html], "id": chance.choice(["a", "../b"])}
    if odd:
        cell[chance.choice(list(cell))] = chance.choice(_ODD)
    return cell


def _lines(text: bytes, chance: random.Random) -> tuple[list[bytes], int]:
    lines = text.splitlines(keepends=True) or [b"\n"]
    return lines, chance.randrange(len(lines))


def _without_a_line(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    lines, at = _lines(text, chance)
    return b"".join(lines[:at] + lines[at + 1 :])


def _line_twice(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    lines, at = _lines(text, chance)
    return b"".join([*lines[:at], *[lines[at]] * chance.choice([2, 2, 2, 50]), *lines[at + 1 :]])


def _lines_swapped(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    lines, at = _lines(text, chance)
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return b"".join(lines)


def _of_two(text: bytes, given: list[bytes], chance: random.Random) -> bytes:
    lines, at = _lines(text, chance)
    others, start = _lines(chance.choice(given), chance)
    return b"".join([*lines[:at], *others[start : start + chance.randint(1, 10)], *lines[at:]])


def _indented(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    lines, at = _lines(text, chance)
    head = chance.choice(
        [b"if x:\n", b"try:\n", b"def f(self):\n", b"class A:\n", b"for i in x:\n", b"with x as tf:\n"]
    )
    rest = b"except ImportError:\n    pass\n" if head.startswith(b"try") else b""
    return b"".join([*lines[:at], head, *(b"    " + line for line in lines[at:])]) + b"\n" + rest


def _tokens(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    tokens = _TOKEN.findall(text)
    for _ in range(min(len(tokens), chance.randint(1, 3))):
        at = chance.randrange(len(tokens))
        tokens[at] = chance.choice([b"", chance.choice(tokens), *_WORDS])
    return b"".join(tokens)


def _noise(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.randbytes(chance.randint(1, 4)) + text[at + chance.randint(0, 2) :]


def _cut(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    return text[: chance.randrange(len(text) + 1)]


def _nested(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    depth = chance.choice([3, 30, 300])
    before, after = chance.choice([(b"(", b")"), (b"[", b"]"), (b"f(", b")"), (b"not ", b""), (b"-", b"")])
    return text + b"y = " + before * depth + b"tf" + after * depth + b"\n"


def _huge(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    size = chance.choice([1_000, 30_000])
    literal = chance.choice([b"'" + b"x" * size + b"'", b"1" * min(size, 4_000), b"[" + b"1, " * size + b"]"])
    return b"big = " + literal + b"\n" + text


def _endings(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    return text.replace(b"\n", chance.choice([b"\r\n", b"\n\n", b" \\\n"]), chance.choice([1, -1]))


_WORDS = [
    b"tf",
    b"logits",
    b"labels",
    b"=",
    b"(",
    b")",
    b",",
    b":",
    b"*",
    b"**",
    b"#",
    b"'",
    b'"""',
    b"lambda",
    b"None",
]
_MUTATIONS: list[Callable[[bytes, list[bytes], random.Random], bytes]] = [
    _without_a_line,
    _line_twice,
    _lines_swapped,
    _of_two,
    _of_two,
    _indented,
    _tokens,
    _tokens,
    _noise,
    _cut,
    _nested,
    _huge,
    _endings,
]

_ODD: list[object] = [None, [], {}, 7, -1, 1e400, "x", [["x"]], {"a": []}, True]
_DEEP = [
    (b"x = ", b"(", b")", b""),
    (b"x = ", b"[", b"]", b""),
    (b"x = ", b"f(", b")", b""),
    (b"x = ", b"tf.nn.softmax(", b")", b""),
    (b"x = ", b"{1: ", b"}", b""),
    (b"x = ", b"not ", b"", b""),
    (b"x = ", b"1 + ", b"", b""),
    (b"x = ", b"lambda tf: ", b"", b""),
    (b"x = ", b"1 if tf else ", b"", b""),
    (b"", b"a = ", b"", b""),
    (b"x = ", b"", b".f()", b""),
    (b"x = ", b"", b".nn", b""),
    (b"x = ", b"", b"[tf]", b""),
    (b"x = f'", b"{tf}", b"", b"'"),
    (b"blocks", b"", b"", b""),
]
_HUGE: list[Callable[[int], bytes]] = [
    lambda size: b"x = '" + b"a" * size + b"'",
    lambda size: b"x = '''" + b"a\n" * size + b"'''",
    lambda size: b"x = [" + b"1, " * size + b"]",
    lambda size: b"x = " + b"1" * min(size, 4_000),
    lambda size: b"x = {" + b"'a': tf, " * (size // 10) + b"}",
    lambda size: b"# " + b"x" * size,
    lambda size: b"# tfcompat: ignore[TFC101]\n" * (size // 100),
    lambda size: b"x" * size + b" = 1",
    lambda size: b"x = 1;" * (size // 10),
    lambda size: b"tf = tf\n" * (size // 100),
    lambda size: b"x = tf.layers.dense(x, 1)\n" * (size // 200),
    lambda size: b"".join(b"def f%d(y, z):\n    return %b\n" % (number, _CALL) for number in range(size // 400)),
    lambda size: b"\\\n" * (size // 10),
    lambda size: b"from a import *\n" * (size // 100),
    lambda size: b" " * size,
]
FAMILIES = {
    "mutated programs": mutated,
    "notebooks of mutated cells": notebook,
    "noise": noise,
    "deep nesting": deep,
    "huge literals and lines": huge,
}
"""How a program is made, by the name of the family."""
