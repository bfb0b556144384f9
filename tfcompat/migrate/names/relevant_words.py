"""The places of the words in a file that the resolver may need: branches of the tree without any are skipped.

A name matters if an import mentions it, if it is in one statement with a legacy name, if it is assigned to a name that
matters, or if the migrator or a rule knows it.
"""

from __future__ import annotations

import keyword
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from tfcompat._symbols import REWRITTEN
from tfcompat.migrate.names.prefilter import NEEDED, WORD

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tfcompat.migrate.syntax.source import Node

__all__ = ["Words"]

_IMPORT = re.compile(rb"\b(?:import|from)\b(?:[^\n(]*\([^)]*\)|(?:[^\n\\]|\\\r?\n)*)")
_RENAMED = re.compile(rb"([\w\x80-\xff]+)\s+as\s+([\w\x80-\xff]+)")
# Statements that bind a name with possible legacy names below it; modules inside TensorFlow or Keras have none.
_LIBRARY = re.compile(
    rb"\b(?:tensorflow(?!\.(?:python|core|compiler|lite|tools|dtensor|tsl)\b)|keras(?!\.src\b)|tf_keras|tf_slim|tfcompat)\b"
)
_INSIDE = re.compile(
    rb"\btensorflow\.python\.(?:layers\b|ops\.(?:nn|nn_impl|nn_ops|losses)\b"
    rb"|ops\s+import\b[^\n]*\b(?:nn|nn_impl|nn_ops)\b|framework\s+import\b[^\n]*\bops\b)"
)
_BROKEN = re.compile(rb"\\\r?\n|(?<==)[ \t]*\(\s*|(?<==)[ \t]*\(")
_LEAVES = frozenset({path.rpartition(".")[2].encode() for path in REWRITTEN})
_ALWAYS = _LEAVES.union(
    b"tensorflow tf tf1 v1 v2 _tf tfcompat keras tf_keras K nn losses layers slim contrib".split(),
    b"import global nonlocal print exec setattr delattr object multiple patch cls".split(),
)
_KEYWORDS = frozenset(word.encode() for word in keyword.kwlist) - _ALWAYS
_PYTHON_2 = re.compile(rb"\bexcept\b[^:\n]*,\s*\w+\s*:")


class Words:
    """The offsets of the words that matter; for a thin file, without those that have another word below.

    For the whole file, every word matters.

    Nothing can be found about ``tf`` alone, so the last words of dotted names show whether there is anything to find at
    all. The result needs more: every read of ``tf`` counts, as evidence, and because it keeps the import.
    """

    def __init__(
        self, text: bytes, root: Node, words: Collection[bytes] = (), *, thin: bool = False, whole: bool = False
    ) -> None:
        self.whole = whole
        self._offsets = [] if whole else list(_offsets(text, root, words, thin=thin))

    def are_in(self, node: Node) -> bool:
        """Return whether one of them is in a node."""
        start, end = node.byte_range
        position = bisect_left(self._offsets, start)
        return position < len(self._offsets) and self._offsets[position] < end


def _offsets(text: bytes, root: Node, asked: Collection[bytes], *, thin: bool) -> Iterator[int]:
    imports = [statement[0] for statement in _IMPORT.finditer(text)]
    given = list(_given(text))
    every = [(word.start(), word[0]) for word in WORD.finditer(text)]
    words = {word for _, word in every}
    legacy = {leaf for leaf, modules in NEEDED if modules <= words}
    for statement in imports:
        legacy.update(alias for name, alias in _RENAMED.findall(statement) if name in legacy)
    _with_aliases(legacy, given)
    wanted = {*_ALWAYS, *asked, *legacy, *_beside(text, root, [start for start, word in every if word in legacy])}
    for statement in imports:
        if _LIBRARY.search(statement) or _INSIDE.search(statement):
            wanted.update(WORD.findall(statement))
    wanted -= _KEYWORDS
    if _PYTHON_2.search(text):
        wanted.add(b"except")
    _with_aliases(wanted, given)
    return (start for start, word in every if word in wanted and not (thin and _goes_on(text, start, word)))


def _goes_on(text: bytes, start: int, word: bytes) -> bool:
    """Return whether a dot follows a word."""
    end = start + len(word)
    return text[end : end + 1] == b"."


def _given(text: bytes) -> Iterator[tuple[set[bytes], set[bytes]]]:
    """Yield the targets of each assignment of dotted names, and the words of the value."""
    for line in _BROKEN.sub(b" ", text).split(b"\n"):
        if b"=" in line and b"(" not in line.lstrip(b" \t("):
            names, _, value = line.rpartition(b"=")
            yield {name for name in WORD.findall(names) if name != b"self"}, set(WORD.findall(value))


def _beside(text: bytes, root: Node, offsets: list[int]) -> set[bytes]:
    """Return the words of the statements at some offsets."""
    found: set[bytes] = set()
    end = -1
    for offset in offsets:
        if offset < end:
            continue  # in the previous statement
        statement = _statement(root, offset)
        body = statement.child_by_field_name("body")
        end = body.start_byte if body is not None and body.start_byte > offset else statement.end_byte
        if not _is_text(statement):
            found.update(WORD.findall(text[statement.start_byte : end]))
    return found


def _is_text(statement: Node) -> bool:
    """Return whether it is a comment or a docstring, whose words mean nothing."""
    only = statement.named_children[0] if statement.named_child_count == 1 else statement
    plain = only.type == "string" and all(child.type != "interpolation" for child in only.children)
    return statement.type == "comment" or (statement.type == "expression_statement" and plain)


def _statement(root: Node, offset: int) -> Node:
    """Return the innermost statement around an offset.

    It is found from above, because a deep tree gives no cheap access to parents.
    """
    cursor, statement, is_block = root.walk(), root, True
    while cursor.goto_first_child_for_byte(offset) is not None and cursor.node is not None:
        node = cursor.node
        if is_block:
            statement = node
            if node.type in ("expression_statement", "return_statement", "import_from_statement"):
                break  # no statement inside
        is_block = node.type in ("module", "block")
    return statement


def _with_aliases(wanted: set[bytes], given: list[tuple[set[bytes], set[bytes]]]) -> None:
    """Add the names that a wanted name is assigned to, transitively."""
    grows = True
    while grows:
        before, left = len(wanted), []
        for names, values in given:
            if values & wanted:
                wanted.update(names)
            else:
                left.append((names, values))
        given, grows = left, len(wanted) > before
