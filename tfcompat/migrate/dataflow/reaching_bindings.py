"""Which assignments may reach a read of a name: those above it, on every path."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import Binding, Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Flow"]

_BLOCKS = ("block", "module")
_LOOPS = ("for_statement", "while_statement")
_LEAVING = ("raise_statement", "return_statement", "continue_statement", "break_statement")
_BODIES = ("function_definition", "lambda", "class_definition")
_AFTERWARDS = ("else_clause", "except_clause", "except_group_clause", "finally_clause")
_DEEP = 40
"""The deepest nesting of statements that is followed."""
_COMPUTED = re.compile(rb"\b(?:globals|locals|vars)\s*\(\s*\)\s*(?:\[|\.)")
_SWALLOWS = re.compile(rb"suppress|raises|ignor|catch|xfail|assertRaises")
"""Names of context managers that may continue after an exception in their body."""


class _Bound(NamedTuple):
    """The bindings of one name between two offsets, in the order of the text."""

    all: list[Binding]
    starts: list[int]
    first: int
    end: int

    def between(self, start: int, end: int) -> _Bound:
        """Return the bindings that begin at or after `start`, and before `end`."""
        first = bisect_left(self.starts, start, self.first, self.end)
        return self._replace(first=first, end=bisect_left(self.starts, end, first, self.end))

    def within(self, node: Node) -> _Bound:
        """Return the bindings inside a node."""
        return self.between(node.start_byte, node.end_byte)

    def __bool__(self) -> bool:
        return self.first < self.end

    @property
    def listed(self) -> list[Binding]:
        """The bindings as a list."""
        return self.all[self.first : self.end]


class Flow:
    """The paths through one file."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._inside, self._module = names.tree.inside, names.tree.module
        self._bound: dict[tuple[int, str], _Bound | None] = {}
        self._computed = bool(_COMPUTED.search(names.source.text))

    def scope_of(self, node: Node) -> Scope:
        """Return the scope of a node in a body."""
        above = node.parent
        while above is not None and above.id not in self._inside:
            above = above.parent
        return self._inside[above.id] if above is not None else self._module

    def reaching(self, name: str, node: Node, scope: Scope) -> Sequence[Binding]:
        """Return all bindings of `name` that may reach its read at `node`, in `scope`. None if unknown."""
        owner = scope.owner(name)
        bound = self._of(name, owner) if owner is not None else None
        if owner is None or bound is None:
            return ()
        if owner.kind == "comprehension" or scope.statement is not owner:
            return bound.listed  # read in another function, which may run at any time
        found: list[Binding] = []
        return found if self._climb(node, bound, found) else ()

    def _of(self, name: str, owner: Scope) -> _Bound | None:
        """Return the bindings of a name; None if it may be bound in other ways as well."""
        key = (id(owner), name)
        if key not in self._bound:
            listed = sorted(owner.bound.get(name, ()), key=lambda binding: binding.node.start_byte)
            found = _Bound(listed, [one.node.start_byte for one in listed], 0, len(listed))
            # A function with `global` also binds it.
            elsewhere = any(self._body_of(binding) is not owner.statement for binding in listed)
            self._bound[key] = None if elsewhere or self._is_open(name, owner, listed) else found
        return self._bound[key]

    def _is_open(self, name: str, owner: Scope, listed: list[Binding]) -> bool:
        """Return whether computed code, or a star import further down, may bind a name."""
        stars = [star.node.start_byte for star in self._names.tree.stars] if owner is self._module else []
        below = bool(listed) and any(start > listed[0].node.start_byte for start in stars)
        return below or self._computed or owner.runs_code_with(name)

    def _body_of(self, binding: Binding) -> Scope:
        """Return the scope of a binding statement; the name of a definition belongs to the scope around it."""
        definition = binding.node.parent
        title = definition.child_by_field_name("name") if definition and definition.type in _BODIES else None
        named = title is not None and title.id == binding.node.id
        return self.scope_of(definition if named and definition else binding.node).statement

    def _climb(self, node: Node, bound: _Bound, found: list[Binding]) -> bool:
        """Collect the bindings that reach a node, block by block outwards; return whether one certainly does."""
        statement = _statement(node)
        if statement is not None:  # what the statement itself may bind on the way
            found += filter(_is_walrus, bound.between(statement.start_byte, node.start_byte).listed)
        while statement is not None and statement.parent is not None:
            block, holder = statement.parent, statement.parent.parent
            above = bound.between(block.start_byte, statement.start_byte)
            if not (holder is not None and holder.type == "match_statement") and self._of_block(block, above, found):
                return True
            if holder is None or holder.type in _BODIES:
                break
            outer = _statement(holder)
            if outer is None:
                break
            if holder.type in _LOOPS:
                found += bound.within(holder).listed
            elif holder.type in _AFTERWARDS and outer.type != "if_statement":  # some statements above were run
                found += bound.between(outer.start_byte, holder.start_byte).listed
            start = outer.start_byte if outer.type == "if_statement" else holder.start_byte
            head = bound.between(start, block.start_byte).listed
            if outer.type == "if_statement":
                head = [one for one in head if _is_walrus(one)]
            found += head
            if head and holder.type == "with_statement":
                return True
            statement = outer
        parameters = [one for one in bound.all[:1] if _is_parameter(one.node)]
        found += parameters
        return bool(parameters)

    def _of_block(self, block: Node, bound: _Bound, found: list[Binding], depth: int = 0) -> bool:
        """Collect what the statements of a block bind, the last first; return whether they certainly do."""
        while bound:
            statement: Node | None = bound.all[bound.end - 1].node
            while statement is not None and statement.parent is not None and statement.parent.id != block.id:
                statement = statement.parent
            if statement is None:
                return False
            if self._through(statement, bound.within(statement), found, depth + 1):
                return True
            bound = bound.between(block.start_byte, statement.start_byte)
        return False

    def _through(self, statement: Node, bound: _Bound, found: list[Binding], depth: int) -> bool:
        """Collect what an executed statement binds; return whether it certainly does."""
        body = statement.child_by_field_name("body")
        if statement.type in (*_LOOPS, "match_statement") or depth > _DEEP:
            found += bound.listed
            return False
        if statement.type == "if_statement":
            blocks = list(_branches(statement))
            sure = [self._of_block(block, bound.within(block), found, depth) for block in blocks]
            found += filter(_is_walrus, bound.listed)
            return all(sure) and any(child.type == "else_clause" for child in statement.named_children)
        if statement.type == "with_statement" and body is not None:
            clause = self._names.source.text[statement.start_byte : body.start_byte]
            head = bound.between(statement.start_byte, body.start_byte)
            if _SWALLOWS.search(clause):
                found += bound.listed
                return False
            if self._of_block(body, bound.within(body), found, depth):
                return True
            found += head.listed
            return bool(head)
        if statement.type == "try_statement":
            found += bound.listed
            return self._try_binds(statement, bound, depth)
        found += bound.listed
        return not all(map(_is_walrus, bound.listed))

    def _try_binds(self, statement: Node, bound: _Bound, depth: int) -> bool:
        """Return whether a ``try`` binds a name on every path that continues after it."""
        handled, tried = True, False
        for clause in (statement, *statement.named_children):
            block = next((child for child in clause.named_children if child.type == "block"), None)
            sure = block is not None and self._of_block(block, bound.within(block), [], depth)
            if clause.type in ("except_clause", "except_group_clause"):
                leaves = block is not None and block.named_children[-1].type in _LEAVING
                handled = handled and (sure or leaves)
            elif clause.id == statement.id or clause.type == "else_clause":
                tried = tried or sure
            elif clause.type == "finally_clause" and sure:
                return True
        return handled and tried


def _branches(statement: Node) -> Iterator[Node]:
    """Yield the blocks of an ``if``, one of which runs."""
    for clause in (statement, *statement.named_children):
        if clause.id == statement.id or clause.type in ("elif_clause", "else_clause"):
            block = clause.child_by_field_name("consequence") or clause.child_by_field_name("body")
            if block is not None:
                yield block


def _statement(node: Node) -> Node | None:
    """Return the statement of a block that contains a node."""
    while node.parent is not None and node.parent.type not in _BLOCKS:
        node = node.parent
    return node if node.parent is not None else None


def _is_walrus(binding: Binding) -> bool:
    return binding.node.parent is not None and binding.node.parent.type == "named_expression"


def _is_parameter(node: Node) -> bool:
    above = node.parent
    while above is not None and above.type not in ("parameters", "lambda_parameters", *_BLOCKS):
        above = above.parent
    return above is not None and above.type not in _BLOCKS
