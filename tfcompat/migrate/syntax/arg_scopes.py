"""``arg_scope`` of slim: defaults that a call gets from around it, perhaps from another file, and that no shim sees."""

from __future__ import annotations

import re

__all__ = ["arg_scopes"]

_SCOPE = re.compile(rb"\barg_scope\s*\(\s*((?:\[[^\]]*\]|\([^)]*\)|[^,)]*))")
_WORD = re.compile(rb"[A-Za-z_]\w*")
_COMMENT = re.compile(rb"#[^\n]*")


def arg_scopes(raw: bytes, path: str = "") -> dict[str, str]:
    """The functions to which a file gives defaults, by their last name, and where it does so first: ``path:line``."""
    found: dict[str, str] = {}
    if b"arg_scope" not in raw:
        return found
    for scope in _SCOPE.finditer(raw):
        line = raw.count(b"\n", 0, scope.start()) + 1
        for name in _WORD.findall(_COMMENT.sub(b"", scope[1])):
            found.setdefault(name.decode(), f"{path}:{line}" if path else f"line {line}")
    return found
