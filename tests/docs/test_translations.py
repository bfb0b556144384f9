"""A translated page has the shape of its original: the same headings, tables, lists and pictures, and the same code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tfcompat

DOCS = Path(tfcompat.__file__).parents[1] / "docs"
TRANSLATED = sorted((DOCS / "es").glob("*.md"))
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def shape(text: str) -> list[str]:
    """The kind of each line that a translation has to have too."""
    kinds = []
    for line in FENCE.sub("", text).splitlines():
        if heading := re.match(r"#+ ", line):
            kinds.append(heading[0])
        elif line.startswith("|"):
            kinds.append(f"row of {line.count('|')}")
        elif line.startswith("- "):
            kinds.append("item")
        elif line.startswith("!["):
            kinds.append("picture")
    return kinds


def names(text: str) -> list[str]:
    return sorted(re.findall(r"`(?:tf|tfcompat|keras)\.[^`]+`", FENCE.sub("", text)))


def test_there_is_a_translation():
    assert TRANSLATED


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: page.name)
def test_a_translation_keeps_to_its_original(page):
    translated, original = (file.read_text(encoding="utf-8") for file in (page, DOCS / page.name))
    assert FENCE.findall(translated) == FENCE.findall(original)
    assert shape(translated) == shape(original)
    assert names(translated) == names(original)
