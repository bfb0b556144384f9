"""A module with one thing in it broken: every such mutant of a source file, as text.

The operators are those of mutmut and cosmic-ray. Neither tool is used: mutmut leaves out every decorated function,
which is most of what is differentiated here, and cosmic-ray starts a process, with TensorFlow, for each mutant.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SWAPPED = {
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Is: ("is", "is not"),
    ast.IsNot: (r"is\s+not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: (r"not\s+in", "in"),
    ast.Add: (r"\+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: (r"\*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Pow: (r"\*\*", "*"),
    ast.BitOr: (r"\|", "&"),
    ast.BitAnd: ("&", "|"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
    ast.Not: (r"not\s*", ""),
    ast.USub: ("-", ""),
}
"""The pattern of each operator, and what it becomes."""


@dataclass(frozen=True)
class Mutant:
    """What stands at a place of a module, what it becomes, and the whole source with it."""

    line: int
    kind: str
    old: str
    new: str
    within: str
    source: bytes

    def __str__(self) -> str:
        return f"{self.line}: {self.kind}: {self.within.strip()}"


@dataclass(frozen=True)
class _Edit:
    kind: str
    start: int
    end: int
    new: str


def mutants(source: bytes) -> list[Mutant]:
    """Every mutant, in the order of the places."""
    edits = _Edits(source).of(ast.parse(source))
    return [_mutant(source, edit) for edit in sorted(edits, key=lambda edit: (edit.start, edit.end, edit.kind))]


def _mutant(source: bytes, edit: _Edit) -> Mutant:
    changed = source[: edit.start] + edit.new.encode() + source[edit.end :]
    line = source.count(b"\n", 0, edit.start) + 1
    old = source[edit.start : edit.end].decode()
    within = changed.splitlines()[line - 1].decode()
    return Mutant(line, edit.kind, old, edit.new, within, changed)


class _Edits:
    """The edits of one file, each of one node."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._lines = [0]
        for line in source.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    def of(self, node: ast.AST) -> Iterator[_Edit]:
        """The edits of a node and of all below it."""
        yield from self._of_one(node)
        for child in _children(node):
            yield from self.of(child)

    def _start(self, node: ast.AST) -> int:
        return self._lines[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.AST) -> int:
        return self._lines[node.end_lineno - 1] + node.end_col_offset

    def _of_one(self, node: ast.AST) -> Iterator[_Edit]:
        for kind, of in _OF.items():
            if isinstance(node, kind):
                yield from of(self, node)

    def _operator(self, operator: ast.AST, start: int, end: int) -> Iterator[_Edit]:
        if type(operator) in _SWAPPED:
            pattern, new = _SWAPPED[type(operator)]
            if token := re.search(pattern.encode(), self._source[start:end]):
                yield _Edit("operator", start + token.start(), start + token.end(), new)

    def _of_compare(self, node: ast.Compare) -> Iterator[_Edit]:
        operands = [node.left, *node.comparators]
        for operator, left, right in zip(node.ops, operands, operands[1:], strict=False):
            yield from self._operator(operator, self._end(left), self._start(right))

    def _of_binary(self, node: ast.BinOp) -> Iterator[_Edit]:
        yield from self._operator(node.op, self._end(node.left), self._start(node.right))

    def _of_boolean(self, node: ast.BoolOp) -> Iterator[_Edit]:
        for left, right in zip(node.values, node.values[1:], strict=False):
            yield from self._operator(node.op, self._end(left), self._start(right))

    def _of_unary(self, node: ast.UnaryOp) -> Iterator[_Edit]:
        yield from self._operator(node.op, self._start(node), self._start(node.operand))

    def _of_constant(self, node: ast.Constant) -> Iterator[_Edit]:
        value = node.value
        if isinstance(value, bool):
            yield self._replaced("constant", node, str(not value))
        elif isinstance(value, (int, float)):
            yield self._replaced("constant", node, repr(value + 1))
        elif isinstance(value, str):
            yield self._replaced("constant", node, repr(f"X{value}"))

    def _of_condition(self, node: ast.If | ast.IfExp | ast.While) -> Iterator[_Edit]:
        plain = isinstance(node.test, (ast.Name, ast.Attribute, ast.Call, ast.NamedExpr))
        if plain and not _is_for_readers(node):
            yield self._replaced("condition", node.test, f"(not ({self._text(node.test)}))")

    def _of_comprehension(self, node: ast.comprehension) -> Iterator[_Edit]:
        for condition in node.ifs:
            yield self._replaced("condition", condition, "True")

    def _of_return(self, node: ast.Return) -> Iterator[_Edit]:
        if node.value is not None and not _is_none(node.value):
            yield self._replaced("return", node.value, "None")

    def _of_statement(self, node: ast.stmt) -> Iterator[_Edit]:
        if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Constant):
            yield self._replaced("statement", node, "pass")

    def _of_call(self, node: ast.Call) -> Iterator[_Edit]:
        for keyword in node.keywords:
            start, end = self._start(keyword), self._end(keyword)
            comma = re.match(rb"\s*,", self._source[end:])
            yield _Edit("argument", start, end + (comma.end() if comma else 0), "")

    def _text(self, node: ast.AST) -> str:
        return self._source[self._start(node) : self._end(node)].decode()

    def _replaced(self, kind: str, node: ast.AST, new: str) -> _Edit:
        return _Edit(kind, self._start(node), self._end(node), new)


_OF = {
    ast.Compare: _Edits._of_compare,
    ast.BinOp: _Edits._of_binary,
    ast.BoolOp: _Edits._of_boolean,
    ast.UnaryOp: _Edits._of_unary,
    ast.Constant: _Edits._of_constant,
    (ast.If, ast.IfExp, ast.While): _Edits._of_condition,
    ast.comprehension: _Edits._of_comprehension,
    ast.Return: _Edits._of_return,
    (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break): _Edits._of_statement,
    ast.Call: _Edits._of_call,
}


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


_NOT_RUN = ("annotation", "returns", "type_comment")


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below one, without what is for readers: types, docstrings, the names of a module, texts of errors."""
    if isinstance(node, (ast.JoinedStr, ast.Import, ast.ImportFrom)) or _is_for_readers(node):
        return
    for name, value in ast.iter_fields(node):
        if name not in _NOT_RUN:
            yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, ast.AST))


def _is_for_readers(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if isinstance(node, ast.Assign):
        return isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__"
    return isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
