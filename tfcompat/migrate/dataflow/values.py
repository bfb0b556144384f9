"""What the names of a file stand for: the expressions and definitions that assignments, calls and loops give them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tfcompat.migrate.dataflow.attributes import Attributes
from tfcompat.migrate.dataflow.parameters import given_to, is_plain, results, run_over, straight_until
from tfcompat.migrate.dataflow.reaching_bindings import Flow
from tfcompat.migrate.syntax.source import dotted

if TYPE_CHECKING:
    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import Binding, Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["FAR", "Value", "Values"]

FAR = 24
"""A value that passes through more names and calls than this is not followed."""
_MANY = 16
"""A name that may stand for more than this is not followed."""
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
        self._values: dict[int, list[Value]] = {}
        self._of_parameters: dict[int, tuple[list[Value], int]] = {}

    def values(self, node: Node, scope: Scope) -> list[Value]:
        """What a name may stand for, none where some of it is not known; another expression stands for itself."""
        while node.type == "parenthesized_expression" and node.named_child_count == 1:
            node = node.named_children[0]
        parts = dotted(self.names.source, node)
        if not parts:
            return [(node, scope)]
        if node.id not in self._values:
            if self._depth >= FAR:
                return []
            self._values[node.id] = []  # what a circle of assignments comes back to
            self._depth += 1
            self._values[node.id] = self._followed(self._bound(parts, node, scope))
            self._depth -= 1
        return self._values[node.id]

    def qualified(self, node: Node | None, scope: Scope) -> str:
        """The qualified name that an expression surely denotes, or nothing."""
        meaning = self.names.of_value(node, scope) if node is not None else None
        name = next(iter(meaning.names)) if meaning and meaning.certain and len(meaning.names) == 1 else ""
        return name if name not in self._replaced else ""

    @cached_property
    def _replaced(self) -> frozenset[str]:
        """The qualified names that the file gives another value, as in ``keras.layers.Dense = Mine``."""
        stores = (store for store in self.names.stores if store.parts[0])
        return frozenset(name for store in stores for name in self.names.meaning(store).names)

    def _followed(self, bound: list[tuple[Node | None, Scope]]) -> list[Value]:
        """Each of some values followed to its end, each once; none where one is not known."""
        found: dict[int, Value] = {}
        for value, where in bound:
            further = self.values(value, where) if value is not None else []
            found.update({one.id: (one, its) for one, its in further})
            if not further or len(found) > _MANY:
                return []
        return list(found.values())

    def _bound(self, parts: tuple[str, ...], node: Node, scope: Scope) -> list[tuple[Node | None, Scope]]:
        """The values that a dotted name may have been given, None for each that is not known."""
        if len(parts) == 1:
            reaching = self.flow.reaching(parts[0], node, scope)
            return [value for binding in reaching for value in self._given(binding, node)]
        around = scope.of_method(parts[0]) if len(parts) == len(("self", "name")) else None
        if around is None:
            return []
        found = [self._value(binding) for binding in around.bound.get(parts[1], ())]
        stores = self._attributes.of(parts[0], parts[1], around)
        return [*found, *stores] if stores is not None else []

    @cached_property
    def _attributes(self) -> Attributes:
        return Attributes(self.names)

    def _given(self, binding: Binding, read: Node) -> list[tuple[Node | None, Scope]]:
        """What a binding gives its name, as far as this file shows it."""
        value, where = self._value(binding)
        if value is not None:
            return [(value, where)]
        found: list[tuple[Node | None, Scope]] = [*self._parameter(binding.node, read), *self._unpacked(binding.node)]
        for iterable in run_over(self.names.source, binding.node):
            for listed, scope in self.values(iterable, self.flow.scope_of(iterable)):
                body = listed.child_by_field_name("body") if listed.type == "list_comprehension" else None
                found.append((body, self.names.tree.inside.get(listed.id, scope)))
        return found or [(None, where)]

    def _unpacked(self, name: Node) -> list[Value]:
        """What ``a, b = f()`` gives a name, where `f` is a function of this file that returns as many values."""
        pattern = name.parent
        statement = (
            pattern.parent if pattern is not None and pattern.type in ("pattern_list", "tuple_pattern") else None
        )
        call = statement.child_by_field_name("right") if statement and statement.type == "assignment" else None
        callee = call.child_by_field_name("function") if call is not None and call.type == "call" else None
        if pattern is None or callee is None:
            return []
        names = [node for node in pattern.named_children if not node.is_extra]
        place = [node.id for node in names].index(name.id)
        found: list[Value] = []
        for function, _ in self.values(callee, self.flow.scope_of(callee)):
            inner = self.names.tree.inside.get(function.id)
            returned = results(function) if function.type == "function_definition" else []
            if inner is None or not returned:
                return []
            for value in returned:
                parts = [node for node in value.named_children if not node.is_extra]
                if value.type not in ("expression_list", "tuple") or len(parts) != len(names):
                    return []
                found.append((parts[place], inner))
        return found

    def _parameter(self, name: Node, read: Node) -> list[Value]:
        """What the calls of a function give a parameter, where the way to its read does not depend on others."""
        if name.id not in self._of_parameters:
            function: Node | None = name
            while function is not None and function.type != "function_definition":
                function = function.parent
            found = given_to(self.names, name)
            self._of_parameters[name.id] = found[: _MANY + 1], straight_until(function) if function is not None else 0
        found, end = self._of_parameters[name.id]
        return found if read.start_byte < end else []

    def _value(self, binding: Binding) -> tuple[Node | None, Scope]:
        """The value of an assignment to one name, or the definition whose name it is."""
        above = binding.node.parent
        if binding.kind == "other" and above is not None and above.type in _DEFINITIONS:
            title = above.child_by_field_name("name")
            if title is not None and title.id == binding.node.id:
                return (above if is_plain(self.names.source, above) else None), self.flow.scope_of(above)
        return binding.value, self.flow.scope_of(binding.node)
