"""Whether a file may contain a legacy name at all, according to its bytes: most files do not, and are done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat._symbols import REWRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["NEEDED", "WORD", "mentions", "names_a_library"]


def _words(names: Iterable[str]) -> re.Pattern[bytes]:
    return re.compile(rb"\b(?:%s)\b" % b"|".join(re.escape(name.encode()) for name in sorted(set(names))))


WORD = re.compile(rb"[A-Za-z_\x80-\xff][\w\x80-\xff]*")
_NAMES = {tuple(name.split(".")[1:]) for row in REWRITTEN.values() for name in row.qualified_names}
NEEDED = {(name[-1].encode(), frozenset(part.encode() for part in name[:-1] if part != "nn")) for name in _NAMES}
"""From each legacy name to modules, one of which a file with the name mentions; names in tf.nn need none."""
_HOLDER = re.compile(rb"\.[\s\\]*(%s)\b" % b"|".join(sorted({name[-2].encode() for name in _NAMES if len(name) > 1})))
_OF_KERAS = re.compile(rb"\b(?:keras|tf_keras|src)[\s\\]*\Z")
"""Parents of other modules with the same name."""

# No other library has these, so they count anywhere; the others only with a word for their home.
_UNMISTAKABLE = _words(path[len("nn.") :] for path in REWRITTEN if path.startswith("nn."))
_LIBRARY = _words(["tensorflow", "tf", "tf_slim", "tensorflow_addons"])
# A name of a library has to be imported or used: most files that mention TensorFlow do so in a sentence.
_IMPORT = re.compile(rb"\b(?:import|from)\b(?:[^\n(]*\([^)]*\)|(?:[^\n\\]|\\\r?\n)*)")
_IMPORTED = _words(["tensorflow", "tf", "tf1", "v1", "v2", "tf_slim", "tensorflow_addons"])
_USED = re.compile(
    rb"\b(?:tensorflow|tf1?|v[12])[\s\\]*\.[\s\\]*(?:%s)\b" % b"|".join(sorted({n[0].encode() for n in _NAMES}))
)
_BELOW_LOSSES = re.compile(
    rb"\blosses[\s\\]*\.[\s\\]*(?:%s)\b"
    % b"|".join(path[len("losses.") :].encode() for path in sorted(REWRITTEN) if path.startswith("losses."))
)
_FRAMEWORK = _words(["tensorflow", "tf", "keras", "tf_keras", "tfcompat", "tf_slim"])


def mentions(text: bytes, traces: re.Pattern[bytes] | None = None) -> bool:
    """Return whether a text contains a possible legacy name, or uses TensorFlow and has one of some traces."""
    if _UNMISTAKABLE.search(text):
        return True
    return bool(_LIBRARY.search(text)) and (bool(_BELOW_LOSSES.search(text)) or _leads_to_a_name(text, traces))


def names_a_library(text: bytes) -> bool:
    """Return whether a text names TensorFlow, Keras or tfcompat."""
    return bool(_FRAMEWORK.search(text))


def _leads_to_a_name(text: bytes, traces: re.Pattern[bytes] | None) -> bool:
    """Return whether TensorFlow itself is used, not only mentioned, and a legacy name can be reached from it."""
    if not (_USED.search(text) or next(_imports(text), None)):
        return False
    if traces is not None and traces.search(text):
        return True
    words = b" ".join(set(WORD.findall(text)))  # shorter than the text, with the same names and parts of names
    wanted = [(leaf, modules) for leaf, modules in NEEDED if leaf in words and all(name in words for name in modules)]
    reached = _reached(text) if wanted else set()
    return any(not modules or modules & reached for _, modules in wanted)


def _imports(text: bytes) -> Iterator[bytes]:
    """Yield the import statements that name a library."""
    return (statement[0] for statement in _IMPORT.finditer(text) if _IMPORTED.search(statement[0]))


def _reached(text: bytes) -> set[bytes]:
    """Return the modules that are an attribute of anything but Keras, or that a library import names."""
    found = {
        match[1]
        for match in _HOLDER.finditer(text)
        if not _OF_KERAS.search(text, max(0, match.start() - 20), match.start())
    }
    for statement in _imports(text):
        found.update(WORD.findall(statement))
    return found
