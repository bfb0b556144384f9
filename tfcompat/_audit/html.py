"""An audit as HTML, for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from tfcompat._pages import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["as_html"]

_COLOURS = {"right": "#2e9b46", "wrong": "#e5484d", "unknown": "#8b8d98"}
"""Of the verdicts: each has a contrast of at least 3 to white and to black, and the verdict is also a word."""
_TABLE = '<table style="border-collapse:collapse"><caption style="text-align:left">{caption}</caption>{rows}</table>'
_HEAD = ("Verdict", "Reader", "Output", "Gives", "Reads", "What to do")
_CELL = "text-align:left;vertical-align:top;padding:2px 10px 2px 0"


def as_html(summary: str, audited: Iterable[Any]) -> str:
    """Return a table with a row for each `AuditRow`; the colours of the text are those of the notebook."""
    head = "".join(f'<th style="{_CELL}">{name}</th>' for name in _HEAD)
    rows = "".join(_row(row) for row in audited)
    return _TABLE.format(caption=escape(summary), rows=f"<tr>{head}</tr>{rows}")


def _row(row: Any) -> str:
    verdict = f'<b style="color:{_COLOURS[row.verdict]}">{row.verdict}</b>'
    layer = f"<br><small>layer {escape(row.layer)}</small>" if row.layer else ""
    code = f"{_code(row.code)} " if row.code else ""
    cells = (
        verdict,
        f"{row.kind} <code>{escape(row.reader)}</code>",
        escape(row.output),
        f"{escape(row.gives)}{layer}",
        escape(row.reads),
        f"{code}{escape(row.message)}",
    )
    return "".join(["<tr>", *(f'<td style="{_CELL}">{cell}</td>' for cell in cells), "</tr>"])


def _code(code: str) -> str:
    page = page_of(code)
    return f'<a href="{escape(page)}">{code}</a>' if page else code
