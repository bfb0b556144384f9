"""Comments that suppress findings in a statement or a file: ``# tfcompat: ignore[TFC101] reason``."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tfcompat._codes import Code, as_typed
from tfcompat.migrate.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["CODE", "Suppressions"]

CODE = Code.UNUSED_SUPPRESSION
_COMMENT = re.compile(rb"#\s*tfcompat:\s*ignore(-file)?\b[ \t]*(?:\[([^]\r\n]*)\])?")
# Parts of a statement with their own header.
_PARTS = {
    "class_definition",
    "decorator",
    "elif_clause",
    "else_clause",
    "except_clause",
    "except_group_clause",
    "finally_clause",
    "function_definition",
    "case_clause",
}


@dataclass(frozen=True, slots=True)
class _Suppression:
    offset: int
    text: str
    codes: tuple[str, ...]
    of_file: bool
    row: int
    spares_from: int
    """The row of the statement below it, if it has its own line; otherwise its own row."""
    used: set[str] = field(default_factory=set)


class Suppressions:
    """The suppressions of one file, and which of them were used."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._found = list(_found(source))

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self._found)

    def spares(self, finding: Finding) -> bool:
        """Return whether one of them is about a finding, and mark it as used."""
        if not self._found:
            return False
        first, last = _rows(self._source, finding.span)
        about = [
            one
            for one in self._found
            if finding.code in one.codes and (one.of_file or first <= one.row <= last or one.spares_from == first)
        ]
        for one in about:
            one.used.add(finding.code)
        return bool(about)

    def unused(self, path: str, known: Collection[str], wanted: Callable[[str], bool]) -> Iterator[Finding]:
        """Yield findings about unused ones.

        Args:
            path: The path of the file.
            known: Every code.
            wanted: Whether a code was selected.
        """
        for one in self._found:
            if not one.codes:
                yield self._finding(path, one, f"`{one.text}` names no code, and suppresses nothing", _NAME_ONE)
            for code in one.codes:
                if code not in known:
                    near = difflib.get_close_matches(as_typed(code), known, 1)
                    hint = f"did you mean {near[0]}?" if near else "`tfcompat rules` lists the codes"
                    yield self._finding(path, one, f"`{one.text}` names {code}, which is not a code", hint)
                elif code not in one.used and wanted(code):
                    where = "file" if one.of_file else "statement"
                    yield self._finding(
                        path, one, f"`{one.text}` suppresses no {code}", f"none is found in this {where}; remove it"
                    )

    def _finding(self, path: str, one: _Suppression, message: str, reason: str) -> Finding:
        line, column = self._source.position(one.offset)
        return Finding(
            path=path,
            code=CODE,
            line=line,
            column=column,
            message=message,
            applicability="manual",
            reason=reason,
            span=(one.offset, one.offset + len(one.text.encode())),
        )


_NAME_ONE = "name the code to suppress, such as # tfcompat: ignore[TFC101] and the reason"


def _found(source: Source) -> Iterator[_Suppression]:
    for match in _COMMENT.finditer(source.text):
        node = source.root.descendant_for_byte_range(match.start(), match.start() + 1)
        if node is None or node.type != "comment":  # in a string
            continue
        codes = tuple(code.strip().upper() for code in (match[2] or b"").decode("utf-8").split(",") if code.strip())
        yield _Suppression(
            match.start(),
            match[0].decode("utf-8").rstrip(),
            codes,
            of_file=bool(match[1]),
            row=node.start_point.row,
            spares_from=_row_below(source, node),
        )


def _row_below(source: Source, comment: Node) -> int:
    """Return the row that a comment is about: if it is alone on its line, the next row with more than a comment."""
    lines, row = source.text.split(b"\n"), comment.start_point.row
    while row < len(lines) and lines[row].lstrip().startswith(b"#"):
        row += 1
    return row


def _rows(source: Source, span: tuple[int, int]) -> tuple[int, int]:
    """Return the first and last row of the statement around a span; for one with a block, those of its header."""
    node = source.root.descendant_for_byte_range(*span) or source.root
    while node.parent is not None and node.type not in _PARTS and node.parent.type not in ("module", "block"):
        node = node.parent
    block = next((child for child in node.children if child.type == "block"), None)
    if block is None:
        return node.start_point.row, node.end_point.row
    header = [child for child in node.children if child.type == ":" and child.end_byte <= block.start_byte]
    return node.start_point.row, header[-1].end_point.row if header else block.start_point.row
