"""TFC113."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Edit, Finding
from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, Rule, Valid
from tfcompat.migrate.syntax.source import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["EqualBranches"]

_OLD = "tf.nn.sigmoid_cross_entropy_with_logits"
_NEW = "tfcompat.sigmoid_cross_entropy"
_V1 = "import tensorflow.compat.v1 as tf\n"
_TRY = "try:\n    x = {}({}=y, logits=z)\nexcept TypeError:\n    x = {}({}=y, logits=z)\n"
_ASKED = re.compile(rb"\b(?:except|__version__|VERSION|hasattr)\b")
_RELEASE = re.compile(r"tensorflow(?:\.\w+)*\.(?:__version__|VERSION)")


class EqualBranches(Rule):
    """Two branches for two TensorFlow releases do the same once both call tfcompat: one of them is enough.

    They are a ``try`` whose handler makes the call with the keywords of another release, or a test of the version.
    """

    CODE = "TFC113"
    NAME = "equal branches"
    MESSAGE = "both branches of this {kind} do the same now"
    AFTERWARDS = True
    VALID = (
        Valid(source=_V1 + _TRY.format(_OLD, "labels", "other.loss", "targets")),
        Valid(source="try:\n    x = f(y)\nexcept TypeError:\n    x = f(y)\n"),
        Valid(source=f"import tfcompat\nif y:\n    x = {_NEW}(a, b)\nelse:\n    x = {_NEW}(a, b)\n"),
        Valid(source=f"import tfcompat\ntry:\n    x = {_NEW}(a, b)\nexcept TypeError:\n    x = {_NEW}(b, a)\n"),
    )
    INVALID = (
        Invalid(
            source=_V1 + _TRY.format(_OLD, "labels", _OLD, "targets"),
            fix=f"{_V1}import tfcompat\nx = {_NEW}(labels=y, logits=z)\n",
            options=Options(unsafe=True),
        ),
        Invalid(
            source=_V1 + _TRY.format(_OLD, "labels", _OLD, "targets"),
            fix=f"{_V1}import tfcompat\n{_TRY.format(_NEW, 'labels', _NEW, 'labels')}",
        ),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield statements and expressions with two equal branches that call tfcompat, inner ones first."""
        text = file.source.text
        if b"tfcompat" not in text or not _ASKED.search(text):
            return
        for node in _around(file.source, b"tfcompat"):
            branches = _branches(file, node)
            if branches is None or not _are_equal(file, *branches) or not _calls_ours(file, branches[0]):
                continue
            line, column = file.source.position(node.start_byte)
            edits = _kept(file, node, branches[0])
            yield Finding(
                path=file.path,
                code=self.CODE,
                line=line,
                column=column,
                message=self.MESSAGE.format(kind=_KINDS[node.type]),
                applicability="unsafe" if edits else "none",
                reason=_WHY if edits else _BY_HAND,
                edits=edits,
                span=node.byte_range,
            )


def _around(source: Source, word: bytes) -> list[Node]:
    """Return the statements and expressions of two branches that hold a word, the inner ones first."""
    found: dict[int, Node] = {}
    offset = source.text.find(word)
    while offset >= 0:
        cursor = source.root.walk()
        while cursor.goto_first_child_for_byte(offset) is not None and cursor.node is not None:
            if cursor.node.type in _KINDS:
                found[cursor.node.start_byte] = cursor.node
        offset = source.text.find(word, offset + 1)
    return sorted(found.values(), key=lambda node: node.start_byte, reverse=True)


_KINDS = {
    "try_statement": "`try`",
    "if_statement": "test of the release",
    "conditional_expression": "test of the release",
}
_WHY = (
    "tfcompat takes the same arguments with every TensorFlow, so one branch is enough; it is unsafe, because the "
    "branches may differ for another reason than the release"
)
_BY_HAND = "a comment or a multi-line string prevents the fix; keep one branch by hand"


def _branches(file: File, node: Node) -> tuple[list[Node], list[Node]] | None:
    """Return the statements of the two branches of a statement; None if it has more, or is about something else."""
    if node.type == "conditional_expression":
        parts = [child for child in node.named_children if not child.is_extra]
        if len(parts) != 3 or parts[0].type != "call" or not _asks_release(file, parts[1]):
            return None
        return [parts[0]], [parts[2]]
    clauses = [child for child in node.named_children if not child.is_extra]
    if node.type == "try_statement":
        if [child.type for child in clauses] != ["block", "except_clause"]:
            return None
        body, other = clauses[0], clauses[1].named_children[-1]
        caught = [child.type for child in clauses[1].named_children if not child.is_extra][:-1]
        if other.type != "block" or any(kind not in ("identifier", "tuple", "attribute") for kind in caught):
            return None
        return _statements(body), _statements(other)
    condition = node.child_by_field_name("condition")
    if [child.type for child in clauses[1:]] != ["block", "else_clause"] or condition is None:
        return None
    other = clauses[2].named_children[-1]
    return (_statements(clauses[1]), _statements(other)) if _asks_release(file, condition) else None


def _statements(block: Node) -> list[Node]:
    return [child for child in block.named_children if not child.is_extra]


def _asks_release(file: File, condition: Node, *, again: bool = True) -> bool:
    """Return whether a condition is about TensorFlow's version, or about its attributes."""
    names = file.whole.names
    start, end = condition.byte_range
    inside = [one for one in names.tree.references if start <= one.node.start_byte and one.node.end_byte <= end]
    for reference in inside:
        meaning = names.meaning(reference).names
        if any(map(_RELEASE.fullmatch, meaning)):
            return True
        if reference.parts == ("hasattr",) and any(
            name.startswith("tensorflow") for one in inside for name in names.meaning(one).names
        ):
            return True
        bindings = names.bindings(reference.parts[0], reference.scope) if again and len(inside) == 1 else []
        if len(bindings) == 1 and bindings[0].value is not None:
            return _asks_release(file, bindings[0].value, again=False)
    return False


def _are_equal(file: File, one: list[Node], other: list[Node]) -> bool:
    """Return whether two branches are the same program, apart from whitespace, comments and the order of keywords."""
    return [_form(file, node) for node in one] == [_form(file, node) for node in other]


def _form(file: File, node: Node) -> object:
    children = [child for child in node.children if not child.is_extra and child.end_byte > child.start_byte]
    if not children or node.type == "string":
        return file.source.of(node)
    if node.type == "argument_list":
        named = [child for child in children if child.is_named]
        keywords = [child for child in named if child.type == "keyword_argument"]
        places = [_form(file, child) for child in named if child.type != "keyword_argument"]
        return [node.type, places, sorted(map(repr, (_form(file, child) for child in keywords)))]
    return [node.type, *(_form(file, child) for child in children)]


def _calls_ours(file: File, branch: list[Node]) -> bool:
    """Return whether a branch contains a tfcompat name."""
    names = file.whole.names
    start, end = branch[0].start_byte, branch[-1].end_byte
    inside = (one for one in names.tree.references if start <= one.node.start_byte < end and one.call is not None)
    meanings = (names.meaning(one).names for one in inside)
    return any(meaning and all(name.startswith("tfcompat.") for name in meaning) for meaning in meanings)


def _kept(file: File, node: Node, branch: list[Node]) -> tuple[Edit, ...]:
    """Return the edits that reduce a statement to one branch; none if they would remove more than the other branch."""
    text = file.source.text
    start, end = branch[0].start_byte, branch[-1].end_byte
    comments = [child for child in nodes(node) if child.type == "comment"]
    head = node.child_by_field_name("condition") or node.children[0]
    row = text.count(b"\n", 0, text.find(b":", head.end_byte))
    start = min([start, *(one.start_byte for one in comments if one.start_byte < start and one.start_point.row > row)])
    lost = (one for one in comments if not start <= one.start_byte < end)
    of_lines = (child.type == "string" and b"\n" in file.source.of(child) for child in nodes(node))
    if any(lost) or any(of_lines):
        return ()
    edits = [Edit(node.start_byte, start, b""), Edit(end, node.end_byte, b"")]
    inner, outer = (_indentation(text, offset) for offset in (start, node.start_byte))
    if node.type != "conditional_expression" and inner != outer and inner.startswith(outer):
        at = text.find(b"\n", start) + 1
        while 0 < at < end:
            if text.startswith(inner, at):
                edits.append(Edit(at + len(outer), at + len(inner), b""))
            at = text.find(b"\n", at) + 1
    return tuple(sorted(edits))


def _indentation(text: bytes, offset: int) -> bytes:
    line = text[text.rfind(b"\n", 0, offset) + 1 : offset]
    return line[: len(line) - len(line.lstrip(b" \t"))]
