"""The error for a rewrite that cannot be done."""

from __future__ import annotations

__all__ = ["RefusedError"]


class RefusedError(Exception):
    """A use that needs a manual change, and why; `code` if it becomes a different finding."""

    def __init__(self, reason: str, code: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code

    @property
    def what(self) -> str:
        """The reason without the advice after it."""
        return self.reason.partition("; ")[0]
