"""How the formats put a finding into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.finding import Finding

__all__ = ["can_differ", "printable", "sentence", "whole"]


def sentence(finding: Finding) -> str:
    """Return what a finding says where no path stands before it; that something was not read has it for its subject."""
    if not finding.unread:
        return finding.message
    return f"This {'file' if finding.cell is None else 'cell'} {finding.message}"


def whole(text: str) -> str:
    """Return a reason as a sentence; one that begins with code begins with it still."""
    first = text.partition(" ")[0]
    text = f"{text[:1].upper()}{text[1:]}" if first.rstrip(",;:").isalpha() else text
    return text if not text or text.endswith((".", "!", "?", ":")) else f"{text}."


def can_differ(finding: Finding) -> Iterator[str]:
    """Yield one line with the intended differences that can apply to a fix; none where none can."""
    if finding.differences:
        yield f"Intended differences that can apply: {', '.join(finding.differences)}"


def printable(text: str) -> str:
    """Text in which nothing is hidden: control and formatting characters, and bytes that are no text, as escapes."""
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") if not _is_text(text) else text
    return "".join(char if char.isprintable() or char == "\t" else repr(char)[1:-1] for char in text)


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
