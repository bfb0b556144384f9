"""In a browser: no page shows an error, asks for anything elsewhere or scrolls sideways on a phone; searches answer."""

from __future__ import annotations

import shutil

import pytest
from support import browser

pytestmark = pytest.mark.skipif(browser.browser() is None, reason="there is no chromium to look at the site with")

SEARCHES = {
    "what is a logit": "logits.html",
    "load_model": "saving.html",
    "multi-label": "multi-label.html",
    "class weights": "imbalance.html",
    "gradient accumulation": "loops.html",
    "padding": "sequences.html",
    "Could not locate class": "troubleshooting.html",
    "undo": "undo.html",
}


@pytest.fixture(scope="module")
def found(site) -> dict[str, list[str]]:
    pages = [str(page.relative_to(site)) for page in sorted(site.rglob("*.html")) if page.name != "404.html"]
    return browser.walk(site, pages, list(SEARCHES))


def test_every_page_is_right_on_a_phone(found):
    pages = {name: wrong for name, wrong in found.items() if name.endswith(".html")}
    assert len(pages) >= 40
    assert {name: wrong for name, wrong in pages.items() if wrong} == {}


@pytest.mark.parametrize("words", SEARCHES)
def test_a_search_finds_the_page_that_answers_first(found, words):
    assert found[words] == [SEARCHES[words]]


def test_the_search_works_from_a_folder(site):
    assert browser.search_without_a_server(site, "load_model") == "saving.html"


def test_a_page_that_is_wrong_is_noticed(site, tmp_path):
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    page = (site / "undo.html").read_text(encoding="utf-8")
    wide = (
        '<article class="md-content__inner md-typeset"><div style="width: 900px">wide</div><img src="none.svg">'
        '<script src="https://elsewhere.test/a.js"></script><script>console.error("broken"); none();</script>'
    )
    wrong = page.replace('<article class="md-content__inner md-typeset">', wide, 1).replace('name="description"', "")
    (folder / "wrong.html").write_text(wrong, encoding="utf-8")
    found = browser.walk(folder, ["wrong.html"])["wrong.html"]
    assert [problem.split(":")[0] for problem in found][:1] == ["scrolls sideways"]
    assert any(problem.startswith("cannot load ") and problem.endswith("none.svg") for problem in found)
    assert "asks for https://elsewhere.test/a.js" in found
    assert "error: broken" in found
    assert "error: Uncaught ReferenceError: none is not defined" in found
    assert "has no description" in found
