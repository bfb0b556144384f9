"""The generated parts that are written into pages are what the package and the records say now."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import tfcompat

ROOT = Path(tfcompat.__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs" / "_site"))

import diagrams  # noqa: E402 - a helper of the site, which is no package
import folding  # noqa: E402 - the same
import generated  # noqa: E402 - the same

PAGES = [
    page for page in sorted((ROOT / "docs").rglob("*.md")) if "<!-- generated: " in page.read_text(encoding="utf-8")
]
# Too long to be written into a page: put in when the site is built, which each page says.
BUILT = {"changelog.md", "cli.md", "names.md", "rules.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_written_into_a_page_is_current(page):
    text = page.read_text(encoding="utf-8")
    assert generated.up_to_date(text) == text, "run python docs/_site/generated.py"


def test_no_other_page_is_empty_on_a_code_host():
    unwritten = {
        page.name for page in PAGES if generated.MARKED.search(generated.WRITTEN.sub("", page.read_text("utf-8")))
    }
    assert unwritten == BUILT


def test_a_part_is_replaced_and_nothing_beside_it(monkeypatch):
    monkeypatch.setattr(generated, "parts", lambda: {"one": lambda: "new"})
    place = "<!-- generated: one -->"
    assert generated.up_to_date(f"a\n{place}\nold\n<!-- end -->\nb") == f"a\n{place}\n\nnew\n\n<!-- end -->\nb"
    assert generated.up_to_date(f"a\n{place}\nb") == f"a\n{place}\nb"
    assert generated.with_parts(f"a\n{place}\nold\n<!-- end -->\n{place}\nb") == "a\nnew\nnew\nb"


def test_a_table_of_two_columns_folds_on_a_phone_if_its_code_is_long():
    table = "<table><thead><tr><th>Old</th><th>New</th></tr></thead><tr><td>{}</td><td>b</td></tr></table>"
    short, long = table.format("<code>a()</code>"), table.format(f"<code>{'a' * 23}</code>")
    assert folding.with_folding_tables(short) == short
    assert '<td data-label="Old"><code>' in folding.with_folding_tables(long)


@pytest.mark.parametrize("scheme", diagrams.SCHEMES)
@pytest.mark.parametrize("name", diagrams.DIAGRAMS)
def test_a_diagram_is_what_its_code_draws(name, scheme):
    drawn = (diagrams.ASSETS / f"{name}-{scheme}.svg").read_text(encoding="utf-8")
    assert drawn == diagrams.DIAGRAMS[name](scheme), "run python docs/_site/diagrams.py"


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal to draw is one of POSIX")
def test_the_terminal_is_what_check_prints():
    import screens

    shown = screens.output(screens.example(), "check")
    for scheme in screens.SCHEMES:
        drawn = (screens.ASSETS / f"check-{scheme}.svg").read_text(encoding="utf-8")
        assert drawn == screens.terminal(shown, "tfcompat check train.py", scheme), "run python docs/_site/screens.py"
