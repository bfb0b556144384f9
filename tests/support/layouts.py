"""Random layouts: what may stand between tokens, and values that hold everything that an edit could trip over."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

VALUES = ["a", "(b)", "c[0]", "f(a, b=c)", "{'k': 1}", "lambda x, y=2: x", "'# no'", '"""t\n# x"""', "[\n1,  # one\n2]"]
COMMENT = re.compile(r"# c\d+")


def gap(rng: random.Random) -> str:
    """What may stand between two tokens inside parentheses.

    The parser gives up (TFC900, nothing is changed) at one thing that Python allows: a comment that stands behind an
    equals sign on a line of its own and is indented less than its block.
    """
    number = rng.randrange(1000)
    return rng.choice(["", " ", "  ", "\t", "\n    ", f"  # c{number}\n      ", f"\n\n\t# c{number}\n\t\t", " \\\n "])


def plain(value: str) -> str:
    """An expression as Python writes it."""
    return ast.unparse(ast.parse(f"({value})", mode="eval"))


def listed(rng: random.Random, given: list[tuple[str, str]]) -> str:
    """The arguments of a call, keyword and value or nothing and value, in their order and in some layout."""
    parts = []
    for name, value in given:
        text = f"{name}{gap(rng)}={gap(rng)}{value}" if name else value
        parts.append(f"{gap(rng)}{text}{gap(rng)}")
    return ",".join(parts) + rng.choice(["", ",", " , "] if parts else [""]) + gap(rng)
