"""Whether the Python that runs here compiles a text."""

from __future__ import annotations

import warnings

__all__ = ["compiles"]


def compiles(text: bytes) -> bool:
    """Return whether this Python compiles a text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text.decode("utf-8"), "<source>", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
            return False
    return True
