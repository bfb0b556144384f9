"""Whether a single cell of a notebook can be checked: together with others, an error would be in all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat._codes import Code
from tfcompat.migrate.notebooks.magics import Masked, mask
from tfcompat.migrate.syntax.source import NotAnalysedError, nodes, not_python, parse

if TYPE_CHECKING:
    from tfcompat.migrate.syntax.source import Source

__all__ = ["HEAD", "looked_at"]

HEAD = b"\n\n"
"""Above all cells, so that none of their comments is taken as an encoding declaration."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_HALF = (
    "contains U+{0:04X}, a half of a character, which Python cannot run; delete it, or write the escape \\u{0:04x} in "
    "a string"
)
_INDENTED = "has an indentation that cannot be read; remove it first"


def looked_at(text: str, masked: Masked) -> tuple[Masked, NotAnalysedError | None]:
    """Return the text of a cell to check, and why it cannot be checked, or None."""
    fault = _fault(text, masked)
    if fault and masked.blocks:  # the blocks after magics may conflict
        without = mask(text, blocks=False)
        if not (other := _fault(text, without)):
            return without, other
    return masked, fault


def _fault(text: str, masked: Masked) -> NotAnalysedError | None:
    try:
        source = parse(HEAD + masked.text)
    except NotAnalysedError as error:
        line = max(1, error.line - HEAD.count(b"\n"))
        seen = masked.text.decode("utf-8", "surrogatepass")
        if half := _SURROGATE.search(seen):
            return NotAnalysedError(Code.ENCODING, seen.count("\n", 0, half.start()) + 1, _HALF.format(ord(half[0])))
        if error.start is None:
            return NotAnalysedError(error.code, line, str(error))
        own = text.encode("utf-8", "surrogatepass")
        return not_python(own, max(0, error.start - len(HEAD)), line)
    if any(node.type == "block" and all(child.is_extra for child in node.children) for node in nodes(source.root)):
        return NotAnalysedError(Code.NOT_PARSED, 1, "has a block without a statement; complete it first")
    if masked.straight != masked.text and not _means_the_same(source, masked.straight):
        return NotAnalysedError(Code.NOT_PARSED, 1, _INDENTED)
    return None


def _means_the_same(source: Source, straight: bytes) -> bool:
    """Return whether the text with all bytes has the same statements and blocks as the text that Python runs."""
    try:
        return str(parse(HEAD + straight).root) == str(source.root)
    except NotAnalysedError:
        return False
