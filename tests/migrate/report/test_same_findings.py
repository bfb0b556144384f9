"""Every format tells of the same findings: each is read back as its readers read it, and compared with the run."""

from __future__ import annotations

from collections import Counter
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import reports

from tfcompat.cli._formats import FORMATS as OFFERED
from tfcompat.migrate.report._words import printable

FORMATS = {
    "concise": reports.read_concise,
    "gitlab": reports.read_gitlab,
    "json": reports.read_json,
    "sarif": reports.read_sarif,
    "github": reports.read_github,
    "html": reports.read_html,
}
NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12)
LINES = ["x = tf.layers.dense(x, 1)", "y = 1", "# ü", "", "z = tf.nn.sigmoid_cross_entropy_with_logits(a, b)", "'\f'"]
SOURCES = st.lists(st.sampled_from(LINES), max_size=6).map(lambda lines: "\n".join([reports.HEAD, *lines]))


SHOWN = {
    "concise": printable,
    "html": printable,
    # The runner has its own escapes for the ends of lines; bytes that are not UTF-8 stay.
    "github": lambda path: "".join(
        char if char in "\r\n" or "\udc80" <= char <= "\udcff" else printable(char) for char in path
    ),
}


def rendered(form: str, report) -> str:
    return import_module(f"tfcompat.migrate.report.{form}").render(report)


def expected(form: str, report) -> Counter[tuple]:
    """What was found; a page or a line for people names paths so that they can be read."""
    found, shown = reports.found_in(report), SHOWN.get(form, str)
    return Counter({(shown(path), *rest): n for (path, *rest), n in found.items()})


def test_every_format_is_read_back():
    """But for the text, whose diff and summary have tests of their own."""
    assert {*FORMATS} == {*OFFERED} - {"text"}


@pytest.mark.parametrize("form", FORMATS)
def test_a_run_in_which_everything_happens(form):
    report = reports.with_all()
    assert len(report.findings) > len(reports.FILES)
    assert FORMATS[form](rendered(form, report)) == expected(form, report)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("files", [{}, {"clean.py": b"x = 1\n"}], ids=["no file", "no finding"])
def test_nothing_found(form, files):
    assert not FORMATS[form](rendered(form, reports.report_of(files)))


@pytest.mark.parametrize("form", FORMATS)
def test_after_it_is_written(form):
    report = reports.report_of(reports.FILES, written=True)
    assert FORMATS[form](rendered(form, report)) == expected(form, report)


@pytest.mark.parametrize("form", FORMATS)
def test_standard_input(form):
    for raw in (reports.FILES["lines.py"], reports.FILES["book.ipynb"], reports.FILES["bad.py"]):
        report = reports.report_of({"<stdin>": raw}, written=True)
        report.is_filter = True
        assert FORMATS[form](rendered(form, report)) == expected(form, report)


@settings(max_examples=60)
@given(files=st.dictionaries(NAMES, SOURCES, max_size=3), book=st.booleans())
def test_any_name_and_any_source(files, book):
    sources = {
        f"{name}.ipynb" if book else f"{name}.py": reports.notebook(source, source) if book else source.encode()
        for name, source in files.items()
    }
    report = reports.report_of(sources)
    for form, read in FORMATS.items():
        assert read(rendered(form, report)) == expected(form, report)
