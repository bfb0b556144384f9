"""The name of an op that the new name does not accept: code that may look it up."""

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
    """Return why the program may need an op of that name; empty if no place looks it up."""
    if file.thin or parameter not in _NAMES:
        return ""
    text = argument.text.strip("\"'")
    if text.isidentifier() and argument.value.type == "string":
        fetched = re.compile(rb"[\"'/]%s(?:/[\w/]*)?:\d[\"']" % re.escape(text.encode()))
        if match := fetched.search(code_of(file.source.text)):
            return f"{parameter}= is removed, but {match[0].decode()} looks up a tensor of that name"
    places = file.around.by_name
    return f"{parameter}= is removed, but {places[0]} looks up ops by name" if places else ""
