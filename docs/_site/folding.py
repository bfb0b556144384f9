"""Wide tables fold on a phone: each row becomes a list of cells, each with the heading of its column."""

from __future__ import annotations

import html as entities
import re

TABLE = re.compile(r"<table>\s*<thead>(?P<head>.*?)</thead>(?P<body>.*?)</table>", re.DOTALL)
HEADING = re.compile(r"<th[^>]*>(.*?)</th>", re.DOTALL)
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<td(?=[ >])")
TAG = re.compile(r"<[^>]+>")
CODE = re.compile(r"<code>(.*?)</code>", re.DOTALL)
# Two columns fit unless their code is long, and rows of many numbers are compared down the column.
FEWEST, MOST = 2, 5
LONG = 22


def with_folding_tables(html: str) -> str:
    """Return the page with the heading of the column on each cell of a table that folds."""
    return TABLE.sub(_with_labels, html)


def _with_labels(table: re.Match[str]) -> str:
    headings = [TAG.sub("", heading) for heading in HEADING.findall(table["head"])]
    if not FEWEST <= len(headings) <= MOST or (len(headings) == FEWEST and not _has_long_code(table["body"])):
        return table[0]
    body = ROW.sub(lambda row: _labelled(row[0], headings), table["body"])
    return f"<table data-folds><thead>{table['head']}</thead>{body}</table>"


def _has_long_code(body: str) -> bool:
    return any(len(entities.unescape(TAG.sub("", code))) > LONG for code in CODE.findall(body))


def _labelled(row: str, headings: list[str]) -> str:
    labels = iter(headings)
    return CELL.sub(lambda _: f'<td data-label="{entities.escape(next(labels, ""))}"', row)
