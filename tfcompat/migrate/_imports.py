"""By which local name a module is reached at some place, and which import it takes where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate._labels import ROOTS
from tfcompat.migrate._refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from tfcompat.migrate._file import File, Use

__all__ = ["reach_tensorflow", "reach_tfcompat"]


def reach_tfcompat(file: File, use: Use) -> tuple[str, frozenset[str]]:
    """The local name of ``tfcompat`` at a use, and the import statements to add."""
    name = _visible(file, use, {"tfcompat"})
    if name:
        return name, frozenset()
    scope = use.reference.scope
    taken = file.names.bindings("tfcompat", scope) or scope.module.bound.get("tfcompat", [])
    if any(file.names.of_name("tfcompat", scope).names != {"tfcompat"} for _ in taken):
        line, _ = file.source.position(taken[0].node.start_byte)
        raise RefusedError(
            f"the name tfcompat is bound to something else on line {line}; rename that, then migrate", "TFC903"
        )
    return "tfcompat", frozenset({"import tfcompat"})


def reach_tensorflow(file: File, use: Use) -> tuple[str, frozenset[str]]:
    """The local name of TensorFlow at a use, and the import statements to add."""
    root = use.reference.parts[0]
    meaning = file.names.of_name(root, use.reference.scope)
    if meaning.certain and meaning.names <= ROOTS:
        return root, frozenset()
    name = _visible(file, use, ROOTS)
    if name:
        return name, frozenset()
    for name, statement in (("tf", "import tensorflow as tf"), ("tensorflow", "import tensorflow")):
        if use.reference.scope.owner(name) is None:
            return name, frozenset({statement})
    raise RefusedError(
        "tf.stop_gradient is needed here, and both tf and tensorflow are bound to something else", "TFC903"
    )


def _visible(file: File, use: Use, modules: AbstractSet[str]) -> str | None:
    """A name of the module scope that surely denotes one of `modules`, bound above the use and not shadowed there."""
    scope = use.reference.scope
    for name, bindings in scope.module.bound.items():
        meaning = file.names.of_name(name, scope.module)
        if not (meaning.certain and meaning.names <= modules and scope.owner(name) is scope.module):
            continue
        if all(binding.node.start_byte < use.span[0] for binding in bindings):
            return name
    return None
