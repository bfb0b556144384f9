"""Whether a file may hold a legacy name at all, told from its bytes: most files do not, and nothing else is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat._symbols import LOSS_OF_STRING, REWRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["mentions", "names_a_loss"]


def _words(names: Iterable[str]) -> re.Pattern[bytes]:
    return re.compile(rb"\b(?:%s)\b" % b"|".join(re.escape(name.encode()) for name in sorted(set(names))))


_LEAVES = {name.rpartition(".")[2] for row in REWRITTEN.values() for name in row.qualified_names}
# No other library has these, so they are told of wherever they stand; the others only beside a word for their home.
_UNMISTAKABLE = _words(path[len("nn.") :] for path in REWRITTEN if path.startswith("nn."))
_LEGACY = _words([*_LEAVES, "getattr", "get_total_loss"])
# Imports of these may be left without a use, and fail under TensorFlow 2.
_LOST = re.compile(rb"\bcontrib\b|\b(?:tf|tensorflow)(?:\.| import )layers\b")
_LIBRARY = _words(["tensorflow", "tf", "tf_slim", "tensorflow_addons"])


_STRINGS = re.compile(rb"[\"'](?:%s)[\"']" % b"|".join(name.encode() for name in LOSS_OF_STRING))


def mentions(text: bytes) -> bool:
    """Whether a text holds a word that may be a legacy name."""
    if _UNMISTAKABLE.search(text) or (_LIBRARY.search(text) and (_LEGACY.search(text) or _LOST.search(text))):
        return True
    # Without its flag, by name or as the third argument, a loss of Keras takes probabilities.
    return names_a_loss(text) or (b"rossentropy(" in text and (b"from_logits" in text or b"True" in text))


def names_a_loss(text: bytes) -> bool:
    """Whether a text compiles a model and holds the string of a loss."""
    return b"compile" in text and bool(_STRINGS.search(text))
