"""A notebook: its cells are migrated as one text, and only the lines that change are rewritten in its JSON."""

from __future__ import annotations

import dataclasses
import json
import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from tfcompat._codes import Code
from tfcompat.migrate.engine import migrate_parsed, refused
from tfcompat.migrate.finding import Edit, Finding
from tfcompat.migrate.migration import Migration
from tfcompat.migrate.notebooks.cells import Cell, Notebook, sources
from tfcompat.migrate.notebooks.json_spans import offset_of
from tfcompat.migrate.notebooks.project import CellsOfProgram
from tfcompat.migrate.options import Options
from tfcompat.migrate.rules import all_rules, may_find
from tfcompat.migrate.syntax.source import CellLine, NotAnalysedError
from tfcompat.migrate.syntax.splices import splice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.migrate.names.other_files import Around
    from tfcompat.migrate.project import Program
    from tfcompat.migrate.syntax.parsed import Parsed

__all__ = ["changes", "migrate_notebook"]

_FOREIGN = Code.BY_HAND
_OTHERS = "it is not Python of this notebook"
_BEHIND = "it is a block on the line of a magic"
_COLAB = re.compile(r"%tensorflow_version\s+([12])\.x")


def migrate_notebook(
    book: Notebook | NotAnalysedError,
    text: Parsed,
    path: str,
    *,
    options: Options | None = None,
    loss_readers: Sequence[str] = (),
    program: Program | None = None,
    run: Around | None = None,
) -> Migration:
    """Migrate a notebook, or report why it is not one; see `migrate_source`. Findings get the number of their cell.

    Args:
        book: The notebook.
        text: Its Python.
        path: Its name in findings.
        options: See `migrate_source`.
        loss_readers: See `migrate_source`.
        program: See `migrate_source`.
        run: See `migrate_source`.
    """
    options = options or Options()
    if isinstance(book, NotAnalysedError):
        return Migration(path, text.raw, text.raw, (_unread(path, book, None),), analysed=False)
    raw = book.raw
    bad = [_unread(path, cell.fault, cell.number) for cell in book.cells if cell.fault]
    if options.wants(_FOREIGN):
        bad += [finding for cell in book.cells for finding in _foreign(path, cell)]
    colab = _COLAB.search(book.hidden)
    if colab and options.era == "auto":
        options = dataclasses.replace(options, era="tf1" if colab[1] == "1" else "tf2")
    starts = {cell.number: cell.start for cell in book.read}
    done = migrate_parsed(
        text,
        path,
        options=options,
        loss_readers=loss_readers,
        program=CellsOfProgram(book.hidden, program),
        run=run,
    )
    findings = tuple(sorted((*bad, *(_placed(starts, one) for one in done.findings)), key=_order))
    if not done.changed:
        return Migration(path, raw, raw, findings, analysed=done.analysed)
    after = book.encode(_written(book, done.edits))
    if fault := _fault(book, done, after):
        return Migration(path, raw, raw, refused(findings, fault))
    return Migration(path, raw, after, findings)


def changes(book: Notebook, edits: Sequence[Edit]) -> list[tuple[int, int, str]]:
    """Return edits of the Python text as edits of the JSON: start, end and new text, in characters."""
    return sorted(_in_json(book.json, cell, edit) for cell, local in _by_cell(book, edits) for edit in local)


def _written(book: Notebook, edits: Sequence[Edit]) -> str:
    """Return the JSON with the edits of its Python text."""
    pieces, at = [], 0
    for start, end, text in changes(book, edits):
        pieces += [book.json[at:start], text]
        at = end
    return "".join([*pieces, book.json[at:]])


def _by_cell(book: Notebook, edits: Sequence[Edit]) -> Iterator[tuple[Cell, list[Edit]]]:
    """Yield the edits of each cell, with offsets in its own text."""
    local: dict[int, list[Edit]] = {}
    for edit in _joined(edits):
        position = bisect_right(book.read, edit.start, key=lambda cell: cell.start) - 1
        local.setdefault(position, []).append(_within(book.read[position], edit))
    for position, found in local.items():
        yield book.read[position], found


def _within(cell: Cell, edit: Edit) -> Edit:
    """Return an edit of the cell's own text: the line end after the last line is not part of it."""
    text, new = cell.masked.text, edit.replacement
    start, end = edit.start - cell.start, edit.end - cell.start
    if end <= len(text):
        return Edit(start, end, new)
    if start > len(text):  # a line after the last one
        return Edit(len(text), len(text), b"\n" + new.removesuffix(b"\n"))
    if not new:  # the last line is removed, with the line end before it
        start -= len(re.search(rb"\r?\n?\Z", text[:start])[0])  # type: ignore[index]  # matches the empty string too
    return Edit(start, len(text), new.removesuffix(b"\n"))


def _joined(edits: Sequence[Edit]) -> list[Edit]:
    """Return edits that do not touch each other."""
    found: list[Edit] = []
    for edit in sorted(edits):
        if found and found[-1].end == edit.start:
            last = found.pop()
            found.append(Edit(last.start, edit.end, last.replacement + edit.replacement))
        else:
            found.append(edit)
    return found


def _in_json(text: str, cell: Cell, edit: Edit) -> tuple[int, int, str]:
    """Return an edit of a cell as an edit of the JSON."""
    bounds = cell.bounds(text)
    first = min(bisect_right(bounds, edit.start), len(cell.strings)) - 1
    last = first if edit.start == edit.end else bisect_left(bounds, edit.end, first + 1) - 1
    whole = (edit.start, edit.end) == (bounds[first], bounds[last + 1])
    if whole and not edit.replacement and len(cell.strings) > 1:
        return _without(cell, first, last)
    start = offset_of(text, cell.strings[first], edit.start - bounds[first])
    end = offset_of(text, cell.strings[last], edit.end - bounds[last])
    lines = edit.replacement.decode("utf-8").splitlines(keepends=True) if cell.strings != [cell.source] else []
    if len(lines) == 0:
        lines = [edit.replacement.decode("utf-8")]
    elif lines[-1].endswith("\n") and edit.end < bounds[last + 1]:
        lines.append("")
    elif edit.start == bounds[-1] and cell.strings[-1].text(text).endswith("\n"):
        lines.insert(0, "")
    return (
        start,
        end,
        f'"{_between(text, cell)}"'.join(json.dumps(line, ensure_ascii=text.isascii())[1:-1] for line in lines),
    )


def _without(cell: Cell, first: int, last: int) -> tuple[int, int, str]:
    """Remove strings from an array, with the commas that would remain."""
    if last + 1 < len(cell.strings):
        return cell.strings[first].start, cell.strings[last + 1].start, ""
    if first > 0:
        return cell.strings[first - 1].end, cell.strings[last].end, ""
    return cell.strings[0].start, cell.strings[-1].end, '""'


def _between(text: str, cell: Cell) -> str:
    """Return what is between two strings of the array: a comma, and the file's line break and indentation."""
    if len(cell.strings) > 1:
        return text[cell.strings[0].end : cell.strings[1].start]
    blank = text[cell.source.start + 1 : cell.strings[0].start]
    return f",{blank or (' ' if ', ' in text[: cell.source.start] else '')}"


def _fault(book: Notebook, done: Migration, after: bytes) -> str:
    """Return the problem of the notebook that would be written; empty if there is none."""
    changed = {cell.number: splice(cell.text.encode(), edits) for cell, edits in _by_cell(book, done.edits)}
    want = [changed.get(cell.number, cell.text.encode("utf-8", "surrogatepass")) for cell in book.cells]
    try:
        again = Notebook(after, like=book)
    except NotAnalysedError as error:
        return f"the notebook could not be read again: {error}"
    (rest, _), (old_rest, _) = sources(again.json), sources(book.json)
    have = [cell.text.encode("utf-8", "surrogatepass") for cell in again.cells]
    indents = [[cell.masked.indent for cell in one.cells] for one in (again, book)]
    if rest != old_rest or have != want or indents[0] != indents[1] or _squeezed(again.python) != _squeezed(done.after):
        return "the notebook would differ outside the planned changes"
    return ""


def _squeezed(python: bytes) -> bytes:
    return re.sub(rb"\n+", b"\n", python)


def _placed(starts: dict[int, int], finding: Finding) -> Finding:
    """Return a finding with its cell, and with edits that count from the start of the cell."""
    line = finding.line
    if not isinstance(line, CellLine):
        return finding
    start = starts[line.cell]
    edits = (Edit(edit.start - start, edit.end - start, edit.replacement) for edit in finding.edits)
    span = (finding.span[0] - start, finding.span[1] - start)
    return dataclasses.replace(finding, cell=line.cell, line=int(line), edits=tuple(edits), span=span)


def _order(finding: Finding) -> tuple[Any, ...]:
    return finding.cell or 0, finding.line, finding.column, finding.code


def _unread(path: str, error: NotAnalysedError, cell: int | None) -> Finding:
    return Finding(
        path=path,
        code=error.code,
        cell=cell,
        line=int(error.line),
        column=1,
        message=str(error),
        applicability="manual",
        reason=f"the {'notebook' if cell is None else 'cell'} was not checked",
    )


def _foreign(path: str, cell: Cell) -> Iterator[Finding]:
    """Yield the texts after magics that name a legacy function."""
    rules = [rule for rule in all_rules().values() if not rule.MISTAKE]
    texts = [(line, magic, text, _BEHIND) for line, magic, text in cell.masked.unread]
    if cell.masked.magic:
        texts.append((1, f"%%{cell.masked.magic}", cell.text, _OTHERS))
    for line, magic, text, why in texts:
        if may_find(rules, text.encode("utf-8", "surrogatepass")):
            yield Finding(
                path=path,
                code=_FOREIGN,
                cell=cell.number,
                line=line,
                column=1,
                message=f"`{magic}` gets a text that names a legacy function",
                applicability="manual",
                reason=f"{why}, so it was not checked; change it by hand",
            )
