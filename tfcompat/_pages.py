"""The address of the documentation of a code, if the documentation is published."""

from __future__ import annotations

import os
from functools import cache

__all__ = ["VARIABLE", "documentation", "guide", "page_of"]

VARIABLE = "TFCOMPAT_DOCS_URL"
"""The environment variable with the address of a site that a team built and published itself."""


def documentation() -> str:
    """Return the address of the documentation, ending in a slash; an empty string if none is known.

    `VARIABLE` wins over what the metadata of the package say.
    """
    address = os.environ.get(VARIABLE) or _of_package()
    return f"{address.rstrip('/')}/" if address else ""


def page_of(code: str) -> str:
    """Return the address of the section about a code; an empty string if no documentation is published."""
    site = documentation()
    return f"{site}rules.html#{code.lower()}" if site else ""


def guide(name: str) -> str:
    """Return the address of a page, or the file that it is written from if no documentation is published."""
    site = documentation()
    return f"{site}{name}.html" if site else f"docs/{name}.md"


@cache
def _of_package() -> str:
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata("tfcompat").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    named = (str(url).partition(",") for url in urls)
    return next((address.strip() for label, _, address in named if label.strip().lower() == "documentation"), "")
