"""What the files of one run can reach of each other, by the words they hold."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Program", "is_script"]

_WORD = re.compile(rb"[A-Za-z_]\w*")
_GUARD = re.compile(rb"^if\s+\(?\s*__name__\s*==\s*[\"']__main__[\"']", re.MULTILINE)


class Program:
    """How many files hold each word."""

    def __init__(self, sources: Iterable[bytes] = ()) -> None:
        self._files: Counter[bytes] = Counter()
        for raw in sources:
            self._files.update(set(_WORD.findall(raw)))

    def may_import(self, name: str, path: str, text: bytes) -> bool:
        """Whether another file than the one of `path` and `text` may import a name from it.

        Some other file has to hold the name of the module, and some other one, perhaps behind a star import, the name.
        """
        words = set(_WORD.findall(text))
        asked = (Path(path).stem, name)
        return not all(map(str.isascii, asked)) or all(self._is_elsewhere(word, words) for word in asked)

    def _is_elsewhere(self, word: str, here: set[bytes]) -> bool:
        return self._files[word.encode()] > (word.encode() in here)


def is_script(text: bytes) -> bool:
    """Whether a file is started rather than imported, as far as it says so."""
    return bool(_GUARD.search(text))
