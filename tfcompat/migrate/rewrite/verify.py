"""The check that every planned result has to pass before it is offered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.syntax.compiles import compiles
from tfcompat.migrate.syntax.source import PRAGMA, NotAnalysedError, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfcompat.migrate.finding import Edit
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["verified"]


def verified(source: Source, edits: Sequence[Edit], result: bytes) -> Source:
    """Return the result of `edits`, parsed.

    It has to parse, and the tokens outside the edits, including comments, have to be the same in both: an edit that
    overlaps its neighbour, or that opens a string, would change some. No comment may be lost inside an edit.

    Raises:
        RefusedError: The result does not pass; the reason describes the problem.
    """
    try:
        after = parse(source.encode(result))
    except (NotAnalysedError, UnicodeEncodeError) as error:
        raise RefusedError(f"the result cannot be read again: {error}") from None
    if wrong := _fault(source, after, edits):
        raise RefusedError(wrong)
    return after


def _fault(source: Source, after: Source, edits: Sequence[Edit]) -> str:
    """Return the problem with the parsed result of `edits`; empty if there is none."""
    old, new, shift = [], [], 0
    for edit in sorted(edits):
        start = edit.start + shift
        old.append((edit.start, edit.end))
        new.append((start, start + len(edit.replacement)))
        shift += len(edit.replacement) - (edit.end - edit.start)
    before, now = _Look(source, old), _Look(after, new)
    if not _alike(before, now):
        return "the result differs outside the planned changes"
    if lost := before.comments - now.comments:
        return f"the comment {next(iter(lost)).decode()} would be lost"
    if now.empty_blocks > before.empty_blocks:  # also for Python 2, which this Python cannot compile
        return "the result has a block without a statement"
    if not _compiles(now) and _compiles(before):
        return "the result is no longer Python that compiles"
    return ""


def _alike(before: _Look, now: _Look) -> bool:
    """Return whether the tokens outside the spans are the same.

    A branch that is split differently in one file is entered.
    """
    olds, news = before.outside[::-1], now.outside[::-1]
    while olds and news:
        old, new = olds.pop(), news.pop()
        if old.type == new.type and before.source.of(old) == now.source.of(new):
            continue
        below, beside = _parts(old), _parts(new)
        if not (below or beside):
            return False
        size = old.end_byte - old.start_byte - (new.end_byte - new.start_byte)
        olds += below if below and (size >= 0 or not beside) else [old]
        news += beside if beside and (size <= 0 or not below) else [new]
    return not olds and not news


def _parts(node: Node) -> list[Node]:
    """Return the children of a node, the first one last."""
    return [child for child in reversed(node.children) if _is_token(child)]


def _is_token(node: Node) -> bool:
    """Return whether a node has its own text.

    A backslash at the end of a line includes whitespace that depends on what follows.
    """
    return node.end_byte > node.start_byte and node.type != "line_continuation"


_LONG = 1_000_000


def _compiles(look: _Look) -> bool:
    """Return whether this Python compiles a file; in a long one, only the edited statements."""
    if len(look.source.text) <= _LONG:
        return look.source.compiles
    return all(compiles(look.source.of(node)) for node in look.touched)


class _Look:
    """A file and spans of it: what is outside them, and what is lost or broken inside.

    Of nodes that no span touches, only type and text are compared.
    """

    def __init__(self, source: Source, spans: list[tuple[int, int]]) -> None:
        self.source = source
        self.outside: list[Node] = []
        """The tokens outside the spans, and the branches without any."""
        self.comments: Counter[bytes] = Counter()
        """The comments in touched branches, except those for a tool about the statement next to them."""
        self.empty_blocks = 0
        """How many touched blocks are empty, which the parser accepts."""
        # With the whitespace before it: a block that lost its last statement ends before that.
        self._spans = [(_before_blanks(source.text, start), end) for start, end in spans]
        self._starts = [start for start, _ in self._spans]
        self._exact = spans
        # The module's statements that a span touches.
        self.touched = [node for node in source.root.children if self._touches(node)]
        self._look(source.root)

    def _look(self, root: Node) -> None:
        todo = [root]
        while todo:
            node = todo.pop()
            touching = self._touches(node)
            if touching and node.type == "block":
                self.empty_blocks += all(child.is_extra for child in node.children)
            if touching and node.child_count:
                todo.extend(reversed(node.children))
                continue
            if touching and node.type == "comment" and not PRAGMA.match(self.source.of(node)):
                self.comments[self.source.of(node).rstrip()] += 1
            if _is_token(node) and not self._is_replaced(node):
                self.outside.append(node)

    def _touches(self, node: Node) -> bool:
        """Return whether a span is in a node, or ends or begins where the node does."""
        start, end = node.byte_range
        last = bisect_right(self._starts, end) - 1
        return last >= 0 and self._spans[last][1] >= start

    def _is_replaced(self, node: Node) -> bool:
        """Return whether a span covers a part of a token."""
        start, end = node.byte_range
        last = bisect_left(self._exact, (end, 0)) - 1
        return last >= 0 and self._exact[last][1] > start


def _before_blanks(text: bytes, offset: int) -> int:
    while text[offset - 1 : offset].isspace():
        offset -= 1
    return offset
