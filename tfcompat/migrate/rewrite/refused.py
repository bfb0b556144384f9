"""The one way in which a rewrite says that it cannot be done."""

from __future__ import annotations

__all__ = ["RefusedError"]


class RefusedError(Exception):
    """A use that is left to a person, and why; `code` where that is another finding than the one it began as."""

    def __init__(self, reason: str, code: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code

    @property
    def what(self) -> str:
        """The reason without the advice behind it."""
        return self.reason.partition("; ")[0]
