"""Which assignments may have given a name its value where it is read: the statements above, on every way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.migrate._names import Names
    from tfcompat.migrate._scopes import Binding, Scope
    from tfcompat.migrate._source import Node

__all__ = ["Flow"]

_BLOCKS = ("block", "module")
_LOOPS = ("for_statement", "while_statement")
_LEAVING = ("raise_statement", "return_statement", "continue_statement", "break_statement")
_BODIES = ("function_definition", "lambda", "class_definition")
_AFTERWARDS = ("else_clause", "except_clause", "except_group_clause", "finally_clause")


class Flow:
    """The ways through one file."""

    def __init__(self, names: Names) -> None:
        self._inside, self._module = names.tree.inside, names.tree.module

    def scope_of(self, node: Node) -> Scope:
        """The scope in which a node of a body stands."""
        above = node.parent
        while above is not None and above.id not in self._inside:
            above = above.parent
        return self._inside[above.id] if above is not None else self._module

    def reaching(self, name: str, node: Node, scope: Scope) -> Sequence[Binding]:
        """All bindings that may give `name` the value that `node`, in `scope`, reads; none where that is not known."""
        owner = scope.owner(name)
        if owner is None or owner.runs_code_with(name):
            return ()
        bindings = sorted(owner.bound.get(name, ()), key=lambda binding: binding.node.start_byte)
        if owner.kind == "comprehension" or scope.statement is not owner:
            return bindings if len(bindings) == 1 else ()  # read in another function, which may run at any time
        if any(self._body_of(binding) is not owner for binding in bindings):
            return ()  # a function that says `global` binds it, too
        found: list[Binding] = []
        return found if _climb(node, bindings, found) else ()

    def _body_of(self, binding: Binding) -> Scope:
        """The scope of the statement that binds, where the name of a definition belongs to the scope around it."""
        definition = binding.node.parent
        title = definition.child_by_field_name("name") if definition and definition.type in _BODIES else None
        named = title is not None and title.id == binding.node.id
        return self.scope_of(definition if named and definition else binding.node).statement


def _climb(node: Node, bindings: list[Binding], found: list[Binding]) -> bool:
    """Collect what reaches a node, block by block outward; whether anything surely does."""
    statement = _statement(node)
    at_once = [one for one in bindings if one.node.parent is not None and one.node.parent.type == "named_expression"]
    if statement is not None and (found_here := _between(statement.start_byte, node.start_byte, at_once)):
        found += found_here
        return True
    while statement is not None and statement.parent is not None:
        block, holder = statement.parent, statement.parent.parent
        above = _between(block.start_byte, statement.start_byte, bindings)
        if not (holder is not None and holder.type == "match_statement") and _of_block(block, above, found):
            return True
        if holder is None or holder.type in _BODIES:
            break
        outer = _statement(holder)
        if outer is None:
            break
        if holder.type in _LOOPS:
            found += _between(holder.start_byte, holder.end_byte, bindings)
        elif holder.type in _AFTERWARDS and outer.type != "if_statement":  # some of what stands above was run
            found += _between(outer.start_byte, holder.start_byte, bindings)
        head = _between(holder.start_byte, block.start_byte, bindings) if holder.type != "if_statement" else []
        found += head
        if head and holder.type not in _LOOPS:
            return True
        statement = outer
    of_parameters = [one for one in bindings if _is_parameter(one.node)]
    found += of_parameters
    return bool(of_parameters)


def _of_block(block: Node, bindings: list[Binding], found: list[Binding]) -> bool:
    """Collect what the statements of a block bind, the last first; whether they surely do."""
    left = bindings
    while left:
        statement: Node | None = left[-1].node
        while statement is not None and statement.parent is not None and statement.parent.id != block.id:
            statement = statement.parent
        if statement is None or _through(statement, _within(statement, left), found):
            return statement is not None
        left = _between(block.start_byte, statement.start_byte, left)
    return False


def _through(statement: Node, bindings: list[Binding], found: list[Binding]) -> bool:
    """Collect what a statement that was run binds; whether it surely does."""
    if statement.type == "if_statement":
        head = [one for one in bindings if not any(_within(block, [one]) for block in _branches(statement))]
        found += head
        sure = [_of_block(block, _within(block, bindings), found) for block in _branches(statement)]
        return all(sure) and any(child.type == "else_clause" for child in statement.named_children)
    body = statement.child_by_field_name("body")
    if statement.type == "with_statement" and body is not None:
        if _of_block(body, _within(body, bindings), found):
            return True
        head = _between(statement.start_byte, body.start_byte, bindings)
        found += head
        return bool(head)
    if statement.type in (*_LOOPS, "match_statement"):
        found += bindings
        return False
    if statement.type == "try_statement":
        found += bindings
        return _try_binds(statement, bindings)
    found += bindings
    return True


def _try_binds(statement: Node, bindings: list[Binding]) -> bool:
    """Whether a ``try`` binds a name on each way through it that goes on below."""
    handled, tried = True, False
    for clause in (statement, *statement.named_children):
        block = next((child for child in clause.named_children if child.type == "block"), None)
        sure = block is not None and _of_block(block, _within(block, bindings), [])
        if clause.type in ("except_clause", "except_group_clause"):
            leaves = block is not None and block.named_children[-1].type in _LEAVING
            handled = handled and (sure or leaves)
        elif clause.id == statement.id or clause.type == "else_clause":
            tried = tried or sure
        elif clause.type == "finally_clause" and sure:
            return True
    return handled and tried


def _branches(statement: Node) -> Iterator[Node]:
    """The blocks of an ``if``, one of which is run."""
    for clause in (statement, *statement.named_children):
        if clause.id == statement.id or clause.type in ("elif_clause", "else_clause"):
            block = clause.child_by_field_name("consequence") or clause.child_by_field_name("body")
            if block is not None:
                yield block


def _between(start: int, end: int, bindings: list[Binding]) -> list[Binding]:
    return [one for one in bindings if start <= one.node.start_byte < end]


def _within(node: Node, bindings: list[Binding]) -> list[Binding]:
    return _between(node.start_byte, node.end_byte, bindings)


def _statement(node: Node) -> Node | None:
    """The statement of a block that a node stands in."""
    while node.parent is not None and node.parent.type not in _BLOCKS:
        node = node.parent
    return node if node.parent is not None else None


def _is_parameter(node: Node) -> bool:
    above = node.parent
    while above is not None and above.type not in ("parameters", "lambda_parameters", *_BLOCKS):
        above = above.parent
    return above is not None and above.type not in _BLOCKS
