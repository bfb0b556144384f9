"""Whether a compiled model is ever trained: programs also compile models that they only use for their output."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat.migrate.syntax.source import dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import NameUse, Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["is_only_asked", "uses_of"]

_TRAINS = {
    *("fit", "fit_generator", "train_on_batch", "evaluate", "evaluate_generator", "test_on_batch", "train_step"),
    *("fit_on_batch", "adapt"),
}
_ASKS = {"predict", "predict_on_batch", "predict_generator", "predict_proba", "predict_classes"}
_STACKS = (b"add", b"Sequential", b"append")
_LOSS = re.compile(rb"loss|entropy|criterion|bce", re.IGNORECASE)
_HARMLESS = (b"print", b"plot_model", b"len", b"id", b"type")


def is_only_asked(file: File, model: Node, scope: Scope) -> bool:
    """Return whether a model is used for its output or as part of another one, and certainly is never trained here.

    Args:
        file: The file, in which every word is resolved.
        model: The model as ``compile`` is called on it: a name, or an attribute of one.
        scope: Its scope.
    """
    parts = dotted(file.source, model)
    uses = list(uses_of(file, model, scope))
    later = [use for use in uses if use.scope is not scope or use.node.start_byte > model.end_byte]
    found = {_of_use(file, use, len(parts)) for use in uses}
    return found <= {"asked", ""} and any(_of_use(file, use, len(parts)) == "asked" for use in later)


def uses_of(file: File, model: Node, scope: Scope) -> Iterator[NameUse]:
    """Yield all other uses of a model through its name at a node."""
    parts = dotted(file.source, model)
    if not parts:
        return
    around, owner = scope.of_method(parts[0]), scope.owner(parts[0])
    for use in file.names.by_root.get(parts[0], ()):
        same = use.scope.of_method(parts[0]) is around if around is not None else use.scope.owner(parts[0]) is owner
        if same and use.parts[: len(parts)] == parts and use.node.byte_range != model.byte_range:
            yield use


def _of_use(file: File, use: NameUse, length: int) -> str:
    """Return what one use shows: that the model is trained, only evaluated, possibly either, or nothing."""
    if len(use.parts) > length:
        method = use.parts[length]
        return "trained" if method in _TRAINS else "asked" if method in _ASKS else ""
    if use.call is not None:
        return "trained" if b"GradientTape" in file.source.text or _is_for_a_loss(file, use.call) else "asked"
    node, above = use.node, use.node.parent
    if use.stored or above is None or above.type in ("expression_statement", "assert_statement"):
        return ""
    while above is not None and above.type in ("list", "tuple", "argument_list", "keyword_argument"):
        node, above = above, above.parent
    callee = above.child_by_field_name("function") if above is not None and above.type == "call" else None
    if callee is None or callee.id == node.id:
        return "unknown"
    name = file.source.of(callee).rpartition(b".")[2]
    return "asked" if name in _STACKS else "" if name in _HARMLESS else "unknown"


def _is_for_a_loss(file: File, output: Node) -> bool:
    """Return whether the model's output goes straight to a loss."""
    above = output.parent
    while above is not None and above.type in ("argument_list", "keyword_argument"):
        above = above.parent
    callee = above.child_by_field_name("function") if above is not None and above.type == "call" else None
    return callee is not None and bool(_LOSS.search(file.source.of(callee)))
