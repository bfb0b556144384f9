"""The imports of a file, read from its lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Imported", "imported"]

_IMPORT = re.compile(
    rb"^[ \t]*(?:try:[ \t]*)?(?:from[ \t]+([.\w\x80-\xff]+)[ \t]+import\b[ \t]*(\([^)]*\)|(?:\\\r?\n|[^\n#;\\])*)"
    rb"|import[ \t]+([^\n#;]+))",
    re.MULTILINE,
)
_COMMENT = re.compile(rb"#[^\n]*")
_NAME = re.compile(rb"[\w.\x80-\xff]+")


class Imported(NamedTuple):
    """One name that a file imports."""

    module: str
    name: str = ""
    """The name in the module; a star for all of them, and empty for the module itself."""

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules that this may run: ``from a import b`` may mean a module ``a.b``."""
        if self.name in ("", "*"):
            return (self.module,)
        return self.module, f"{self.module}{'' if self.module.endswith('.') else '.'}{self.name}"


def imported(raw: bytes) -> Iterator[Imported]:
    """Yield the imports that a file's lines show."""
    for module, names, modules in _IMPORT.findall(raw):
        home = module.decode("utf-8", "replace")
        for item in _COMMENT.sub(b"", names or modules).strip(b"() \t").split(b","):
            word = _NAME.search(item)
            text = word[0].decode("utf-8", "replace") if word else ""
            if b"*" in item:
                yield Imported(home, "*")
            elif text:
                yield Imported(home, text) if home else Imported(text)
