"""Generated parts of pages: written into the files, so that they can be read without the site.

    python docs/_site/generated.py

brings them up to date. A part that is too long for that has no end mark, and is put in when the site is built.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import broken_sources
import checker
import old_names
import performance
import reliability
import tables

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parents[1]
MARK = r"^<!-- generated: (?P<part>\w+) -->$"
BODY = r"(?:(?!^<!-- generated: ).)*?^<!-- end -->$"
MARKED = re.compile(MARK, re.MULTILINE)
PLACE = re.compile(f"{MARK}(?:{BODY})?", re.MULTILINE | re.DOTALL)
WRITTEN = re.compile(f"{MARK}{BODY}", re.MULTILINE | re.DOTALL)


def parts() -> dict[str, Callable[[], str]]:
    """Return each function that makes a part, under the name that pages use."""
    modules = (tables, checker, old_names, performance, reliability, broken_sources)
    return {name: made for module in modules for name, made in vars(module).items()}


def with_parts(markdown: str) -> str:
    """Return the page for the site: every part as it is now."""
    made = parts()
    return PLACE.sub(lambda place: made[place["part"]](), markdown)


def up_to_date(markdown: str) -> str:
    """Return the page for the file: the parts that are written into it as they are now."""
    made = parts()
    return WRITTEN.sub(
        lambda place: f"<!-- generated: {place['part']} -->\n\n{made[place['part']]().strip()}\n\n<!-- end -->",
        markdown,
    )


def main() -> None:
    """Write every page whose parts changed."""
    for page in sorted(DOCS.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        if (current := up_to_date(text)) != text:
            page.write_text(current, encoding="utf-8")
            print(f"Written: {page.relative_to(DOCS.parent)}")


if __name__ == "__main__":
    main()
