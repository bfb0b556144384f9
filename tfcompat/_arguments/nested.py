"""Structures of tensors: dicts, lists and tuples."""

from __future__ import annotations

from typing import Any

Path = tuple[Any, ...]


def leaves_of(structure: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    """Return the leaves of dicts, lists and tuples with the way to each, in the order of ``tf.nest``."""
    if isinstance(structure, dict):
        return [leaf for key in sorted(structure) for leaf in leaves_of(structure[key], (*path, key))]
    if isinstance(structure, list | tuple):
        return [leaf for key, value in enumerate(structure) for leaf in leaves_of(value, (*path, key))]
    return [(path, structure)]
