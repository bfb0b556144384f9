"""The text of a file with findings, as an editor shows it: their places, and what their fixes replace."""

from __future__ import annotations

import io
import tokenize
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from tfcompat.migrate.file_kinds import is_notebook
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.names.resolver import Names
from tfcompat.migrate.notebooks.cells import Notebook
from tfcompat.migrate.notebooks.migrate import changes
from tfcompat.migrate.rewrite.add_imports import Module, added
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.syntax.lines import Lines, Region
from tfcompat.migrate.syntax.source import NotAnalysedError, parse

if TYPE_CHECKING:
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.migration import Migration
    from tfcompat.migrate.notebooks.cells import Cell

__all__ = ["Artifact", "Replacement", "decoded"]

_BLOCK = 1024


class Replacement(NamedTuple):
    """The old and the new text of a region of a file."""

    region: Region
    text: str


class Artifact:
    """One file before its migration.

    The places of a finding count from the start of the file or, in a notebook, of the cell. Tools without a notion of
    cells need the place in the file: `region` and `fix` use that, `own` and `own_region` count as the finding does.
    """

    def __init__(self, migration: Migration) -> None:
        self._raw, self._path = migration.before, migration.path
        self._cells = {cell.number: cell for cell in self._book.cells} if self._book else {}
        self._owns: dict[int | None, Lines] = {}

    @cached_property
    def _book(self) -> Notebook | None:
        """The notebook, if it is one and can be read."""
        try:
            return Notebook(self._raw) if is_notebook(self._raw, self._path) else None
        except NotAnalysedError:
            return None

    @cached_property
    def text(self) -> Lines:
        """The text of the file."""
        return Lines((self._book.json if self._book else decoded(self._raw)).encode())

    def own(self, finding: Finding) -> Lines:
        """Return the text in which the places of a finding count."""
        if finding.cell not in self._owns:
            cell = self._cell(finding)
            self._owns[finding.cell] = Lines(cell.text.encode("utf-8", "surrogatepass")) if cell else self.text
        return self._owns[finding.cell]

    def own_region(self, finding: Finding) -> Region:
        """Return the place of a finding in its own text."""
        own = self.own(finding)
        return own.region(*_span(finding, own))

    def region(self, finding: Finding) -> Region:
        """Return the place of a finding in the file."""
        start, end = _span(finding, self.own(finding))
        cell = self._cell(finding)
        if self._book and cell:
            start, end = (self._bytes(cell.place(self._book.json, at, end=at == end)) for at in (start, end))
        return self.text.region(start, end)

    def fix(self, finding: Finding) -> list[Replacement]:
        """Return the replacements that apply a single fix, with the imports that it needs. None if there is no fix."""
        if not finding.fixable or self._module is None:
            return []
        cell = self._cell(finding)
        moved = cell.start if cell else 0
        edits = [Edit(edit.start + moved, edit.end + moved, edit.replacement) for edit in finding.edits]
        try:
            edits += added(self._module, [replace(finding, span=(finding.span[0] + moved, finding.span[1] + moved))])
        except RefusedError:  # there is no place for the import; a run that applies the fix notices it too
            return []
        if self._book:
            inside = [(self._bytes(start), self._bytes(end), text) for start, end, text in changes(self._book, edits)]
        else:
            inside = [(edit.start, edit.end, edit.replacement.decode("utf-8")) for edit in sorted(edits)]
        return [Replacement(self.text.region(start, end), text) for start, end, text in inside]

    def _cell(self, finding: Finding) -> Cell | None:
        return None if finding.cell is None else self._cells.get(finding.cell)

    @cached_property
    def _module(self) -> Module | None:
        try:
            return Module(Names(parse(self._book.python if self._book else self._raw)))
        except NotAnalysedError:
            return None

    def _bytes(self, characters: int) -> int:
        """Return the byte offset of a character in a notebook."""
        if self._book is None:
            return characters
        whole, rest = divmod(characters, _BLOCK)
        return self._blocks[whole] + len(self._book.json[characters - rest : characters].encode())

    @cached_property
    def _blocks(self) -> list[int]:
        """How many bytes of the notebook are before each block of its characters."""
        text = self._book.json if self._book else ""
        return [0, *accumulate(len(text[at : at + _BLOCK].encode()) for at in range(0, len(text), _BLOCK))]


def decoded(raw: bytes) -> str:
    """Return the text of a Python file by the encoding that it declares, without a byte order mark."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
        return raw.decode(encoding, "replace")
    except (SyntaxError, LookupError):
        return raw.decode("utf-8-sig", "replace")


def _span(finding: Finding, own: Lines) -> tuple[int, int]:
    """Return the byte span of a finding; without a use, that of its line without surrounding whitespace."""
    start, end = finding.span
    if (start, end) != (0, 0):
        return start, end
    start = own.start(finding.line)
    line = own.raw[start : own.start(finding.line + 1)]
    return start + len(line) - len(line.lstrip()), start + max(len(line.rstrip()), len(line) - len(line.lstrip()))
