"""What the methods of a class store in the attributes of its objects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import NameUse, Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Attributes"]

_COMPUTED = re.compile(rb"\b(?:setattr|delattr|vars)\s*\(|__dict__")
_SELF = ("self", "cls")
_PATTERNS = ("pattern_list", "tuple_pattern")
_LISTS = ("expression_list", "tuple")
_DIRECT = len(("self", "name"))
_OF_KERAS = {"keras", "tf", "tensorflow", "models", "layers", "nn", "Model", "Layer", "Module", "object", "metaclass"}
"""Names of base classes that do not make a family."""


class Attributes:
    """The attributes of the classes of one file."""

    def __init__(self, names: Names) -> None:
        self._computed = bool(_COMPUTED.search(names.source.text))
        self._by_name: dict[str, list[NameUse]] = {}
        for store in names.stores:
            self._by_name.setdefault(store.parts[-1], []).append(store)
        self._families = _Families()
        self._binding: dict[str, list[Scope]] = {}
        """The classes that bind a name in their bodies."""
        for scope in names.tree.scopes:
            for name, bindings in scope.bound.items():
                for binding in bindings:
                    if binding.scope is not None and binding.node.parent is not None:
                        bases = binding.node.parent.child_by_field_name("superclasses")
                        text = names.source.of(bases).decode("utf-8") if bases is not None else ""
                        self._families.join(binding.scope, name, text)
                        for member in binding.scope.bound:
                            self._binding.setdefault(member, []).append(binding.scope)

    def of(self, first: str, attribute: str, around: Scope) -> list[tuple[Node | None, Scope]] | None:
        """Return what the methods of a class store in an attribute of ``self``.

        None if other code may store there as well.
        """
        stores = self._by_name.get(attribute, [])
        mine = [store for store in stores if store.scope.of_method(first) is around and len(store.parts) == _DIRECT]
        known = {id(store) for store in mine}
        others = [store for store in stores if id(store) not in known]
        if (
            self._computed
            or any(self._may_be(store, around) for store in others)
            or self._is_inherited(attribute, around)
        ):
            return None
        return [(_assigned(store.node), store.scope) for store in mine]

    def _may_be(self, store: NameUse, around: Scope) -> bool:
        """Return whether a store from elsewhere may be into an object of the class.

        Not if the object is of another class.
        """
        owner = store.scope.of_method(store.parts[0]) if store.parts[0] in _SELF else None
        return owner is None or len(store.parts) > _DIRECT or self._families.are_kin(owner, around)

    def _is_inherited(self, attribute: str, around: Scope) -> bool:
        """Return whether another class of the same family binds the name in its body."""
        scopes = self._binding.get(attribute, ())
        return any(scope is not around and self._families.are_kin(scope, around) for scope in scopes)


class _Families:
    """Which classes derive from each other or from the same class, according to the names of their bases."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._names: dict[int, str] = {}

    def join(self, scope: Scope, name: str, bases: str) -> None:
        """Add a class: its scope, its name, and its bases."""
        self._names[id(scope)] = name
        for word in re.findall(r"\w+", bases):
            if word not in _OF_KERAS:
                self._above[self._root(word)] = self._root(name)

    def are_kin(self, one: Scope, other: Scope) -> bool:
        """Return whether two classes are of one family."""
        first, second = (self._root(self._names.get(id(scope), "")) for scope in (one, other))
        return first == second

    def _root(self, name: str) -> str:
        seen = [name]
        while name in self._above and self._above[name] != name:
            name = self._above[name]
            seen.append(name)
        self._above.update(dict.fromkeys(seen, name))
        return name


def _assigned(target: Node) -> Node | None:
    """Return the value that a statement assigns to an attribute, alone or as one of several targets."""
    pattern = target.parent if target.parent is not None and target.parent.type in _PATTERNS else None
    statement = pattern.parent if pattern is not None else target.parent
    if statement is None or statement.type != "assignment":
        return None
    left, right = statement.child_by_field_name("left"), statement.child_by_field_name("right")
    if pattern is None:
        return right if left is not None and left.id == target.id else None
    if right is None or right.type not in _LISTS or left is None or left.id != pattern.id:
        return None
    targets, given = ([node for node in listed.named_children if not node.is_extra] for listed in (pattern, right))
    starred = any(node.type.startswith("list_splat") for node in (*targets, *given))
    places = [node.id for node in targets]
    return given[places.index(target.id)] if len(targets) == len(given) and not starred else None
