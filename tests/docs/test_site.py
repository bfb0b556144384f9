"""The site builds, asks nothing of the network, and says what the package's own tables say."""

from __future__ import annotations

import html
import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import tfcompat
from tfcompat._symbols import ADVICE, DIFFERENCES, RENAMES, SYMBOLS
from tfcompat.cli import cli
from tfcompat.migrate import all_rules

ROOT = Path(tfcompat.__file__).parents[1]
QUICKSTART = (ROOT / "docs" / "quickstart.md").read_text(encoding="utf-8")


class Resources(HTMLParser):
    """Collects what a browser loads by itself when it shows a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        values = dict(attrs)
        loaded = values.get("src") or (
            values.get("href") if tag == "link" and values.get("rel") != "canonical" else None
        )
        if loaded:
            self.found.append(loaded)


def text_of(page: Path) -> str:
    """What a reader sees, roughly: the page without its tags."""
    text = re.sub(r"<(script|style|annotation)\b.*?</\1>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "", text)


def test_no_page_loads_anything_from_elsewhere(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) >= 10
    for page in pages:
        resources = Resources()
        resources.feed(page.read_text(encoding="utf-8"))
        assert resources.found
        assert [url for url in resources.found if re.match(r"(?:https?:)?//", url)] == []


def test_no_stylesheet_loads_anything_from_elsewhere(site):
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//|@import", sheet.read_text(encoding="utf-8")), sheet


def test_formulas_are_shown_as_formulas(site):
    page = site / "reference" / "losses.html"
    assert page.read_text(encoding="utf-8").count("<math ") >= 3
    for page in {*site.rglob("*.html")} - {site / "extending.html"}:  # which shows source with docstrings
        assert not re.search(r"\.\. math::|:math:", text_of(page)), page


def test_the_reference_shows_every_public_name(site):
    pages = "".join(text_of(page) for page in (site / "reference").glob("*.html"))
    modules = {file.parent.name for file in ROOT.glob("tfcompat/*/__init__.py")}
    names = [name for name in tfcompat.__all__ if name != "__version__" and name not in modules]
    assert [name for name in names if not re.search(rf"\b{name}\(", pages)] == []


def test_the_reference_shows_shared_keywords_filled_in(site):
    assert "label_smoothing" in text_of(site / "reference" / "losses.html")
    assert not re.search(r"\{\w+\}", text_of(site / "reference" / "losses.html"))


def test_every_row_of_the_table_is_on_the_page_of_names(site):
    text = text_of(site / "names.html")
    assert [row.path for row in SYMBOLS.values() if row.name not in text or row.new_name not in text] == []


def test_every_renamed_and_every_gone_name_is_on_the_page_of_names(site):
    after = " ".join(unescape(text_of(site / "names.html")).split()).split("What TensorFlow renamed")[-1]
    renamed, _, gone = after.partition("What is gone")
    for row in RENAMES:
        new = f"tf.{row.new}" if row.new != row.old else "the same"
        assert f" {row.old.rpartition('.')[2]} {new} " in renamed, row.old
        assert all(f"{old}= is {new}=" in renamed for old, new in row.keywords.items()), row.old
    assert [name for name, text in ADVICE.items() if f" tf.{name} {text.replace('`', '')} " not in gone] == []


def test_every_intended_difference_is_explained(site):
    text = text_of(site / "names.html")
    assert [name for name in DIFFERENCES if name not in text] == []


@pytest.mark.parametrize("code", all_rules())
def test_every_rule_has_a_page_with_its_cases(site, code):
    rule = all_rules()[code]
    text = html.unescape(text_of(site / "rules" / f"{code}.html"))
    assert f"{code}: {rule.NAME}" in text
    cases = [*rule.INVALID, *rule.VALID]
    sources = [case.source if isinstance(case.source, str) else "" for case in cases]
    lines = [line for source in sources for line in source.splitlines() if line.strip()]
    assert [line for line in lines if line.strip() not in text] == []


def test_every_command_and_exit_code_is_on_the_page_of_the_command_line(site):
    text = text_of(site / "cli.html")
    assert [name for name in cli.commands if f"Usage: tfcompat {name} [OPTIONS]" not in text] == []
    assert [code for code in "01234" if not re.search(rf"^ +{code}  \w", text, re.MULTILINE)] == []


def test_each_page_has_a_description_of_its_own(site):
    pages = [page for page in site.rglob("*.html") if page.name != "404.html"]
    found = [
        re.search(r'<meta name="description" content="([^"]+)"', page.read_text(encoding="utf-8")) for page in pages
    ]
    descriptions = [match[1] for match in found if match]
    assert len(pages) == len(descriptions)
    assert len(set(descriptions)) == len(descriptions)
    assert [text for text in descriptions if not 20 <= len(text) <= 200] == []


def test_a_copy_button_copies_what_can_be_pasted(site):
    page = (site / "quickstart.html").read_text(encoding="utf-8")
    texts = [html.unescape(text) for text in re.findall(r'data-copy="([^"]*)"', page)]
    assert len(texts) == len(re.findall(r"^```(?:pycon|console)$", QUICKSTART, re.MULTILINE)) >= 8
    assert [text for text in texts if re.search(r"^(?:>>>|\.\.\.|\$)|Traceback", text, re.MULTILINE)] == []
    assert "tfcompat migrate --write train.py\npython -W ignore train.py" in texts
    for text in texts:
        if "tfcompat migrate" not in text and "pip" not in text:
            compile(text, "copied", "exec")


def test_signatures_are_laid_out_over_several_lines(site):
    text = text_of(site / "reference" / "losses.html")
    assert re.search(r"SoftmaxCrossEntropy\(\n +\*,\n +axis", text)


def test_measurements_are_shown_with_the_machine_they_were_taken_on(site):
    text = text_of(site / "how-it-is-built.html")
    for name in ("startup", "parsers"):
        record = json.loads((ROOT / "benchmarks" / "results" / f"{name}.json").read_text(encoding="utf-8"))
        assert f"Measured on {record['date']}: {record['machine']}" in text
