"""The start of a TensorFlow 1 program, where TensorFlow 2 behaviour is disabled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Edit
from tfcompat.migrate.release.members import Member
from tfcompat.migrate.release.moved_imports import ROOT
from tfcompat.migrate.syntax.source import newline_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.syntax.source import Node

__all__ = ["begins", "switch"]

# TensorFlow calls that a module may make when imported without being a program itself.
_HARMLESS = re.compile(
    r"\b(?:app|flags|logging|gfile|compat|contrib)\b|(?<!variables_)initializer$|regularizer$|[A-Z]\w*Error$"
)
_CALL = "disable_v2_behavior()"


def begins(file: File) -> bool:
    """Return whether a program starts in a file, and the file does not disable TensorFlow 2 behaviour itself.

    It starts in a file with a ``__main__`` guard or ``tf.app.run``, or one that calls TensorFlow while it is loaded. If
    no file of the program does, it starts where a session is made.
    """
    own = Member.of(file.path, file.source.text)
    if own.is_off:
        return False
    if own.starts or _calls_at_once(file):
        return True
    others = (member for member in file.group if member.path != file.path)
    return own.has_session and not any(other.starts and other.uses_tensorflow for other in others)


def _calls_at_once(file: File) -> bool:
    """Return whether the module itself makes a part of a graph."""
    for reference, meaning in file.whole.names.denoted:
        if reference.call is None or reference.scope.kind != "module":
            continue
        below = [name for name in meaning.names if name.startswith(f"{ROOT}.")]
        if below and not any(map(_HARMLESS.search, below)):
            return True
    return False


def switch(file: File, imports: tuple[Node, ...]) -> Iterator[Edit]:
    """Yield the edit that disables TensorFlow 2 behaviour, on the line below the first import of TensorFlow."""
    statement = next((node for node in imports if _is_of_module(node)), imports[0])
    text = file.source.text
    start = text.rfind(b"\n", 0, statement.start_byte) + 1
    blanks = text[start : len(text) - len(text[start:].lstrip(b" \t"))]
    newline = newline_of(text)
    lines = b"".join(blanks + line.encode() + newline for line in _lines(file, statement))
    end = text.find(b"\n", statement.end_byte)
    if end < 0:
        yield Edit(len(text), len(text), newline + lines)
    else:
        yield Edit(end + 1, end + 1, lines)


def _is_of_module(statement: Node) -> bool:
    return statement.parent is not None and statement.parent.type == "module"


def _lines(file: File, statement: Node) -> list[str]:
    """Return the call after the statement, through the name that it binds to TensorFlow, if there is one."""
    for item in statement.children_by_field_name("name") if statement.type == "import_statement" else ():
        alias, named = item.child_by_field_name("alias"), item.child_by_field_name("name") or item
        if file.source.of(named) == ROOT.encode():
            return [f"{file.source.of(alias).decode('utf-8') if alias else ROOT}.{_CALL}"]
    return [f"from {ROOT}.compat.v1 import disable_v2_behavior", _CALL]
