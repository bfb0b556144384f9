"""The name of an op that a call gives and the new name does not take: who may look for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat.migrate.names.other_files import code_of

if TYPE_CHECKING:
    from tfcompat.migrate.file import File
    from tfcompat.migrate.syntax.arguments import Argument

__all__ = ["looked_up"]

_NAMES = ("name", "scope")


def looked_up(file: File, parameter: str, argument: Argument) -> str:
    """Return why the program may miss an op of that name; nothing if no place is seen that looks for it."""
    if file.thin or parameter not in _NAMES:
        return ""
    text = argument.text.strip("\"'")
    if text.isidentifier() and argument.value.type == "string":
        fetched = re.compile(rb"[\"'/]%s(?:/[\w/]*)?:\d[\"']" % re.escape(text.encode()))
        if match := fetched.search(code_of(file.source.text)):
            return f"{parameter}= is dropped, and {match[0].decode()} asks for a tensor of that name"
    places = file.around.by_name
    return f"{parameter}= is dropped, and {places[0]} looks ops up by their names" if places else ""
