"""What the modules here ask of the one that follows values, and of the one that says what these are the output of."""

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
"""An expression or a definition, and the scope in which it stands."""


class Follows(Protocol):
    """Follows the names of one file."""

    names: Names
    flow: Flow

    def values(self, node: Node, scope: Scope) -> list[Value]:
        """Return what a name may stand for, none where some of it is not known."""

    def qualified(self, node: Node | None, scope: Scope) -> str:
        """Return the qualified name that an expression surely denotes, or nothing."""

    def part(self, node: Node, scope: Scope, key: Key) -> list[Value]:
        """Return what an expression holds under a key; none where that is not known."""

    def callees(self, callee: Node, scope: Scope) -> list[Value]:
        """Return what a call may call."""

    def method(self, definition: Node, names: Iterable[str]) -> Node | None:
        """Return the one method of a class that has one of some names."""

    def bound_value(self, binding: Binding) -> tuple[Node | None, Scope]:
        """Return the value of an assignment to one name, or the definition whose name it is."""


class LayersOf(Protocol):
    """Knows the layers of the models of one file."""

    def layers_of(self, built: Node, where: Scope, read: Node) -> list[Value]:
        """Return the layers of a ``Sequential`` model where it is read; none where these are not certain."""


class Tells(Follows, Protocol):
    """Tells what the values of one file are the output of."""

    elsewhere: Elsewhere | None

    @property
    def models(self) -> LayersOf:
        """The ``Sequential`` models of the file."""

    def of(self, node: Node, scope: Scope) -> Output | None:
        """Return what a tensor is the output of; None where that is not certain."""

    def of_model(self, node: Node, scope: Scope) -> Output | None:
        """Return what the model gives that an expression denotes."""

    def of_layer(self, node: Node, scope: Scope) -> Output | None:
        """Return what a layer gives that a call builds; None if it is no layer that is known."""

    def text(self, node: Node) -> str | None:
        """Return the value of a string literal."""
