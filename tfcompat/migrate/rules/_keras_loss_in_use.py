"""A Keras loss and everything that one file does with it: its inputs, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tfcompat.migrate.names.other_files import code_of
from tfcompat.migrate.rewrite.object_uses import fates
from tfcompat.migrate.syntax.arguments import argument, arguments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tfcompat._symbols import Symbol
    from tfcompat.migrate.dataflow import Output
    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.other_files import Place
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.rewrite.object_uses import Fate
    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.syntax.source import Node

__all__ = ["LossInUse"]

_PREDICTION = ("y_pred", "output", "logits")
_LABELS = ("y_true", "target", "labels")


@dataclass(eq=False)
class LossInUse:
    """One Keras loss, and everything that this file does with it."""

    file: File
    """The file, in which every word is resolved."""
    call: Node
    symbol: Symbol
    bound: Mapping[str, Argument]

    @property
    def is_class(self) -> bool:
        """Whether it is an object, not a function."""
        return self.symbol.kind == "class"

    @property
    def logged(self) -> str:
        """Its name in Keras' logs, as source text, if it is a metric of a model; otherwise empty."""
        if "name" in self.bound or not any(fate.kind == "metric" for fate in self.fates):
            return ""
        return self.symbol.eras[-1].parameters["name"] or ""

    @cached_property
    def scope(self) -> Scope:
        """The scope of the call."""
        return self.file.outputs.flow.scope_of(self.call)

    @cached_property
    def fates(self) -> list[Fate]:
        """The uses of the object; empty for a function."""
        return fates(self.file, self.call, self.scope) if self.is_class else []

    @cached_property
    def code(self) -> bytes:
        """The text of the file without comments."""
        return code_of(self.file.source.text)

    @cached_property
    def predictions(self) -> list[tuple[Node | None, Scope]]:
        """The calls of the loss in this file."""
        if not self.is_class:
            return [(next((self.bound[name].value for name in _PREDICTION if name in self.bound), None), self.scope)]
        calls = [fate for fate in self.fates if fate.kind == "called"]
        given = [(arguments(self.file.source, fate.node), fate.scope) for fate in calls]
        return [(argument(one, _PREDICTION, 1) if one is not None else None, scope) for one, scope in given]

    @property
    def labels(self) -> Node | None:
        """The labels of a function."""
        return next((self.bound[name].value for name in _LABELS if name in self.bound), None)

    @property
    def may_be_weighted(self) -> bool:
        """Whether a call of the object in this file may pass weights."""
        calls = (arguments(self.file.source, fate.node) for fate in self.fates if fate.kind == "called")
        return any(one is None or argument(one, ("sample_weight",), 2) is not None for one in calls)

    @property
    def is_seen(self) -> bool:
        """Whether the origin of every tensor that the loss gets is known."""
        return None not in self.outputs and not self._in_other_files

    @property
    def origins(self) -> list[Place]:
        """Where in the file there is a softmax or sigmoid that may be the input of the loss."""
        here, run = self.file.around.activations, self.file.run
        if None in self.outputs:
            return list(here)
        elsewhere = self._in_other_files and run is not None
        return [place for place in here if elsewhere and place.path != self.file.path]

    @property
    def _in_other_files(self) -> bool:
        return any(fate.kind == "imported" for fate in self.fates)

    @cached_property
    def outputs(self) -> list[Output | None]:
        """The origin of each tensor that the loss gets in this file; None if unknown."""
        found = [self._of(node, scope) for node, scope in self.predictions if not self._is_array(node, scope)]
        for fate in self.fates:
            if fate.kind in ("loss", "metric"):
                callee = fate.node.child_by_field_name("function")
                model = callee.child_by_field_name("object") if callee is not None else None
                given = self.file.outputs.of_model(model, fate.scope) if model is not None else None
                found.append(given if given is None or not given.far else None)
            elif fate.kind == "escapes":
                found.append(None)
        return found

    def _of(self, node: Node | None, scope: Scope) -> Output | None:
        found = self.file.outputs.of(node, scope) if node is not None else None
        return found if found is None or not found.far else None

    def _is_array(self, node: Node | None, scope: Scope) -> bool:
        """Return whether an expression is a NumPy array, for which Keras cannot know what computed it."""
        values = self.file.outputs.values(node, scope) if node is not None else []
        callees = [value.child_by_field_name("function") for value, _ in values if value.type == "call"]
        return (
            bool(values)
            and all(callee is not None and self.file.source.of(callee).endswith(b".numpy") for callee in callees)
            and len(callees) == len(values)
        )
