"""Which names TensorFlow still has: the public names of every supported release, and the modules that contain them.

The list is read when it is first needed. `benchmarks/public_names.py` writes it from installed releases.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["missing", "missing_module", "moved"]

_ROOT = "tensorflow"
_ANYTHING = "*"
_V1, _V2 = "compat.v1", "compat.v2"


def missing(name: str) -> str:
    """Return the beginning of a qualified name that no supported TensorFlow has, or an empty string.

    Attributes of a class or a function are not checked.

    Example:
        >>> missing("tensorflow.compat.v1.train.AdamOptimizer.minimize")
        ''
        >>> missing("tensorflow.contrib.slim.conv2d")
        'tensorflow.contrib'
        >>> missing("tensorflow.placeholder")
        'tensorflow.placeholder'
    """
    root, *parts = name.split(".")
    if root != _ROOT:
        return ""
    path = ""
    for end, part in enumerate(parts, 1):
        below = _plain(f"{path}.{part}".lstrip("."))
        if below not in _modules():
            known = _names(path)
            gone = known is not None and part not in known and not part.startswith(("__", "*"))
            return ".".join((root, *parts[:end])) if gone else ""
        if _modules()[below] == _ANYTHING:
            return ""
        path = below
    return ""


def missing_module(name: str) -> str:
    """Return the beginning of a module's name that cannot be imported, or an empty string."""
    root, *parts = name.split(".")
    if root != _ROOT:
        return ""
    path = ""
    for end, part in enumerate(parts, 1):
        path = _plain(f"{path}.{part}".lstrip("."))
        if path not in _modules():
            return ".".join((root, *parts[:end]))
        if _modules().get(path) == _ANYTHING:
            return ""
    return ""


@cache
def moved() -> dict[str, str]:
    """Return the TensorFlow 1 names of functions that now have another name: paths below ``tf``, old to new."""
    return dict(line.split(" = ") for line in _lines("moved_names.txt"))


def _lines(file: str) -> list[str]:
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def _plain(path: str) -> str:
    """Return the canonical name of a module.

    The root is ``compat.v2`` too, and ``compat.v1.compat.v1`` is ``compat.v1``.
    """
    if path == _V2 or path.startswith(f"{_V2}."):
        return path[len(_V2) + 1 :]
    return path.removeprefix(f"{_V1}.") if path.startswith(f"{_V1}.compat") else path


@cache
def _names(path: str) -> frozenset[str] | None:
    """Return the names in a module; None if they are not listed."""
    return frozenset(_modules()[path].split()) if _modules()[path] else None


@cache
def _modules() -> dict[str, str]:
    """From a module's path below ``tensorflow`` to its names in one string, empty if they are not listed."""
    listed = dict(line.partition(": ")[::2] for line in _lines("public_names.txt"))
    found = {"" if path == "." else path: names for path, names in listed.items() if " = " not in path}
    twins = (path.split(" = ") for path in listed if " = " in path)
    return found | {path: found[twin] for path, twin in twins}
