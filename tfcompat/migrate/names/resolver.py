"""What a dotted name denotes: the possible qualified names, and whether they are certain."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property
from typing import TYPE_CHECKING

from tfcompat.migrate.names.meaning import Meaning, plain
from tfcompat.migrate.names.visitors import facts
from tfcompat.migrate.syntax.source import dotted

if TYPE_CHECKING:
    from tfcompat.migrate.names.scopes import Binding, NameUse, Scope, Tree
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["LIBRARY_NAMES", "Elsewhere", "Meaning", "Names"]

LIBRARY_NAMES = frozenset(
    {"K", "contrib", "keras", "layers", "losses", "nn", "slim", "tensorflow", "tf", "tf1", "tfv1"}
)
"""Usual names of TensorFlow, Keras and their parts: imports of these from other files of the run are followed."""
Elsewhere = Callable[[str, str], "frozenset[str] | None"]
"""What another module has under a name: empty if it does not have the name, and None if unknown."""
_MANY = 8  # a name that may denote more than this is not followed
_FAR = 32  # nor is a longer chain of aliases


class Names:
    """The resolver of one file.

    A name with several bindings in its scope denotes all of them: a fallback import under ``try`` gives ``tf`` two
    meanings that agree, a parameter or a loop variable of that name leaves none.
    """

    def __init__(
        self,
        source: Source,
        *,
        thin: bool = False,
        whole: bool = False,
        words: Collection[bytes] = (),
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self.source = source
        self._elsewhere = elsewhere
        self.tree: Tree = facts(source, words, thin=thin, whole=whole)
        self._known: dict[tuple[int, str], Meaning] = {}
        self._meanings: dict[tuple[int, tuple[str, ...]], Meaning] = {}
        self._bound_to: dict[frozenset[str], list[tuple[str, int]]] = {}
        self._by_imports: dict[int, list[str]] = {}
        self._depth = 0

    def imported(self, scope: Scope) -> list[str]:
        """Return the names that a scope binds by imports alone, found once: it can bind thousands of others."""
        if id(scope) not in self._by_imports:
            bound = scope.bound.items()
            self._by_imports[id(scope)] = [name for name, found in bound if all(one.kind == "import" for one in found)]
        return self._by_imports[id(scope)]

    @cached_property
    def always(self) -> list[Node]:
        """The import statements of the module itself, which always run."""
        return [node for node in self.tree.imports if node.parent is None or node.parent.type == "module"]

    def meaning(self, reference: NameUse) -> Meaning:
        """Return what a reference denotes."""
        key = (id(reference.scope), reference.parts)
        if key not in self._meanings:
            self._meanings[key] = self._meaning(reference)
        return self._meanings[key]

    def _meaning(self, reference: NameUse) -> Meaning:
        found = self.of_name(reference.parts[0], reference.scope).below(reference.parts[1:])
        # There is nothing to find below a function that is an attribute, and its call passes the object as well.
        if found.names or len(reference.parts) < len(("object", "attribute", "name")):
            return found
        return self._of_member(reference).below(reference.parts[2:])

    def _of_member(self, reference: NameUse) -> Meaning:
        """Return what an attribute of a class in this file, or of its objects, denotes if one place assigns it."""
        name, attribute = reference.parts[:2]
        around = reference.scope.of_method(name)
        bindings = self.bindings(name, reference.scope)
        owner = around or (bindings[0].scope if len(bindings) == 1 else None)
        if owner is None:
            return Meaning()
        stores = [other for other in self.stores if other.parts[-1] == attribute]
        if not stores and attribute in owner.bound:
            return self._of_owner(attribute, owner)
        once = stores[0] if len(stores) == 1 and attribute not in owner.bound else None
        if once is None or once.parts[:-1] != (name,) or once.scope.of_method(name) is not around or around is None:
            return Meaning()
        statement = once.node.parent
        value = statement.child_by_field_name("right") if statement and statement.type == "assignment" else None
        return self.of_value(value, once.scope) if value else Meaning()

    @cached_property
    def denoted(self) -> list[tuple[NameUse, Meaning]]:
        """The references that may denote something, each with what, in the order of the text."""
        every = ((reference, self.meaning(reference)) for reference in self.tree.references)
        return [(reference, meaning) for reference, meaning in every if meaning.names]

    @cached_property
    def reads(self) -> dict[tuple[int, str], list[NameUse]]:
        """The references by the scope that their first part belongs to (its id), and that part."""
        found: dict[tuple[int, str], list[NameUse]] = {}
        for reference in self.tree.references:
            name = reference.parts[0]
            found.setdefault((id(reference.scope.owner(name)), name), []).append(reference)
        return found

    @cached_property
    def stores(self) -> list[NameUse]:
        """Every attribute that the file assigns or deletes."""
        listed = (*self.tree.references, *self.tree.hanging)
        return [reference for reference in listed if reference.stored and len(reference.parts) > 1]

    @cached_property
    def by_root(self) -> dict[str, list[NameUse]]:
        """The references by their first part, each list in the order of the text."""
        found: dict[str, list[NameUse]] = {}
        for reference in self.tree.references:
            found.setdefault(reference.parts[0], []).append(reference)
        return found

    @cached_property
    def at(self) -> dict[tuple[int, int], NameUse]:
        """The references by the bytes of their names."""
        return {reference.node.byte_range: reference for reference in self.tree.references}

    def scope_at(self, offset: int) -> Scope:
        """Return the scope of the code at an offset, if the functions and classes around it were visited."""
        cursor, inside = self.source.root.walk(), self.tree.module
        while cursor.goto_first_child_for_byte(offset) is not None and cursor.node is not None:
            inside = self.tree.inside.get(cursor.node.id, inside)
        return inside

    def of_name(self, name: str, scope: Scope) -> Meaning:
        """Return what a plain name denotes when read in `scope`."""
        owner = scope.owner(name)
        if owner is None:
            return self._unbound(name)
        if scope.runs_code_below(owner, name):
            return Meaning(self._of_owner(name, owner).names)
        return self._of_owner(name, owner)

    def _of_owner(self, name: str, owner: Scope) -> Meaning:
        key = (id(owner), name)
        if key not in self._known:
            if self._depth >= _FAR:
                return Meaning()
            self._known[key] = Meaning()  # the start of a cycle of assignments
            self._depth += 1
            self._known[key] = self._bound(name, owner)
            self._depth -= 1
        return self._known[key]

    def of_value(self, node: Node, scope: Scope) -> Meaning:
        """Return what an expression denotes; unknown except for dotted names."""
        parts = dotted(self.source, node)
        return self.of_name(parts[0], scope).below(parts[1:]) if parts else Meaning()

    def bindings(self, name: str, scope: Scope) -> list[Binding]:
        """Return all bindings that may reach a read of the name in `scope`."""
        owner = scope.owner(name)
        return owner.bound.get(name, []) if owner else []

    def every_binding(self, name: str) -> list[Binding]:
        """Return all bindings of a name, in any scope."""
        return [binding for scope in self.tree.scopes for binding in scope.bound.get(name, ())]

    def bound_to(self, modules: frozenset[str]) -> list[tuple[str, int]]:
        """Return the module-scope names that certainly denote one of `modules`, and where they are last bound.

        Names that are bound conditionally are left out.
        """
        if modules not in self._bound_to:
            self._bound_to[modules] = [
                (name, max(binding.node.start_byte for binding in bindings))
                for name, bindings in self.tree.module.bound.items()
                if bindings and all(map(_always_runs, bindings)) and self._is_one_of(name, modules)
            ]
        return self._bound_to[modules]

    def _is_one_of(self, name: str, modules: frozenset[str]) -> bool:
        module = self.tree.module
        meaning = self.of_name(name, module)
        return meaning.certain and meaning.names <= modules and module.owner(name) is module

    def _unbound(self, name: str) -> Meaning:
        if found := self._by_star(name):
            return Meaning(found, certain=True)
        guesses = {f"{star.module}.{name}" for star in self.tree.stars if star.module.split(".")[0] == "tensorflow"}
        if name == "tf":  # a fragment of a file, or a star import of the project's own module
            guesses.add("tensorflow")
        return Meaning(frozenset(guesses))

    def _by_star(self, name: str) -> frozenset[str]:
        """Return what the last star import that binds a name binds it to; empty if unknown."""
        look = self._elsewhere
        for star in reversed(self.tree.stars) if look is not None else ():
            found = look(star.module, name) if look is not None else None
            if found is None or found:
                return found or frozenset()
        return frozenset()

    def _imported(self, target: str) -> frozenset[str]:
        """Return what an import binds.

        If a module of the run is known to have the name, this is its value there, otherwise the name.
        """
        module, _, name = target.rpartition(".")
        if self._elsewhere is not None and module and name in LIBRARY_NAMES:
            return self._elsewhere(module, name) or frozenset({target})
        return frozenset({plain(target)})

    def _bound(self, name: str, owner: Scope) -> Meaning:
        bindings = owner.bound.get(name, [])
        if all(binding.kind == "other" for binding in bindings):
            return Meaning()
        found = {one for binding in bindings if binding.kind == "import" for one in self._imported(binding.target)}
        certain = all(binding.kind != "other" for binding in bindings)
        onto_itself: set[tuple[str, ...]] = set()
        for binding in bindings:
            if binding.value is None or binding.value.type == "none":
                continue  # tf = None under except ImportError: a call through it cannot have worked
            parts = dotted(self.source, binding.value)
            if parts and parts[0] == name:
                onto_itself.add(parts[1:])
                continue
            meaning = self.of_value(binding.value, owner)
            found |= meaning.names
            certain = certain and meaning.certain
        for _ in range(min(len(onto_itself), _MANY)):  # tf = tf.compat.v1
            found |= {plain(".".join((name, *parts))) for name in found for parts in onto_itself}
            if len(found) > _MANY:
                break
        return Meaning(frozenset(found), certain and 0 < len(found) <= _MANY)


def _always_runs(binding: Binding) -> bool:
    """Return whether a binding is an import or an assignment at module level."""
    parent = binding.statement.parent if binding.statement else None
    if parent is not None and parent.type == "expression_statement":
        parent = parent.parent
    return parent is not None and parent.type == "module"
