"""Code for both TensorFlow 1 and 2 that tests which of them is running."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tfcompat.migrate.names.other_files import code_of
from tfcompat.migrate.release.evidence import of_home

if TYPE_CHECKING:
    from tfcompat.migrate.file import File
    from tfcompat.migrate.uses import Use

__all__ = ["for_both_releases"]

_ASKS = (
    r"\bhasattr\s*\(\s*{root}\b|\b{root}\.(?:__version__|VERSION)\s*(?:[<>=!\[]|\.(?:split|startswith))"
    r"|[vV]ersion\s*\(\s*{root}\.|\bparse\s*\(\s*{root}\.|\bin\s+{root}\.(?:__version__|VERSION)\b"
)
_OTHER_RELEASE = re.compile(rb"\b(?:AttributeError|TypeError)\b")


def for_both_releases(file: File, use: Use) -> str:
    """Return why gradients may still reach the labels of a use; empty if only one release runs it.

    The evidence in a file does not count if it tests the release itself; an option, and a module such as
    ``tensorflow.compat.v1``, do.
    """
    if file.thin or file.options.era != "auto" or of_home(use.homes):
        return ""
    gradients = {era.label_gradient for era in use.symbol.eras}
    if use.symbol.labels in ("ids", "none") or len(gradients) < 2:
        return ""
    line = _asks(file, use.reference.parts[0]) or _is_tried(file, use)
    if not line:
        return ""
    return (
        f"line {line} tests which TensorFlow is running: TensorFlow 1 passes no gradient to the labels here, "
        f"TensorFlow 2 does (--era decides)"
    )


@lru_cache(maxsize=4)  # asked for each use, about the file
def _asks(file: File, root: str) -> int:
    """Return the first line that tests the release; 0 if none does."""
    code = code_of(file.source.text)
    found = re.search(_ASKS.format(root=re.escape(root)).encode(), code)
    if found is None:
        return 0
    lines = file.source.text.split(b"\n")
    above = sum(len(line) + 1 for line in lines[: code.count(b"\n", 0, found.start())])
    return file.source.position(above)[0]


def _is_tried(file: File, use: Use) -> int:
    """Return the line of a ``try`` around a use that expects another release; 0 if there is none."""
    node = use.reference.node.parent
    while node is not None:
        clauses = node.named_children if node.type == "try_statement" else []
        if any(one.type == "except_clause" and _OTHER_RELEASE.search(file.source.of(one)) for one in clauses):
            return file.source.position(node.start_byte)[0]
        node = node.parent
    return 0
