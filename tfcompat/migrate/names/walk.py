"""The pass over the syntax tree: a stack of nodes, so that depth has no limit, and a visitor for each node type."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Literal, NamedTuple

from tfcompat.migrate.names.relevant_words import Words
from tfcompat.migrate.names.scopes import Binding, Scope, Tree

if TYPE_CHECKING:
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["Frame", "Walk", "visits"]


class Frame(NamedTuple):
    """A node to visit, and its scope."""

    node: Node
    scope: Scope
    call: Node | None = None
    stored: bool = False
    quoted: bool = False


# Leaves of the tree without a name: most of it, in a file full of numbers and strings.
_NAMELESS = frozenset({"comment", "ellipsis", "false", "float", "integer", "none", "true"})
_Visitor = Callable[["Walk", Frame], None]
_VISITORS: dict[str, _Visitor] = {}


def visits(*types: str) -> Callable[[_Visitor], _Visitor]:
    """Register a visitor for nodes of these types; other nodes have their children visited."""

    def register(visitor: _Visitor) -> _Visitor:
        _VISITORS.update(dict.fromkeys(types, visitor))
        return visitor

    return register


class Walk:
    """The facts so far, and the nodes still to visit."""

    def __init__(self, source: Source, words: Collection[bytes], *, thin: bool = False, whole: bool = False) -> None:
        self.source = source
        self._words = Words(source.text, source.root, words, thin=thin, whole=whole)
        self.tree: Tree = Tree(Scope("module", None))
        self.tree.scopes.append(self.tree.module)
        self.stack: list[Frame] = [Frame(source.root, self.tree.module)]
        self.python_2 = False
        self.leaks: list[tuple[Frame, Node]] = []
        """The targets of list comprehensions, and their scopes: Python 2 binds them there too."""
        self.nonlocals: list[tuple[Scope, str]] = []
        self._assigned: dict[int, Node | None] = {}
        """By the ID of an inner assignment of ``a = b = value``: the value."""

    def run(self) -> Tree:
        """Visit every node with a word that matters, in the order of the text."""
        stack, visitor_of, matters, every = self.stack, _VISITORS.get, self._words.are_in, self._words.whole
        while stack:
            frame = stack.pop()
            if every or matters(frame.node):
                visitor_of(frame.node.type, Walk.children)(self, frame)
        for scope, name in self.nonlocals:  # outer functions first; they may bind the name after the inner one
            self._give_back(scope, name)
        for frame, target in self.leaks if self.python_2 else ():
            self.bind_pattern(frame._replace(scope=frame.scope.statement), target)
        return self.tree

    def _give_back(self, scope: Scope, name: str) -> None:
        """Move a scope's bindings to the nearest enclosing function that has the name."""
        owner = scope.parent
        while owner is not None and not (owner.kind == "function" and name in owner.bound):
            owner = owner.parent
        if owner is not None:
            scope.elsewhere[name] = owner
            owner.bound[name] += scope.bound.pop(name, [])

    def children(self, frame: Frame) -> None:
        """Visit the children next: the default for a node without a visitor."""
        self.push(frame, *frame.node.named_children)

    def push(self, frame: Frame, *nodes: Node | None) -> None:
        """Visit `nodes` next, in this order, as plain reads in the frame's scope."""
        append, scope, quoted = self.stack.append, frame.scope, frame.quoted
        for node in reversed(nodes):
            if node is not None and node.type not in _NAMELESS:
                append(Frame(node, scope, None, False, quoted))

    def scope(self, kind: Literal["function", "class", "comprehension"], frame: Frame) -> Scope:
        """Return a new scope for the node of a frame."""
        scope = Scope(kind, frame.scope)
        self.tree.scopes.append(scope)
        self.tree.inside[frame.node.id] = scope
        return scope

    def assigned(self, right: Node | None) -> Node | None:
        """Return the value of ``a = b = value`` from the right side of an assignment; a long chain is followed once."""
        value, chain = right, []
        while value is not None and value.type == "assignment":
            if value.id in self._assigned:
                value = self._assigned[value.id]
                break
            chain.append(value.id)
            value = value.child_by_field_name("right")
        self._assigned.update(dict.fromkeys(chain, value))
        return value

    def name(self, node: Node) -> str:
        """Return the text of a node."""
        return self.source.of(node).decode("utf-8")

    def bind(self, scope: Scope, binding: Binding) -> None:
        """Record a binding in the scope, or in the one that it declares the name to belong to."""
        name = self.name(binding.node)
        scope.elsewhere.get(name, scope).bound.setdefault(name, []).append(binding)

    def bind_pattern(
        self, frame: Frame, pattern: Node, value: Node | None = None, statement: Node | None = None
    ) -> None:
        """Bind the names of a target; visit what it only reads, such as ``a`` in ``a.b = c``."""
        todo = [pattern]
        while todo:
            node = todo.pop()
            if node.type == "identifier":
                whole = value is not None and node.id == pattern.id
                binding = Binding(kind="assignment", node=node, value=value, statement=statement)
                self.bind(frame.scope, binding if whole else Binding(kind="other", node=node))
            elif node.type in ("attribute", "subscript", "call"):
                self.stack.append(frame._replace(node=node, call=None, stored=node.type == "attribute"))
            else:
                todo.extend(node.named_children)
