"""The imports that a name goes back to, and their guards: our import gets the same guard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.syntax.source import dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import Binding, Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["anchors", "block_of", "import_beside"]

_LIBRARIES = frozenset({"keras", "tensorflow", "tf_keras", "tf_slim"})
_FAR = 8
_BRANCHES = ("block", "else_clause", "elif_clause", "except_clause", "finally_clause")
_ENDS = ("raise_statement", "return_statement")


def anchors(names: Names, root: str, scope: Scope) -> tuple[Node, ...]:
    """Return the guarded imports of the library that a name denotes: our import goes below each of them.

    If every branch of a statement imports the library, the statement itself is the anchor. Empty if the module always
    imports the library, or if no import is found.
    """
    imports = list(_imports(names, root, scope, _FAR)) or _nearest(scope)
    statements = {binding.statement.id: binding.statement for binding in imports if binding.statement is not None}
    packages = {binding.target.split(".")[0] for binding in imports}
    if not statements or any(block_of(node) is None for node in statements.values()):
        return ()
    if any(_is_of(node, packages, names) for node in names.always):
        return ()
    whole = _covered(list(statements.values()))
    if whole is None:
        return tuple(statements.values())
    return (whole,) if block_of(whole) is not None else ()


def block_of(statement: Node) -> Node | None:
    """Return the block that contains a statement; None for the module."""
    parent = statement.parent
    return parent if parent is not None and parent.type != "module" else None


def import_beside(names: Names, root: str, scope: Scope, modules: frozenset[str]) -> str:
    """Return the name by which an import next to each guarded one binds one of `modules`. Empty if there is none."""
    places = anchors(names, root, scope)
    around: Scope | None = scope
    while places and around is not None:
        for name in names.imported(around):
            if scope.owner(name) is around and _stands_beside(around.bound[name], places, modules):
                return name
        around = around.parent
    return ""


def _stands_beside(bindings: list[Binding], places: tuple[Node, ...], modules: frozenset[str]) -> bool:
    if not all(binding.target in modules for binding in bindings):
        return False
    blocks = {block.id for binding in bindings if binding.statement and (block := block_of(binding.statement))}
    return all((block := block_of(place)) is not None and block.id in blocks for place in places)


def _imports(names: Names, root: str, scope: Scope, depth: int) -> Iterator[Binding]:
    """Yield the imports that bind a name, also through an alias such as ``layers = tf.layers``."""
    owner = scope.owner(root)
    for binding in owner.bound.get(root, ()) if owner is not None and depth else ():
        if binding.kind == "import" and binding.target.split(".")[0] in _LIBRARIES:
            yield binding
        parts = dotted(names.source, binding.value) if binding.value is not None else ()
        if parts and parts[0] != root and owner is not None:
            yield from _imports(names, parts[0], owner, depth - 1)


def _nearest(scope: Scope) -> list[Binding]:
    """Return the imports of a library in the innermost scope that has some, if the name itself shows none."""
    around: Scope | None = scope
    while around is not None:
        found = [
            binding
            for bindings in around.bound.values()
            for binding in bindings
            if binding.kind == "import" and binding.target.split(".")[0] in _LIBRARIES
        ]
        if found:
            return found
        around = around.parent
    return []


def _is_of(statement: Node, packages: set[str], names: Names) -> bool:
    words = names.source.of(statement).split()
    return len(words) > 1 and words[1].decode("utf-8").split(".")[0].rstrip(",") in packages


def _covered(statements: list[Node]) -> Node | None:
    """Return the statement whose branches all contain one of several imports, or end the function or the program."""
    around = _compound(statements[0])
    if around is None or len(statements) == 1:
        return None
    held = {block.id for node in statements if (block := block_of(node)) is not None}
    if any((one := _compound(node)) is None or one.id != around.id for node in statements):
        return None
    branches = _branches(around)
    has_other = around.type == "try_statement" or any(child.type == "else_clause" for child in around.named_children)
    return around if has_other and all(block.id in held or _ends(block) for block in branches) else None


def _compound(statement: Node) -> Node | None:
    """Return the ``try`` or ``if`` with a statement in one of its branches."""
    above = block_of(statement)
    while above is not None and above.type in _BRANCHES:
        above = above.parent
    return above if above is not None and above.type in ("try_statement", "if_statement") else None


def _branches(compound: Node) -> list[Node]:
    """Return the blocks of which one runs to its end, without those that always run, such as ``finally``."""
    found = []
    for child in compound.named_children:
        if child.type == "block":
            found.append(child)
        elif child.type in ("elif_clause", "except_clause") or (
            child.type == "else_clause" and compound.type == "if_statement"
        ):
            found += [block for block in child.named_children if block.type == "block"]
    return found


def _ends(block: Node) -> bool:
    statements = [child for child in block.named_children if not child.is_extra]
    return bool(statements) and statements[-1].type in _ENDS
