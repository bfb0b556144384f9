"""Runs over sources in memory, as the formats get them, and what each format says was found, read back from it."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote_to_bytes

from support.alone import migrate_file

from tfcompat.migrate import Options
from tfcompat.migrate.report import Problem, Report, Result

HEAD = "import tensorflow.compat.v1 as tf\n"
DENSE = f"{HEAD}x = tf.layers.dense(x, 1)\n"
UNSAFE = "import tensorflow as tf\nx = tf.nn.softmax_cross_entropy_with_logits(labels=a, logits=b)\n"
ORDER = "import tensorflow as tf\nx = tf.nn.sigmoid_cross_entropy_with_logits(a, b)\n"
NOTE = "import tensorflow as tf\nx = getattr(tf, y)\n"
LINES = f"{HEAD}x = tf.layers.dense(\n    x,\n    1)\ny = tf. \\\n  layers.dense(x, 2)\n"


def notebook(*cells: str, ensure_ascii: bool = False, indent: int | None = 1) -> bytes:
    """A notebook of code cells, below one of text."""
    made = [{"cell_type": "markdown", "metadata": {}, "source": ["tf.layers.dense"]}]
    made += [
        {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": cell.splitlines(True)}
        for cell in cells
    ]
    told = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(told, indent=indent, ensure_ascii=ensure_ascii).encode()


FILES: dict[str, bytes] = {
    "plain.py": DENSE.encode(),
    "in a/folder, with: 100% odd/näme.py": UNSAFE.encode(),
    "not\udcffutf8.py": ORDER.encode(),
    "two\nlines.py": NOTE.encode(),
    "latin.py": f"# coding: latin-1\n# \xfc\n{DENSE}".encode("latin-1"),
    "mark.py": b"\xef\xbb\xbf" + DENSE.encode(),
    "crlf.py": LINES.replace("\n", "\r\n").encode(),
    "lines.py": LINES.encode(),
    "twice.py": (HEAD + "x = tf.layers.dense(x, 1)\n" * 2).encode(),
    "wide.py": f"{HEAD}x = '\N{GRINNING FACE}ü'; y = tf.layers.dense(x, 1)\n".encode(),
    "clean.py": b"x = 1\n",
    "bad.py": b"x = 1\n  def f(:\n",
    "nul.py": b"x = 1\ny = '\0'\n",
    "wide16.py": DENSE.encode("utf-16"),
    "book.ipynb": notebook(f"# '\N{GRINNING FACE}ü'\n{HEAD}", "x = 'ü'; y = tf.layers.dense(x, 1)\nz = 1", "def f(:"),
    "ascii.ipynb": notebook(f"# '\N{GRINNING FACE}ü'\n{HEAD}x = 'ü'; y = tf.layers.dense(x, 1)", ensure_ascii=True),
    "one-line.ipynb": notebook(DENSE, "%%bash\npython -c 'import tensorflow as tf; tf.layers.dense'", indent=None),
    "no.ipynb": b'{"cells": [],\n "metadata": }',
}
"""Files of every kind; no path of theirs exists."""


def report_of(files: dict[str, bytes], *, written: bool = False, **options) -> Report:
    """What a run over these files comes to."""
    report = Report(Options(**options), write=written)
    for path, raw in files.items():
        done = migrate_file(raw, path, options=report.options)
        status = "written" if written else "pending"
        status = (status if done.changed else "unchanged") if done.analysed else "not analysed"
        report.results.append(Result(done, status))
    return report


def with_all() -> Report:
    """A run in which everything happens."""
    report = report_of(FILES)
    report.problems.append(Problem("gone, or: never 100% there.py", "does not exist"))
    report.problems.append(Problem("fault.py", "a fault of tfcompat", internal=True))
    report.lacking.append(("requirements.txt", "does not name tfcompat yet"))
    return report


def found_in(report: Report) -> Counter[tuple]:
    """What was found: path, cell, line and code."""
    return Counter((finding.path, finding.cell, finding.line, finding.code) for _, finding in report.findings)


def read_json(text: str) -> Counter[tuple]:
    return Counter((f["path"], f["cell"], f["line"], f["code"]) for f in json.loads(text)["findings"])


def read_sarif(text: str) -> Counter[tuple]:
    """Places in files as regions, those in cells from the properties."""
    found: Counter[tuple] = Counter()
    for result in json.loads(text)["runs"][0]["results"]:
        (location,) = result["locations"]
        path = os.fsdecode(unquote_to_bytes(location["physicalLocation"]["artifactLocation"]["uri"]))
        cell = result["properties"]["cell"]
        line = location["physicalLocation"]["region"]["startLine"] if cell is None else result["properties"]["line"]
        found[path, cell, line, result["ruleId"]] += 1
    return found


def read_github(text: str) -> Counter[tuple]:
    """As the runner of a workflow reads its log; annotations without a code are about no finding."""
    found: Counter[tuple] = Counter()
    for line in text.split("\n")[:-1]:
        properties, message = annotation(line)[1:]
        if not properties["title"].startswith("TFC"):
            continue
        cell = re.match(r"cell (\d+), line (\d+): ", message)
        number, row = (int(cell[1]), int(cell[2])) if cell else (None, int(properties["line"]))
        found[properties["file"], number, row, properties["title"]] += 1
    return found


def read_gitlab(text: str) -> Counter[tuple]:
    """As GitLab reads it; every fingerprint is another one."""
    told = json.loads(text)
    assert len({issue["fingerprint"] for issue in told}) == len(told)
    found: Counter[tuple] = Counter()
    for issue in told:
        assert issue["severity"] in ("info", "major")
        if issue["check_name"].startswith("TFC"):
            cell = re.match(r"cell (\d+), line (\d+): ", issue["description"])
            line = int(cell[2]) if cell else issue["location"]["lines"]["begin"]
            found[issue["location"]["path"], int(cell[1]) if cell else None, line, issue["check_name"]] += 1
    return found


def read_concise(text: str) -> Counter[tuple]:
    """As an editor reads it; paths are those of people."""
    found: Counter[tuple] = Counter()
    for line in text.split("\n")[:-1]:
        if parts := re.match(r"(.*?):(?:cell (\d+):)?(\d+):\d+: (TFC\d{3}) ", line):
            found[parts[1], int(parts[2]) if parts[2] else None, int(parts[3]), parts[4]] += 1
    return found


class Page(HTMLParser):
    """A page as a browser reads it: its elements, and the texts in some of them."""

    VOID = ("meta", "col", "input", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open, f"never closed: {self._open}"

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        for tag in set(self._open):
            self.texts[tag][-1] += data


def read_html(text: str) -> Counter[tuple]:
    """The paths are those of people, in which bytes that are no text and control characters are escapes."""
    findings = [attributes for tag, attributes in Page(text).elements if attributes.get("class") == "finding card"]
    return Counter(
        (f["data-path"], int(f["data-cell"]) if f["data-cell"] else None, int(f["data-line"]), f["data-code"])
        for f in findings
    )


def annotation(line: str) -> tuple[str, dict[str, str], str]:
    """Command, properties and message of a workflow command, unescaped in the order in which the runner does it."""
    command, told, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
    properties = dict(part.split("=", 1) for part in told.split(","))
    marks = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
    for mark, char in marks:
        properties = {name: value.replace(mark, char) for name, value in properties.items()}
    for mark, char in (marks[0], marks[1], marks[4]):
        message = message.replace(mark, char)
    return command, properties, message
