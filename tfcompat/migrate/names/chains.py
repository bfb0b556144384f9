"""What a file's text shows about its use of TensorFlow, from patterns only: fast, and a reason to look further.

A pattern cannot see that a name is shadowed. So it never decides a change; the resolver does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tfcompat._symbols import RENAMES, missing, missing_module

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Chains", "has_old_keyword"]

# Comments, triple-quoted strings, other strings: their content is not code.
_NO_CODE = re.compile(
    rb"#[^\n]*"
    rb'|"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""'
    rb"|'''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''"
    rb'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    rb"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'",
    re.DOTALL,
)
_NAMED = re.compile(rb"\b(?:import|from)\b[^\n#]*\btensorflow\b")
_GAP = rb"[\s\\]*"
_IMPORT = re.compile(rb"(?:^|[;:])[ \t]*import[ \t]+(?P<names>[^\n;#]+)", re.MULTILINE)
_FROM = re.compile(
    rb"(?:^|[;:])[ \t]*from[ \t]+(?P<module>[.\w]+)[ \t]+import[ \t\\]*(?P<names>\([^)]*\)|(?:[^\n\\;#]|\\\r?\n)*)",
    re.MULTILINE,
)
_ITEM = re.compile(rb"([\w.*]+)(?:\s+as\s+(\w+))?")
_ALIAS = re.compile(rb"^[ \t]*(\w+(?:\.\w+)?)[ \t]*=[ \t]*(\w+(?:\.\w+)*)[ \t]*\r?$", re.MULTILINE)
_ROOT = "tensorflow"
_KEYWORD = re.compile(
    rb"\b(?:%s)[ \t]*=" % b"|".join(sorted({word.encode() for row in RENAMES for word in row.keywords if row.by_place}))
)
_BY_PLACE = re.compile(
    rb"\b(?:%s)[\s\\]*\([\s\\]*[-\d\w]" % b"|".join(row.old.encode() for row in RENAMES if row.by_place and row.order)
)


class Chains:
    """The dotted names of a file that begin at TensorFlow."""

    def __init__(self, text: bytes) -> None:
        self._text = text

    @cached_property
    def code(self) -> bytes:
        """The text without comments and strings."""
        return _NO_CODE.sub(b" ", self._text)

    @cached_property
    def _items(self) -> list[_Item]:
        return list(_items(self.code)) if _NAMED.search(self._text) else []

    @cached_property
    def modules(self) -> frozenset[str]:
        """The modules below TensorFlow, itself included, that import statements name."""
        found = {item.module for item in self._items}
        return frozenset(name for name in found if name.split(".")[0] == _ROOT)

    @cached_property
    def names(self) -> frozenset[str]:
        """The qualified names that are imported or read."""
        aliases = {item.local: item.target for item in self._items if item.target.split(".")[0] == _ROOT}
        for name, value in _ALIAS.findall(self.code) if aliases else ():
            head, *rest = value.decode().split(".")
            if head in aliases and name.decode() not in aliases:
                aliases[name.decode()] = ".".join((aliases[head], *rest))
        return frozenset((*aliases.values(), *self._read(aliases))) if aliases else frozenset()

    def lack(self) -> bool:
        """Return whether a current TensorFlow may lack some name or module."""
        if any(module.endswith("*") for module in self.modules) or any(map(missing_module, self.modules)):
            return True
        return any(map(missing, self.names))

    def _read(self, aliases: dict[str, str]) -> Iterator[str]:
        words = b"|".join(re.escape(name.encode()) for name in aliases)
        chain = re.compile(rb"(?<![\w.])(%s)\b((?:%s\.%s[A-Za-z_]\w*)+)" % (words, _GAP, _GAP))
        for root, rest in set(chain.findall(self.code)):
            yield aliases[root.decode()] + re.sub(rb"[\s\\]", b"", rest).decode()


@dataclass(frozen=True, slots=True)
class _Item:
    """One name that an import statement binds."""

    module: str
    local: str
    target: str


def _items(code: bytes) -> Iterator[_Item]:
    for statement in _IMPORT.finditer(code):
        for name, alias in _ITEM.findall(statement["names"]):
            full = name.decode("utf-8", "replace")
            local = alias.decode() or full.split(".")[0]
            yield _Item(full, local, full if alias else local)
    for statement in _FROM.finditer(code):
        home = statement["module"].decode("utf-8", "replace")
        for name, alias in _ITEM.findall(statement["names"]):
            full = name.decode("utf-8", "replace")
            below = f"{home}{full}" if home.endswith(".") else f"{home}.{full}"
            yield _Item(home, alias.decode() or full, below)


def has_old_keyword(text: bytes) -> bool:
    """Return whether a text has a call with keywords or an argument order that TensorFlow may have dropped."""
    return bool(_KEYWORD.search(text) or _BY_PLACE.search(text))
