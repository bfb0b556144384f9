"""What the names of a file stand for: the expressions and definitions that assignments, calls and loops give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate._source import dotted
from tfcompat.migrate.outputs._flow import Flow
from tfcompat.migrate.outputs._parameters import given_to, is_plain, run_over

if TYPE_CHECKING:
    from tfcompat.migrate._names import Names
    from tfcompat.migrate._scopes import Binding, Scope
    from tfcompat.migrate._source import Node

__all__ = ["FAR", "Value", "Values"]

FAR = 24
"""A value that passes through more names and calls than this is not followed."""
_DEFINITIONS = ("function_definition", "class_definition")

Value = tuple["Node", "Scope"]
"""An expression or a definition, and the scope in which it stands."""


class Values:
    """The values of the names of one file.

    Only what is the same on every way through the file counts. What depends on a branch or on another file is not
    known, and nothing is said about it.
    """

    def __init__(self, names: Names) -> None:
        self.names = names
        self.flow = Flow(names)
        self._depth = 0

    def values(self, node: Node, scope: Scope) -> list[Value]:
        """What a name may stand for, none where some of it is not known; another expression stands for itself."""
        while node.type == "parenthesized_expression" and node.named_child_count == 1:
            node = node.named_children[0]
        parts = dotted(self.names.source, node)
        if not parts:
            return [(node, scope)]
        if self._depth >= FAR:
            return []
        self._depth += 1
        found: list[Value] = []
        for value, where in self._bound(parts, node, scope):
            further = self.values(value, where) if value is not None else []
            if not further:
                found = []
                break
            found += further
        self._depth -= 1
        return found

    def qualified(self, node: Node | None, scope: Scope) -> str:
        """The qualified name that an expression surely denotes, or nothing."""
        meaning = self.names.of_value(node, scope) if node is not None else None
        return next(iter(meaning.names)) if meaning and meaning.certain and len(meaning.names) == 1 else ""

    def _bound(self, parts: tuple[str, ...], node: Node, scope: Scope) -> list[tuple[Node | None, Scope]]:
        """The values that a dotted name may have been given, None for each that is not known."""
        if len(parts) == 1:
            reaching = self.flow.reaching(parts[0], node, scope)
            return [value for binding in reaching for value in self._given(binding)]
        around = scope.of_method(parts[0]) if len(parts) == len(("self", "name")) else None
        if around is None:
            return []
        found = [self._value(binding) for binding in around.bound.get(parts[1], ())]
        stores = (store for store in self.names.stores if store.parts == parts)
        mine = (store for store in stores if store.scope.of_method(parts[0]) is around)
        return [*found, *((_assigned(store.node), store.scope) for store in mine)]

    def _given(self, binding: Binding) -> list[tuple[Node | None, Scope]]:
        """What a binding gives its name, as far as this file shows it."""
        value, where = self._value(binding)
        if value is not None:
            return [(value, where)]
        found: list[tuple[Node | None, Scope]] = list(given_to(self.names, binding.node))
        for iterable in run_over(self.names.source, binding.node):
            for listed, scope in self.values(iterable, self.flow.scope_of(iterable)):
                body = listed.child_by_field_name("body") if listed.type == "list_comprehension" else None
                found.append((body, self.names.tree.inside.get(listed.id, scope)))
        return found or [(None, where)]

    def _value(self, binding: Binding) -> tuple[Node | None, Scope]:
        """The value of an assignment to one name, or the definition whose name it is."""
        above = binding.node.parent
        if binding.kind == "other" and above is not None and above.type in _DEFINITIONS:
            title = above.child_by_field_name("name")
            if title is not None and title.id == binding.node.id:
                return (above if is_plain(self.names.source, above) else None), self.flow.scope_of(above)
        return binding.value, self.flow.scope_of(binding.node)


def _assigned(target: Node) -> Node | None:
    """What an attribute is given, by a statement that gives it to this one alone."""
    statement = target.parent
    left = statement.child_by_field_name("left") if statement is not None and statement.type == "assignment" else None
    return statement.child_by_field_name("right") if statement and left is not None and left.id == target.id else None
