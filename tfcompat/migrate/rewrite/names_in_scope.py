"""The local name of a module at some place, and the import to add if there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._codes import Code
from tfcompat._symbols import TENSORFLOW_HOMES
from tfcompat.migrate.rewrite.import_guards import import_beside
from tfcompat.migrate.rewrite.refused import RefusedError

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from tfcompat.migrate.file import File
    from tfcompat.migrate.uses import Use

__all__ = ["reach", "reach_tensorflow"]


def reach(file: File, use: Use, path: str) -> tuple[str, frozenset[str]]:
    """Return the name, at a use, of `path` below ``tfcompat``, and the import statements to add."""
    module, _, below = path.partition(".")
    shims = _visible(file, use, {"tfcompat.legacy"}) if module == "legacy" else None
    if shims:
        return f"{shims}.{below}", frozenset()
    local, imports = _tfcompat(file, use)
    return f"{local}.{path}", imports


def _tfcompat(file: File, use: Use) -> tuple[str, frozenset[str]]:
    """Return the local name of ``tfcompat`` at a use, and the import statements to add."""
    name = _visible(file, use, {"tfcompat"})
    if name:
        return name, frozenset()
    scope = use.reference.scope
    owner = scope.owner("tfcompat")
    taken = file.names.bindings("tfcompat", scope) or scope.module.bound.get("tfcompat", [])
    meaning = file.names.of_name("tfcompat", scope)
    # A binding in an inner scope hides the import that would be added, even if it is the same module.
    if taken and not (owner is scope.module and meaning.certain and meaning.names == {"tfcompat"}):
        line, _ = file.source.position(taken[0].node.start_byte)
        if meaning.names == {"tfcompat"}:
            raise RefusedError(
                f"line {line} imports tfcompat for only a part of the file; move the import up", Code.FIX_REFUSED
            )
        raise RefusedError(
            f"the name tfcompat is bound to something else on line {line}; rename it, then migrate", Code.FIX_REFUSED
        )
    return "tfcompat", frozenset({"import tfcompat"})


def reach_tensorflow(file: File, use: Use) -> tuple[str, frozenset[str]]:
    """Return the local name of TensorFlow at a use, and the import statements to add."""
    root = use.reference.parts[0]
    meaning = file.names.of_name(root, use.reference.scope)
    if meaning.certain and meaning.names <= TENSORFLOW_HOMES:
        return root, frozenset()
    name = _visible(file, use, TENSORFLOW_HOMES)
    if name:
        return name, frozenset()
    free = [name for name in _free(file) if not _is_mentioned(file, name)]
    if not free:
        raise RefusedError(
            f"tf.stop_gradient is needed here, but all names for its import ({', '.join(_free(file))}) are taken; "
            f"import tensorflow above",
            Code.FIX_REFUSED,
        )
    return free[0], frozenset({"import tensorflow" if free[0] == "tensorflow" else f"import tensorflow as {free[0]}"})


def _free(file: File) -> tuple[str, ...]:
    """Return names for TensorFlow, best first; a star import may bind any without a leading underscore."""
    return ("_tf",) if file.names.tree.stars else ("tf", "tensorflow", "_tf")


def _is_mentioned(file: File, name: str) -> bool:
    """Return whether a name is bound anywhere in the file, or is read and so may come from elsewhere."""
    read = any(reference.parts[0] == name for reference in file.names.tree.references)
    return read or bool(file.names.every_binding(name))


def _visible(file: File, use: Use, modules: AbstractSet[str]) -> str | None:
    """Return a module-scope name that certainly denotes one of `modules`, bound above the use and not shadowed.

    It is bound at module level, or next to the guarded import of the use: any other one under ``if TYPE_CHECKING``
    or ``try`` may not have run.
    """
    scope = use.reference.scope
    for name, end in file.names.bound_to(frozenset(modules)):
        if end < use.span[0] and scope.owner(name) is scope.module:
            return name
    return import_beside(file.names, use.reference.parts[0], scope, frozenset(modules)) or None
