"""Shared parts of both rewriters: the collected edits of one use, and the uses that cannot be edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tfcompat._codes import Code
from tfcompat.migrate.finding import Applicability, Edit
from tfcompat.migrate.rewrite.reading import Call, read, unread
from tfcompat.migrate.rewrite.refused import RefusedError

if TYPE_CHECKING:
    from tfcompat.migrate.file import File
    from tfcompat.migrate.uses import Use

__all__ = ["Rewrite", "readable", "refuse_where_no_splice_is_right"]


@dataclass
class Rewrite:
    """The edits for one use, collected step by step."""

    new_name: str = ""
    edits: list[Edit] = field(default_factory=list)
    imports: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    """Other changes, for the message."""
    dropped: list[str] = field(default_factory=list)
    """The removed arguments, as source text."""
    doubts: list[str] = field(default_factory=list)
    """Why the fix is unsafe."""
    code: str = ""
    """The rule code to report it under, if it is not the row's."""
    by_shim: bool = False
    """Whether TensorFlow 1's own callable is written, whose numbers are always the same."""

    @property
    def shim(self) -> str:
        """The path below ``tfcompat.legacy`` that is written; empty for another name."""
        home, _, path = self.new_name.partition("tfcompat.legacy.")
        return path if not home else ""

    def applicability(self, use: Use) -> Applicability:
        """Return the row's applicability, unless there are doubts about this use."""
        if self.doubts:
            return "unsafe"
        return "safe" if self.by_shim else use.symbol.action

    def read_by(self, call: Call) -> None:
        """Note how a call was read, if releases differ: the evidence, or why it is not certain."""
        self.doubts += [call.doubt] if call.doubt else []
        self.notes += [call.why] if call.why else []

    def insert(self, offset: int, text: str) -> None:
        """Insert `text` after earlier insertions at this place: one place has one edit, so the order stays."""
        here = [edit for edit in self.edits if edit.start == edit.end == offset]
        self.edits = [edit for edit in self.edits if edit not in here]
        before = b"".join(edit.replacement for edit in here)
        self.edits.append(Edit(offset, offset, before + text.encode()))


def refuse_where_no_splice_is_right(file: File, use: Use) -> None:
    """Raise RefusedError if the text around the name prevents an edit."""
    if use.reference.quoted:
        raise RefusedError("it is inside an f-string, which an edit could break; move it out")
    if store := file.replaced(use):
        what = f"line {store.line} replaces {store.text}"
        raise RefusedError(f"{what}, so its meaning is only known at run time")
    if b"#" in file.source.text[slice(*use.span)]:
        raise RefusedError("a comment inside the name would be lost; move it")


def readable(file: File, use: Use) -> Call:
    """Return the call of a use, if all of its arguments are known.

    Raises:
        RefusedError: Some are hidden, no release accepts them, or their order depends on an unknown era.
    """
    call = read(file, use)
    if call is None:
        raise RefusedError(
            "*args or **kwargs may contain any argument; write the arguments out, or change the call by hand"
        )
    if not call.readings:
        raise RefusedError(unread(use, call.given))
    if call.ambiguous:
        raise RefusedError("which argument is which depends on the release it was written for", Code.ARGUMENT_ORDER)
    return call
