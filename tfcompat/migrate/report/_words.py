"""The wording of findings in the formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._wrapped import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.finding import Finding

__all__ = ["can_differ", "printable", "sentence", "whole"]


def sentence(finding: Finding) -> str:
    """Return the message of a finding without a path before it; if a file was not read, it is the subject."""
    if not finding.unread:
        return finding.message
    return f"This {'file' if finding.cell is None else 'cell'} {finding.message}"


def whole(text: str) -> str:
    """Return a reason as a sentence; code at the beginning is unchanged."""
    first = text.partition(" ")[0]
    text = f"{text[:1].upper()}{text[1:]}" if first.rstrip(",;:").isalpha() else text
    return text if not text or text.endswith((".", "!", "?", ":")) else f"{text}."


def can_differ(finding: Finding) -> Iterator[str]:
    """Yield one line with the intended differences that can apply to a fix; nothing if none can."""
    if finding.differences:
        yield f"Intended differences that can apply: {', '.join(finding.differences)}"
