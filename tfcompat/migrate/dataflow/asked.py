"""Protocols between the modules here: following values, and finding the output that a value is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tfcompat.migrate.dataflow.elsewhere import Key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfcompat.migrate.dataflow.elsewhere import Elsewhere
    from tfcompat.migrate.dataflow.made import Output
    from tfcompat.migrate.dataflow.reaching_bindings import Flow
    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import Binding, Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Follows", "Key", "Tells", "Value"]

Value = tuple["Node", "Scope"]
"""An expression or a definition, and its scope."""


class Follows(Protocol):
    """Follows the names of one file."""

    names: Names
    flow: Flow

    def values(self, node: Node, scope: Scope) -> list[Value]:
        """Return the values that a name may have; empty if some are unknown."""

    def qualified(self, node: Node | None, scope: Scope) -> str:
        """Return the qualified name that an expression certainly denotes, or nothing."""

    def part(self, node: Node, scope: Scope, key: Key) -> list[Value]:
        """Return the values of an expression at a key; empty if unknown."""

    def callees(self, callee: Node, scope: Scope) -> list[Value]:
        """Return what a call may call."""

    def method(self, definition: Node, names: Iterable[str]) -> Node | None:
        """Return the single method of a class with one of some names."""

    def bound_value(self, binding: Binding) -> tuple[Node | None, Scope]:
        """Return the value of an assignment to one name, or the definition whose name it is."""


class LayersOf(Protocol):
    """Knows the layers of the models of one file."""

    def layers_of(self, built: Node, where: Scope, read: Node) -> list[Value]:
        """Return the layers of a ``Sequential`` model at the place where it is read; None if they are not certain."""


class Tells(Follows, Protocol):
    """Finds the outputs that the values of one file are."""

    elsewhere: Elsewhere | None

    @property
    def models(self) -> LayersOf:
        """The ``Sequential`` models of the file."""

    def of(self, node: Node, scope: Scope) -> Output | None:
        """Return the output that a tensor is; None if this is not certain."""

    def of_model(self, node: Node, scope: Scope) -> Output | None:
        """Return the output of the model that an expression denotes."""

    def of_layer(self, node: Node, scope: Scope) -> Output | None:
        """Return the output of the layer that a call constructs; None if it is not a known layer."""

    def text(self, node: Node) -> str | None:
        """Return the value of a string literal."""
