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
# What names a library has to be imported or used as one: most files that say TensorFlow say it in a sentence.
_IMPORT = re.compile(rb"\b(?:import|from)\b(?:[^\n(]*\([^)]*\)|(?:[^\n\\]|\\\r?\n)*)")
_IMPORTED = _words(["tensorflow", "tf", "tf1", "v1", "v2", "tf_slim", "tensorflow_addons"])
_MODULES = {name.split(".")[1] for row in REWRITTEN.values() for name in row.qualified_names}
_USED = re.compile(
    rb"\b(?:tensorflow|tf1?|v[12])[\s\\]*\.[\s\\]*(?:%s)\b" % b"|".join(name.encode() for name in sorted(_MODULES))
)
_BELOW_LOSSES = re.compile(
    rb"\blosses[\s\\]*\.[\s\\]*(?:%s)\b"
    % b"|".join(path[len("losses.") :].encode() for path in sorted(REWRITTEN) if path.startswith("losses."))
)
_STRINGS = re.compile(rb"[\"'](?:%s)[\"']" % b"|".join(name.encode() for name in LOSS_OF_STRING))


def mentions(text: bytes) -> bool:
    """Whether a text holds a word that may be a legacy name."""
    if _UNMISTAKABLE.search(text):
        return True
    if _LIBRARY.search(text) and (_LEGACY.search(text) or _LOST.search(text)) and _has_library(text):
        return True
    # Without its flag, by name or as the third argument, a loss of Keras takes probabilities.
    return names_a_loss(text) or (b"rossentropy" in text and (b"from_logits" in text or b"True" in text))


def _has_library(text: bytes) -> bool:
    """Whether an import or an attribute may lead to TensorFlow, rather than a sentence."""
    if _USED.search(text) or _BELOW_LOSSES.search(text):
        return True
    return any(_IMPORTED.search(statement[0]) for statement in _IMPORT.finditer(text))


def names_a_loss(text: bytes) -> bool:
    """Whether a text compiles a model and holds the string of a loss."""
    return b"compile" in text and bool(_STRINGS.search(text))
