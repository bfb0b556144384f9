"""The code cells of a notebook: found in its JSON, and joined into one Python text, as they run."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from tfcompat._codes import Code
from tfcompat.migrate.notebooks.cell_faults import HEAD, looked_at
from tfcompat.migrate.notebooks.json_spans import offset_of, spans
from tfcompat.migrate.notebooks.magics import mask
from tfcompat.migrate.syntax.source import NotAnalysedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.notebooks.json_spans import Value
    from tfcompat.migrate.notebooks.magics import Masked

__all__ = ["BETWEEN", "HEAD", "Cell", "Notebook", "sources"]

BETWEEN = b"\n\n"
"""After each cell: it separates insertions after its last line from those before the next cell's first line."""
_APART = b"0\n"
_INPUTS = {2: "input", 3: "input", 4: "source"}


@dataclass(slots=True)
class Cell:
    """A code cell."""

    number: int
    """Among all cells, starting at 0."""
    source: Value
    """In the JSON: a string, or an array of strings."""
    strings: list[Value]
    text: str
    masked: Masked
    fault: NotAnalysedError | None = None
    """Why it cannot be checked."""
    is_known: bool = False
    """Whether `fault` comes from the same text in another notebook."""
    start: int = 0
    """Its start in the Python text of the notebook."""
    row: int = 0
    """How many lines are above it there."""

    _bounds: list[int] = field(default_factory=list)

    def bounds(self, json_text: str) -> list[int]:
        """Return how many bytes of the cell's text are before each of its strings, and in all of them."""
        if not self._bounds:
            sizes = (len(string.text(json_text).encode("utf-8", "surrogatepass")) for string in self.strings)
            self._bounds = [0, *accumulate(sizes)]
        return self._bounds

    def place(self, json_text: str, offset: int, *, end: bool = False) -> int:
        """Return the offset in the JSON of a byte of the cell's text; with `end`, the one after the byte before it."""
        if not self.strings:
            return self.source.start
        bounds = self.bounds(json_text)
        at = min(bisect_right(bounds, offset - end, 1), len(self.strings)) - 1
        return offset_of(json_text, self.strings[at], offset - bounds[at])


class Notebook:
    """A notebook of format 2, 3 or 4."""

    def __init__(self, raw: bytes, like: Notebook | None = None) -> None:
        """Find the cells.

        Args:
            raw: The bytes of the file.
            like: A notebook with some of the same cells, whose results for them are reused.

        Raises:
            NotAnalysedError: It is not a notebook.
        """
        self.raw = raw
        try:
            self.json: str = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise NotAnalysedError(
                Code.ENCODING, line, "is not UTF-8, the encoding of all notebooks; save it as UTF-8"
            ) from None
        self._mark = raw[: len(raw) - len(self.json.encode())]
        content = _loaded(self.json)
        self.is_python: bool = _language(content) in ("python", "ipython", "")
        known = {cell.text: cell for cell in like.cells} if like is not None else {}
        self.cells: list[Cell] = list(_cells(self.json, content, known))
        """The code cells."""
        self.read: list[Cell] = []
        """The code cells that are part of the Python text."""
        self.python: bytes = self._python() if self.is_python else b""
        """The Python text."""

    @property
    def rows(self) -> tuple[tuple[int, int], ...]:
        """How many lines are above each cell in the Python text, and its number."""
        return tuple((cell.row, cell.number) for cell in self.read)

    def encode(self, text: str) -> bytes:
        """Bytes of the file that holds this JSON."""
        return self._mark + text.encode()

    @property
    def hidden(self) -> str:
        """What is not part of the Python text: magics, unchecked cells, and cells for other programs."""
        unread = [cell.text for cell in self.cells if cell.fault]
        return "\n".join([*unread, *(text for cell in self.cells for text in cell.masked.hidden)])

    def _python(self) -> bytes:
        parts, length, rows = [HEAD], len(HEAD), HEAD.count(b"\n")
        for cell in self.cells:
            if cell.masked.magic:
                continue
            if not cell.is_known:
                cell.masked, cell.fault = looked_at(cell.text, cell.masked)
            if cell.fault:
                continue
            # An indented cell would continue the last block of the one above.
            apart = _APART if self.read and cell.masked.text.lstrip(b"\r\n")[:1] in (b" ", b"\t") else b""
            cell.start, cell.row = length + len(apart), rows + apart.count(b"\n")
            parts += [apart, cell.masked.text, BETWEEN]
            length = cell.start + len(cell.masked.text) + len(BETWEEN)
            rows = cell.row + cell.masked.text.count(b"\n") + BETWEEN.count(b"\n")
            self.read.append(cell)
        return b"".join(parts)


def sources(json_text: str) -> tuple[Any, list[str]]:
    """Return the content of a notebook without the source of its code cells, and those sources, for comparing two."""
    content, taken = json.loads(json_text), []
    for key, cell in _code(content):
        source = cell.pop(key)
        taken.append(source if isinstance(source, str) else "".join(source))
    return content, taken


def _loaded(text: str) -> Any:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise NotAnalysedError(
            Code.NOT_PARSED, error.lineno, f"is not a notebook: its JSON is invalid ({error.msg})"
        ) from None
    except ValueError as error:  # a number with thousands of digits
        raise NotAnalysedError(Code.NOT_PARSED, 1, f"is not a notebook: its JSON cannot be read ({error})") from None
    except RecursionError:
        raise NotAnalysedError(Code.NOT_PARSED, 1, "is not a notebook: its JSON is nested too deeply") from None
    if not isinstance(content, dict) or content.get("nbformat", 4) not in [*_INPUTS] or not _is_notebook(content):
        raise NotAnalysedError(
            Code.NOT_PARSED, 1, "is not a notebook of format 2, 3 or 4; open it in Jupyter and save it"
        )
    return content


def _is_notebook(content: dict[str, Any]) -> bool:
    sheets = content.get("worksheets", [content])
    return isinstance(sheets, list) and all(
        isinstance(sheet, dict)
        and isinstance(sheet.get("cells"), list)
        and all(_is_cell(cell) for cell in sheet["cells"])
        for sheet in sheets
    )


def _is_cell(cell: object) -> bool:
    if not isinstance(cell, dict):
        return False
    source = cell.get("input", cell.get("source", "")) if cell.get("cell_type") == "code" else ""
    return isinstance(source, str) or (isinstance(source, list) and all(isinstance(line, str) for line in source))


def _language(content: dict[str, Any]) -> str:
    """Return the language of the cells, if the notebook names it."""
    metadata = content.get("metadata")
    for part, key in (("language_info", "name"), ("kernelspec", "language")):
        described = metadata.get(part) if isinstance(metadata, dict) else None
        if isinstance(described, dict) and isinstance(described.get(key), str):
            return str(described[key]).lower()
    return ""


def _code(content: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each code cell with a source, and the key of the source."""
    for sheet in content.get("worksheets", [content]):
        for cell in sheet["cells"]:
            key = next((key for key in ("input", "source") if key in cell), None)
            if cell.get("cell_type") == "code" and key and cell.get("language", "python") == "python":
                yield key, cell


def _cells(text: str, content: dict[str, Any], known: dict[str, Cell]) -> Iterator[Cell]:
    code = {id(cell): key for key, cell in _code(content)}
    root, number = spans(text), 0
    sheets = root.members["worksheets"].items if "worksheets" in content else [root]
    for sheet, told in zip(sheets, content.get("worksheets", [content]), strict=True):
        for value, cell in zip(sheet.members["cells"].items, told["cells"], strict=True):
            if id(cell) in code:
                source = value.members[code[id(cell)]]
                strings = source.items if text[source.start] == "[" else [source]
                joined = "".join(string.text(text) for string in strings)
                if same := known.get(joined):
                    yield Cell(number, source, strings, joined, same.masked, same.fault, is_known=True)
                else:
                    yield Cell(number, source, strings, joined, mask(joined))
            number += 1
