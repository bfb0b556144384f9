"""An identity of a finding that survives changes to other lines, and moving the file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.report._model import Result

__all__ = ["fingerprint"]


def fingerprint(result: Result, finding: Finding) -> str:
    """Return the code, the old name and the text of the line as one hash; equal lines have equal hashes."""
    lines = result.artifact.own(finding).texts
    line = " ".join(lines[finding.line - 1].split()) if finding.line <= len(lines) else ""
    return hashlib.sha256(f"{finding.code}\n{finding.symbol}\n{line}".encode("utf-8", "replace")).hexdigest()[:32]
