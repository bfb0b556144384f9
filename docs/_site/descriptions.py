"""The description of a page, which search engines and previews show: its first paragraph as plain text."""

from __future__ import annotations

import re

LONGEST = 160
NOT_PROSE = re.compile(r"^(?:#|<!--|\||```|:::|!\[|--8<--|- |\d\. )")
MARKS = ((r"\[([^\]]+)\]\([^)]*\)", r"\1"), (r"[`*]", ""), (r"\s+", " "))


def description(markdown: str) -> str:
    """Return the first paragraph, cut after the last sentence or word that fits."""
    paragraphs = (paragraph.strip() for paragraph in re.split(r"\n\s*\n", markdown))
    text = next((paragraph for paragraph in paragraphs if paragraph and not NOT_PROSE.match(paragraph)), "")
    for pattern, plain in MARKS:
        text = re.sub(pattern, plain, text)
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST]
    sentence, stop, _ = cut.rpartition(". ")
    return sentence + "." if stop else cut.rpartition(" ")[0] + " …"
