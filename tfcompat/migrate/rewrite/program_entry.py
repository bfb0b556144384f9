"""Where a program of TensorFlow 1 begins, and so where the behaviour of TensorFlow 2 is turned off."""

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

# What a module may call below TensorFlow while it is imported without being a program itself.
_HARMLESS = re.compile(
    r"\b(?:app|flags|logging|gfile|compat|contrib)\b|(?<!variables_)initializer$|regularizer$|[A-Z]\w*Error$"
)
_CALL = "disable_v2_behavior()"


def begins(file: File) -> bool:
    """Return whether a program begins in a file, and the file does not turn the behaviour off itself.

    It does where a guard of ``__main__`` or ``tf.app.run`` stands, or where TensorFlow is called while the module is
    loaded; of files that do neither, where a session is made, if no other file of the program begins it.
    """
    own = Member.of(file.path, file.source.text)
    if own.is_off:
        return False
    if own.starts or _calls_at_once(file):
        return True
    others = (member for member in file.group if member.path != file.path)
    return own.has_session and not any(other.starts and other.uses_tensorflow for other in others)


def _calls_at_once(file: File) -> bool:
    """Return whether the module itself calls what makes a part of a graph."""
    for reference, meaning in file.whole.names.denoted:
        if reference.call is None or reference.scope.kind != "module":
            continue
        below = [name for name in meaning.names if name.startswith(f"{ROOT}.")]
        if below and not any(map(_HARMLESS.search, below)):
            return True
    return False


def switch(file: File, imports: tuple[Node, ...]) -> Iterator[Edit]:
    """Yield the edit that turns the behaviour off, on the line below the first import of TensorFlow."""
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
    """Return the call below the statement, by a name that the statement binds to TensorFlow if it does."""
    for item in statement.children_by_field_name("name") if statement.type == "import_statement" else ():
        alias, named = item.child_by_field_name("alias"), item.child_by_field_name("name") or item
        if file.source.of(named) == ROOT.encode():
            return [f"{file.source.of(alias).decode('utf-8') if alias else ROOT}.{_CALL}"]
    return [f"from {ROOT}.compat.v1 import disable_v2_behavior", _CALL]
