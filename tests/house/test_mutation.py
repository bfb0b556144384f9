"""The mutants of a source file are what they say, and what is recorded of them is explained."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from support.broken_source import mutants
from support.explained_mutants import EXPLAINED, explained

import tfcompat

ROOT = Path(tfcompat.__file__).parents[1]
RECORD = json.loads((ROOT / "benchmarks" / "results" / "mutation.json").read_text(encoding="utf-8"))

SOURCE = '''"""A module."""
from __future__ import annotations
if TYPE_CHECKING:
    X = 1
__all__ = ["f"]

def f(é: Literal["a"] = (1), *, b=True) -> Literal["b"]:
    """Text."""
    if é and not (b): raise ValueError("no" + "thing")
    return [g(x, key="k", other=2) for x in é if x  is  not None] + (-b,)
'''


def lines_of(source: str) -> set[tuple[str, str]]:
    return {(mutant.kind, mutant.within.strip()) for mutant in mutants(source.encode())}


def test_each_operator_breaks_its_own_place():
    last = 'return [g(x, key="k", other=2) for x in é if x  is  not None] + (-b,)'
    assert lines_of(SOURCE) == {
        ("constant", SOURCE.splitlines()[6].replace("(1)", "(2)")),
        ("constant", SOURCE.splitlines()[6].replace("True", "False")),
        ("operator", 'if é or not (b): raise ValueError("no" + "thing")'),
        ("operator", 'if é and (b): raise ValueError("no" + "thing")'),
        ("statement", "if é and not (b): pass"),
        ("return", "return None"),
        ("operator", last.replace("] +", "] -")),
        ("operator", last.replace("-b", "b")),
        ("argument", last.replace('key="k", ', " ")),
        ("argument", last.replace("other=2", "")),
        ("constant", last.replace('"k"', "'Xk'")),
        ("constant", last.replace("2", "3")),
        ("condition", last.replace("x  is  not None", "True")),
        ("operator", last.replace("is  not", "is")),
    }


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("x = a < b <= c", {"x = a <= b <= c", "x = a < b < c"}),
        ("x = a >= b > c", {"x = a > b > c", "x = a >= b >= c"}),
        ("x = a == b != c", {"x = a != b != c", "x = a == b == c"}),
        ("x = a in b", {"x = a not in b"}),
        ("x = a not in b", {"x = a in b"}),
        ("x = a is b", {"x = a is not b"}),
        ("x = (a) + (b) - c", {"x = (a) - (b) - c", "x = (a) + (b) + c"}),
        ("x = a * b / c // d", {"x = a / b / c // d", "x = a * b * c // d", "x = a * b / c * d"}),
        ("x = a ** b", {"x = a * b"}),
        ("x = a | b & c", {"x = a & b & c", "x = a | b | c"}),
        ("x = a or b or c", {"x = a and b or c", "x = a or b and c"}),
        ("x = a if f(b) else c", {"x = a if (not (f(b))) else c"}),
        ("x += f()", {"pass"}),
        ("f(*a, b=0)", {"pass", "f(*a, )", "f(*a, b=1)"}),
        ('x: "int" = f"a{b}"', set()),
    ],
)
def test_an_operator_becomes_its_opposite_or_its_neighbour(whole, broken):
    assert {line for _, line in lines_of(f"{whole}\n")} == broken


def test_a_mutant_says_where_it_is():
    _, mutant = mutants("é = 1  # é\n\nä = b == c\n".encode())
    assert (mutant.line, mutant.kind, mutant.old, mutant.new) == (3, "operator", "==", "!=")
    assert str(mutant) == "3: operator: ä = b != c"
    ast.parse(mutant.source)


@pytest.mark.parametrize("row", EXPLAINED, ids=lambda row: f"{row.file}: {row.within}")
def test_an_explained_mutant_still_exists(row):
    found = [mutant for mutant in mutants((ROOT / row.file).read_bytes()) if explained(row.file, mutant) == row.why]
    assert found, "the line changed: explain what is there now, or remove the row"
    assert row.why.endswith(".")


def test_no_mutant_is_explained_twice():
    assert len({row[:3] for row in EXPLAINED}) == len(EXPLAINED)


def test_a_mutant_that_survived_is_explained():
    known = {row[:3] for row in EXPLAINED}
    assert [row for row in RECORD["survivors"] if (row["file"], row["old"], row["within"]) not in known] == []


def test_the_record_counts_every_mutant_that_was_tried():
    for row in RECORD["rows"]:
        assert row["tried"] == sum(row[how] for how in ("failed", "too slow", "explained", "survive"))
        assert row["tried"] <= row["mutants"]
        assert row["survive"] == 0
