"""Scopes, what each binds, and every dotted name that is read: facts about one file, before anything is resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Binding", "NameUse", "Scope", "Star", "Tree"]


class Binding(NamedTuple):
    """One place that binds a name."""

    kind: Literal["import", "assignment", "other"]
    node: Node
    """The identifier that is bound."""
    target: str = ""
    """For an import: the qualified name it binds."""
    value: Node | None = None
    """For an assignment to a single name: the value."""
    statement: Node | None = None
    """For an import, and for an assignment to a single name: what to remove if nothing reads the name."""
    scope: Scope | None = None
    """For a class: what its body binds."""


class Star(NamedTuple):
    """A star import."""

    module: str
    node: Node


@dataclass(eq=False, slots=True)
class Scope:
    """A module, function (lambda, comprehension) or class, and the names bound in it."""

    kind: Literal["module", "function", "class", "comprehension"]
    parent: Scope | None
    bound: dict[str, list[Binding]] = field(default_factory=dict)
    elsewhere: dict[str, Scope] = field(default_factory=dict)
    """Names declared global or nonlocal, and the scope they belong to."""
    code: list[str | None] = field(default_factory=list)
    """The code that ``exec`` runs here and that may bind names; None if it is computed."""

    @property
    def module(self) -> Scope:
        """The scope of the file."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    @property
    def statement(self) -> Scope:
        """This scope, or the enclosing one if it is a comprehension."""
        scope = self
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        return scope

    def of_method(self, name: str) -> Scope | None:
        """Return the class whose instance `name` is, if it is the first parameter of a method around this scope."""
        owner = self.owner(name) if name in ("self", "cls") else None
        around = owner.parent if owner is not None and owner.kind == "function" else None
        return around if around is not None and around.kind == "class" else None

    def runs_code_below(self, owner: Scope, name: str) -> bool:
        """Return whether an ``exec`` in between may have rebound a name of `owner` that is read here."""
        scope: Scope | None = self
        while scope is not None and scope is not owner and not scope.runs_code_with(name):
            scope = scope.parent
        return scope is not None and scope.runs_code_with(name)

    def runs_code_with(self, name: str) -> bool:
        """Return whether an ``exec`` of this scope may bind a name."""
        if not self.code:
            return False
        word = re.compile(rf"\b{re.escape(name)}\b")
        return any(code is None or word.search(code) for code in self.code)

    def owner(self, name: str) -> Scope | None:
        """Return the scope that binds `name` for a read here, or None for builtins and star imports."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.elsewhere:
                return scope.elsewhere[name]
            # A class body is not an enclosing scope of its functions.
            if name in scope.bound and (scope.kind != "class" or scope is self):
                return scope
            scope = scope.parent
        return None


class NameUse(NamedTuple):
    """A dotted name such as ``tf.nn.relu``, in full."""

    parts: tuple[str, ...]
    node: Node
    scope: Scope
    call: Node | None
    """The call whose callee it is."""
    stored: bool
    """Whether it is assigned to or deleted, not read."""
    quoted: bool
    """Whether it is inside an f-string."""


@dataclass(slots=True)
class Tree:
    """All facts about one file."""

    module: Scope
    scopes: list[Scope] = field(default_factory=list)
    """Every scope, the module first."""
    references: list[NameUse] = field(default_factory=list)
    """In the order of the text."""
    hanging: list[NameUse] = field(default_factory=list)
    """Attributes of other expressions, as in ``f(x).a.b``; the first part is empty."""
    stars: list[Star] = field(default_factory=list)
    imports: list[Node] = field(default_factory=list)
    """Import statements, in the order of the text."""
    inside: dict[int, Scope] = field(default_factory=dict)
    """From the id of a function, class or comprehension to the scope of its body."""
    bare: set[int] = field(default_factory=set)
    """Ids of the calls and assignments whose value nothing uses: statements, or parts of them."""
