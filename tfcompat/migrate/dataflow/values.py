"""The values of a file's names: the expressions and definitions that assignments, calls and loops bind them to."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tfcompat._symbols import known_layers as _known
from tfcompat.migrate.dataflow.attributes import Attributes
from tfcompat.migrate.dataflow.parameters import given_to, is_plain, run_over, straight_until
from tfcompat.migrate.dataflow.parts import parts as _parts_of
from tfcompat.migrate.dataflow.reaching_bindings import Flow
from tfcompat.migrate.syntax.source import dotted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfcompat.migrate.dataflow.asked import Key, Value
    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import Binding, NameUse, Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["FAR", "PATTERNS", "Values"]

FAR = 24
"""The most names and calls through which a value is followed."""
_MANY = 16
"""A name with more possible values than this is not followed."""
PATTERNS = ("pattern_list", "tuple_pattern")
_DEFINITIONS = ("function_definition", "class_definition")

_STARS = {"keras", "tensorflow", "tf_keras", "numpy", "math", "os", "time", "random", "typing", "matplotlib", "pylab"}
"""Libraries whose star imports bind none of Keras' names."""
_ATTRIBUTE = len(("self", "name"))


class Values:
    """The values of the names of one file.

    Only what is the same on every path through the file counts. What depends on a branch or on another file is unknown,
    and is not reported.
    """

    def __init__(self, names: Names, *, exported: bool = False) -> None:
        self.names = names
        self._exported = exported
        """Whether other files ask: their calls may pass other arguments than those in this file."""
        self.flow: Flow = Flow(names)
        self._depth = 0
        self._values: dict[int, list[Value]] = {}
        self._parts: dict[tuple[int, Key], list[Value]] = {}
        self._denoted: dict[tuple[int, tuple[str, ...]], str] = {}
        self._of_parameters: dict[int, tuple[list[Value], int]] = {}

    def values(self, node: Node, scope: Scope) -> list[Value]:
        """Return the values that a name may have; empty if some are unknown. Another expression is its own value."""
        while node.type == "parenthesized_expression" and node.named_child_count == 1:
            node = node.named_children[0]
        parts = dotted(self.names.source, node)
        if not parts:
            return [(node, scope)]
        if node.id not in self._values:
            if self._depth >= FAR:
                return []
            self._values[node.id] = []  # the start of a cycle of assignments
            self._depth += 1
            self._values[node.id] = self._followed(self._bound(parts, node, scope))
            self._depth -= 1
        return self._values[node.id]

    def qualified(self, node: Node | None, scope: Scope) -> str:
        """Return the qualified name that an expression certainly denotes, or nothing."""
        meaning = self.names.of_value(node, scope) if node is not None else None
        name = next(iter(meaning.names)) if meaning and meaning.certain and len(meaning.names) == 1 else ""
        if not name and node is not None and self.names.tree.stars:
            name = self._starred(node, scope)
        return name if name not in self._replaced else ""

    def denoted(self, reference: NameUse) -> str:
        """Return the same of a reference; every read of one name in a scope denotes the same."""
        key = (id(reference.scope), reference.parts)
        if key not in self._denoted:
            self._denoted[key] = self.qualified(reference.node, reference.scope)
        return self._denoted[key]

    def _starred(self, node: Node, scope: Scope) -> str:
        """Return what a library's star import binds a name to, if no other star import may bind it."""
        parts = dotted(self.names.source, node)
        if not parts or scope.owner(parts[0]) is not None:
            return ""
        modules = [star.module for star in self.names.tree.stars]
        if any(module.partition(".")[0] not in _STARS for module in modules):
            return ""
        names = [".".join((module, *parts)) for module in reversed(modules)]
        return next((name for name in names if name in _known.NAMES), "")

    @cached_property
    def _replaced(self) -> frozenset[str]:
        """The qualified names that the file rebinds, as in ``keras.layers.Dense = Mine``."""
        stores = (store for store in self.names.stores if store.parts[0])
        return frozenset(name for store in stores for name in self.names.meaning(store).names)

    def _followed(self, bound: list[tuple[Node | None, Scope]]) -> list[Value]:
        """Return the final value of each value, each once; empty if one is unknown."""
        found: dict[int, Value] = {}
        for value, where in bound:
            further = self.values(value, where) if value is not None else []
            found.update({one.id: (one, its) for one, its in further})
            if not further or len(found) > _MANY:
                return []
        return list(found.values())

    def _bound(self, parts: tuple[str, ...], node: Node, scope: Scope) -> list[tuple[Node | None, Scope]]:
        """Return the values that a dotted name may have; None for each unknown one."""
        if len(parts) == 1:
            reaching = self.flow.reaching(parts[0], node, scope)
            return [value for binding in reaching for value in self._given(binding, node)]
        around = scope.of_method(parts[0]) if len(parts) == _ATTRIBUTE else None
        if around is None:
            owner = node.child_by_field_name("object") if len(parts) == _ATTRIBUTE else None
            held = self.part(owner, scope, f".{parts[1]}") if owner is not None else []
            return [(value, where) for value, where in held]
        return self._of_attribute(parts[0], parts[1], around)

    def _of_attribute(self, first: str, name: str, around: Scope) -> list[tuple[Node | None, Scope]]:
        """Return the possible values of an attribute of ``self``."""
        found = [self.bound_value(binding) for binding in around.bound.get(name, ())]
        stores = self._attributes.of(first, name, around)
        return [*found, *stores] if stores is not None else []

    @cached_property
    def _attributes(self) -> Attributes:
        return Attributes(self.names)

    def _given(self, binding: Binding, read: Node) -> list[tuple[Node | None, Scope]]:
        """Return the value of a binding, if this file shows it."""
        value, where = self.bound_value(binding)
        if value is not None:
            return [(value, where)]
        found: list[tuple[Node | None, Scope]] = [*self._parameter(binding.node, read), *self._unpacked(binding.node)]
        for iterable in run_over(self.names.source, binding.node):
            for listed, scope in self.values(iterable, self.flow.scope_of(iterable)):
                body = listed.child_by_field_name("body") if listed.type == "list_comprehension" else None
                found.append((body, self.names.tree.inside.get(listed.id, scope)))
        return found or [(None, where)]

    def _unpacked(self, name: Node) -> list[Value]:
        """Return what ``a, b = f()`` assigns to a name if `f` is a function of this file, or a model."""
        pattern = name.parent
        statement = pattern.parent if pattern is not None and pattern.type in PATTERNS else None
        right = statement.child_by_field_name("right") if statement and statement.type == "assignment" else None
        if pattern is None or right is None:
            return []
        names = [node for node in pattern.named_children if not node.is_extra]
        if any(node.type == "list_splat_pattern" for node in names):
            return []
        return self.part(right, self.flow.scope_of(right), [node.id for node in names].index(name.id))

    def part(self, node: Node, scope: Scope, key: Key) -> list[Value]:
        """Return the value of an expression at a key, a position or an attribute. Empty if unknown."""
        known = (node.id, key)
        if known not in self._parts:
            if self._depth >= FAR:
                return []
            self._parts[known] = []  # the start of a cycle
            self._depth += 1
            self._parts[known] = _parts_of(self, node, scope, key)[: _MANY + 1]
            self._depth -= 1
        return self._parts[known] if len(self._parts[known]) <= _MANY else []

    def callees(self, callee: Node, scope: Scope) -> list[Value]:
        """Return what a call may call: for ``self(x)``, the method ``call`` of the class."""
        name = dotted(self.names.source, callee)
        around = scope.of_method(name[0]) if len(name) == 1 else None
        if around is None:
            return self.values(callee, scope)
        for method in ("call", "__call__"):
            if method in around.bound:
                return self._followed(self._of_attribute(name[0], method, around))
        return []

    def method(self, definition: Node, names: Iterable[str]) -> Node | None:
        """Return the method of a class with one of some names, if there is exactly one."""
        inner = self.names.tree.inside.get(definition.id) if definition.type == "class_definition" else None
        bound = next((inner.bound[name] for name in names if name in inner.bound), []) if inner is not None else []
        return bound[0].node.parent if len(bound) == 1 else None

    def _parameter(self, name: Node, read: Node) -> list[Value]:
        """Return the arguments for a parameter, if the path to its read does not depend on other parameters."""
        if self._exported:
            return []
        if name.id not in self._of_parameters:
            function: Node | None = name
            while function is not None and function.type not in ("function_definition", "lambda"):
                function = function.parent
            found = given_to(self.names, name)
            self._of_parameters[name.id] = found[: _MANY + 1], straight_until(function) if function is not None else 0
        found, end = self._of_parameters[name.id]
        return found if read.start_byte < end else []

    def bound_value(self, binding: Binding) -> tuple[Node | None, Scope]:
        """Return the value of an assignment to one name, or the definition whose name it is."""
        above = binding.node.parent
        if binding.kind == "other" and above is not None and above.type in _DEFINITIONS:
            title = above.child_by_field_name("name")
            if title is not None and title.id == binding.node.id:
                return (above if is_plain(self.names.source, above) else None), self.flow.scope_of(above)
        return binding.value, self.flow.scope_of(binding.node)
