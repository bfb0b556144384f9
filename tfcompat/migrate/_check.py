"""The check that every planned result has to pass before it is offered."""

from __future__ import annotations

import warnings
from collections import Counter
from typing import TYPE_CHECKING

from tfcompat.migrate._source import PRAGMA, NotAnalysedError, nodes, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.migrate._finding import Edit
    from tfcompat.migrate._source import Node, Source

__all__ = ["fault"]


def fault(source: Source, edits: Sequence[Edit], result: bytes) -> str:
    """What is wrong with the result of `edits`, or nothing.

    It has to parse, and the tokens outside the edits, comments among them, have to be the same ones in both: an edit
    that ran into its neighbour, or that opened a string, would change some.
    """
    try:
        after = parse(source.encode(result))
    except (NotAnalysedError, UnicodeEncodeError) as error:
        return f"the result cannot be read again: {error}"
    if _empty_blocks(after) > _empty_blocks(source):  # Python 2 as well, which this Python cannot compile
        return "the result has a block without a statement"
    if _compiles(source.text) and not _compiles(result):
        return "the result is no longer Python that compiles"
    if lost := _comments(source) - _comments(after):
        return f"the comment {next(iter(lost)).decode()} would be lost"
    old = [edit for edit in sorted(edits) if edit.start < edit.end]
    new, shift = [], 0
    for edit in sorted(edits):
        start = edit.start + shift
        new.append((start, start + len(edit.replacement)))
        shift += len(edit.replacement) - (edit.end - edit.start)
    before_tokens = _tokens(source, [(edit.start, edit.end) for edit in old])
    if list(before_tokens) != list(_tokens(after, new)):
        return "the result differs outside of what was to be changed"
    return ""


def _comments(source: Source) -> Counter[bytes]:
    """The comments of a file, but for those that speak to a tool about the statement beside them."""
    found = (source.of(node).rstrip() for node in nodes(source.root) if node.type == "comment")
    return Counter(comment for comment in found if not PRAGMA.match(comment))


def _compiles(text: bytes) -> bool:
    """Whether this Python takes it, where the file is for this Python: the parser reads more than that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text.decode("utf-8"), "<migrated>", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
            return False
    return True


def _empty_blocks(source: Source) -> int:
    """How many blocks hold no statement, which the parser lets pass."""
    todo, count = [source.root], 0
    while todo:
        node = todo.pop()
        count += node.type == "block" and all(child.is_extra for child in node.children)
        todo.extend(node.named_children)
    return count


def _tokens(source: Source, spans: list[tuple[int, int]]) -> Iterator[tuple[str, bytes]]:
    """Type and text of every token that lies outside of `spans`, which are sorted."""
    waiting = iter(spans)
    start, end = next(waiting, (len(source.text) + 1,) * 2)
    for node in _leaves(source.root):
        while node.start_byte >= end and start <= len(source.text):
            start, end = next(waiting, (len(source.text) + 1,) * 2)
        if node.end_byte <= start or node.start_byte >= end:
            yield node.type, source.of(node)


def _leaves(root: Node) -> Iterator[Node]:
    todo = [root]
    while todo:
        node = todo.pop()
        if node.child_count:
            todo.extend(reversed(node.children))
        elif node.end_byte > node.start_byte:
            yield node
