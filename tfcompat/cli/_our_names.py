"""tfcompat's own names, without importing them: some need TensorFlow, which `explain` does not."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["of_ours"]


def of_ours(name: str) -> list[str]:
    """Return the description of a public tfcompat name, and the old names it replaces; empty if there is none."""
    import tfcompat
    from tfcompat._symbols import SYMBOLS

    path = name.removeprefix("tfcompat.")
    *parents, last = path.split(".")
    homes = vars(tfcompat)["_HOMES"]
    home = homes.get(path) or homes.get(".".join(parents)) or ""
    said = _summary(home, last) if home else ""
    if not said:
        return []
    old = [row.name for row in SYMBOLS.values() if row.successor and row.successor.name == path]
    return [f"tfcompat.{path}", said, *([f"It replaces {', '.join(old)}."] if old else [])]


def _summary(module: str, name: str) -> str:
    """Return the first paragraph of a docstring in the files of a module."""
    for file in _files(module):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name == name:
                return " ".join((ast.get_docstring(node) or "").partition("\n\n")[0].split()).replace("``", "`")
    return ""


def _files(module: str) -> Iterator[Path]:
    spec = find_spec(module)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        yield from sorted(Path(folder).glob("*.py"))
    if spec and spec.origin and not spec.submodule_search_locations:
        yield Path(spec.origin)
