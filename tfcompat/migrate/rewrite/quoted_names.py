"""Names that a file may read without spelling them in its code: in strings, in type comments, by ``globals()``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["is_quoted", "may_read_any"]

_BY_NAME = re.compile(rb"\b(?:eval|exec|globals|locals|vars)\s*\(|\bsys\.modules\b|\bexec\s|\b__main__\.|\bpatch\b")
"""Code that may read a name from a string."""
_RUNS = re.compile(
    rb"(?<![.\w])(?:eval|exec)\s*\(|\bbuiltins\.e(?:val|xec)\b"
    rb"|[(,][ \t]*(?:eval|exec)[ \t]*[,)]|=[ \t]*(?:eval|exec)[ \t]*$"
    rb"|^[ \t]*exec[ \t]+[\w\"']|\btimeit\.\w|\b(?:cP|p)rofile\.run",
    re.MULTILINE,
)
"""Code that may run a string."""
_ANY = re.compile(
    rb"%s|(?<![.\w])(?:globals|locals|vars|dir)\s*\(\s*\)|\bmodules\[__name__\]|\b__main__\b(?![\"'])"
    rb"|\bimport_module\(\s*__name__" % _RUNS.pattern,
    re.MULTILINE,
)
_PROMPT = re.compile(rb"^\s*(?:>>>|\.\.\.)\s")
_TYPE = re.compile(rb"#\s*type:(?!\s*ignore)")


def may_read_any(source: Source) -> bool:
    """Return whether a file has code that may read any of its names."""
    return _ANY.search(source.text) is not None


def is_quoted(source: Source, name: str, *, of_module: bool) -> bool:
    """Return whether a string or a type comment may refer to a binding: in ``__all__``, or next to ``globals()``.

    Any other string with the same letters, such as the name of a layer, is about something else.
    """
    every = re.finditer(rb"\b%s\b" % re.escape(name.encode()), source.text)
    return any(_refers(source, *match.span(), of_module=of_module) for match in every)


def _refers(source: Source, start: int, end: int, *, of_module: bool) -> bool:
    node = source.root.descendant_for_byte_range(start, end)
    if node is None or node.type not in ("comment", "string_content"):
        return False
    if node.type == "comment":
        return _TYPE.match(source.of(node)) is not None
    if source.text[start - 1 : start] in (b"'", b'"', b".") and _BY_NAME.search(source.text):
        return True
    line = source.text[source.text.rfind(b"\n", 0, start) + 1 : start]
    if _PROMPT.match(line) or (_RUNS.search(source.text) and not _is_docstring(node)):
        return True
    return _is_annotation(node) or (of_module and _is_public(source, node))


def _is_docstring(content: Node) -> bool:
    text = content.parent
    return text is not None and text.parent is not None and text.parent.type == "expression_statement"


def _is_annotation(content: Node) -> bool:
    text = content.parent
    return text is not None and text.parent is not None and text.parent.type == "type"


def _is_public(source: Source, node: Node) -> bool:
    """Return whether the statement of a node is about ``__all__``."""
    while node.parent is not None and node.parent.type not in ("module", "block"):
        node = node.parent
    return b"__all__" in source.of(node)
