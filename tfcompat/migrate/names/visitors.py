"""What each kind of node binds and reads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from tfcompat.migrate.names import inner_scopes  # noqa: F401 - its visitors are registered by node type
from tfcompat.migrate.names.scopes import Binding, NameUse, Star, Tree
from tfcompat.migrate.names.walk import Frame, Walk, visits
from tfcompat.migrate.syntax.assignments import side_by_side, unused
from tfcompat.migrate.syntax.literals import text_of
from tfcompat.migrate.syntax.source import Node, Source, dotted

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["facts"]


def facts(source: Source, words: Collection[bytes] = (), *, thin: bool = False, whole: bool = False) -> Tree:
    """Scopes, bindings and references of a file.

    Only the whole file has all of them. Otherwise they are those that may lead to a legacy name or to one of `words`,
    and a thin file has fewer reads.
    """
    if not whole:
        return Walk(source, words, thin=thin).run()
    if source not in _WHOLE:
        _WHOLE[source] = Walk(source, (), whole=True).run()
    return _WHOLE[source]


_WHOLE: WeakKeyDictionary[Source, Tree] = WeakKeyDictionary()
"""The facts of looks at the whole: the search for readers of the loss collection asks for them, then the rules."""


@visits("identifier", "attribute")
def _reference(walk: Walk, frame: Frame) -> None:
    parts = dotted(walk.source, frame.node)
    if parts:
        reference = NameUse(
            parts=parts,
            node=frame.node,
            scope=frame.scope,
            call=frame.call,
            stored=frame.stored,
            quoted=frame.quoted,
        )
        walk.tree.references.append(reference)
    else:
        root: Node | None = frame.node
        names: list[str] = []
        while root is not None and root.type == "attribute":  # at once: a long chain is not visited link by link
            names += [walk.name(name) for name in root.children_by_field_name("attribute")]
            root = root.child_by_field_name("object")
        walk.tree.hanging.append(
            NameUse(
                parts=("", *reversed(names)),
                node=frame.node,
                scope=frame.scope,
                call=frame.call,
                stored=frame.stored,
                quoted=frame.quoted,
            )
        )
        walk.push(frame, root)


@visits("call")
def _call(walk: Walk, frame: Frame) -> None:
    walk.push(frame, frame.node.child_by_field_name("arguments"))
    callee = frame.node.child_by_field_name("function")
    if callee is not None:
        if walk.source.of(callee) == b"exec" and frame.scope.kind != "comprehension":
            _exec_call(walk, frame)
        walk.stack.append(Frame(callee, frame.scope, call=frame.node, quoted=frame.quoted))


def _exec_call(walk: Walk, frame: Frame) -> None:
    """Note what Python 3 may bind by ``exec(code)``: any name in a module or class, but none in a function."""
    listed = frame.node.child_by_field_name("arguments")
    given = [node for node in listed.named_children if not node.is_extra] if listed else []
    if len(given) == 1 and frame.scope.kind in ("module", "class"):  # with a dictionary, it binds nothing here
        frame.scope.code.append(text_of(walk.source, given[0]))


@visits("keyword_argument")
def _keyword(walk: Walk, frame: Frame) -> None:
    walk.push(frame, frame.node.child_by_field_name("value"))


@visits("expression_statement")
def _statement(walk: Walk, frame: Frame) -> None:
    walk.tree.bare.update(node.id for node in unused(walk.source, frame.node))
    walk.children(frame)


@visits("string")
def _string(walk: Walk, frame: Frame) -> None:
    if b"{" in walk.source.of(frame.node):  # otherwise it has no code in it
        walk.children(frame)


@visits("interpolation")
def _interpolation(walk: Walk, frame: Frame) -> None:
    walk.children(frame._replace(quoted=True))


@visits(
    "string_start",
    "string_content",
    "string_end",
    "future_import_statement",
    "keyword_separator",
    "positional_separator",
)
def _nothing(walk: Walk, frame: Frame) -> None:
    """Skip names that are neither read nor bound."""


@visits("import_statement", "import_from_statement")
def _import(walk: Walk, frame: Frame) -> None:
    node = frame.node
    walk.tree.imports.append(node)
    module = node.child_by_field_name("module_name")
    home = walk.name(module).replace(" ", "") if module else ""
    if any(child.type == "wildcard_import" for child in node.named_children):
        walk.tree.stars.append(Star(home, node))
    for item in node.children_by_field_name("name"):
        dotted, alias = item.child_by_field_name("name") or item, item.child_by_field_name("alias")
        full = walk.name(dotted).replace(" ", "")
        # import a.b binds a; import a.b as c and from a import b bind what they name.
        bound = alias or (dotted if module else dotted.named_children[0])
        target = f"{home}.{full}" if module else full if alias else full.split(".")[0]
        walk.bind(frame.scope, Binding(kind="import", node=bound, target=target, statement=node))


@visits("assignment")
def _assignment(walk: Walk, frame: Frame) -> None:
    left, right = frame.node.child_by_field_name("left"), frame.node.child_by_field_name("right")
    walk.push(frame, frame.node.child_by_field_name("type"), right)
    value = walk.assigned(right)
    if left is None:
        return
    pairs = side_by_side(walk.source, left, value)
    for name, its_value in pairs:
        walk.bind_pattern(frame, name, its_value)
    if not pairs:  # an annotation without a value binds the name to something unknown
        alone = frame.node.id in walk.tree.bare and value is right
        walk.bind_pattern(frame, left, value, frame.node if alone else None)


@visits("augmented_assignment", "for_statement", "type_alias_statement")
def _target(walk: Walk, frame: Frame) -> None:
    left = frame.node.child_by_field_name("left")
    walk.push(frame, *(child for child in frame.node.named_children if left is None or child.id != left.id))
    if left is not None:
        walk.bind_pattern(frame, left)


@visits("named_expression")
def _walrus(walk: Walk, frame: Frame) -> None:
    name, value = frame.node.child_by_field_name("name"), frame.node.child_by_field_name("value")
    walk.push(frame, value)
    if name is not None:
        walk.bind_pattern(frame._replace(scope=frame.scope.statement), name, value)


@visits("delete_statement")
def _delete(walk: Walk, frame: Frame) -> None:
    for child in frame.node.named_children:
        walk.bind_pattern(frame, child)


@visits("as_pattern")
def _as_pattern(walk: Walk, frame: Frame) -> None:
    value, *alias = (child for child in frame.node.named_children if not child.is_extra)
    walk.push(frame, value)
    for node in alias:
        walk.bind_pattern(frame, node)


@visits("except_clause")
def _except(walk: Walk, frame: Frame) -> None:
    walk.children(frame)
    for name in frame.node.children_by_field_name("value")[1:]:  # Python 2: except Error, name
        walk.python_2 = True
        walk.bind_pattern(frame, name)


@visits("print_statement")
def _print(walk: Walk, frame: Frame) -> None:
    walk.python_2 = True
    walk.children(frame)


@visits("exec_statement")
def _exec(walk: Walk, frame: Frame) -> None:
    walk.python_2 = True
    code, *spaces = frame.node.named_children
    if not spaces:  # exec with a dictionary binds nothing here
        frame.scope.code.append(text_of(walk.source, code))
    walk.push(frame, code, *spaces)


@visits("case_pattern", "splat_pattern", "keyword_pattern")
def _case(walk: Walk, frame: Frame) -> None:
    # In `P(field=name)` the field is neither read nor bound.
    for node in frame.node.named_children[frame.node.type == "keyword_pattern" :]:
        if node.type == "identifier" or (node.type == "dotted_name" and node.named_child_count == 1):
            walk.bind_pattern(frame, node)
        else:
            walk.push(frame, node)


@visits("dotted_name")
def _pattern_name(walk: Walk, frame: Frame) -> None:
    """Note a class or a constant in a pattern; the dotted names of imports are not visited."""
    parts = tuple(map(walk.name, frame.node.named_children))
    walk.tree.references.append(NameUse(parts, frame.node, frame.scope, call=None, stored=False, quoted=frame.quoted))


@visits("global_statement", "nonlocal_statement")
def _declaration(walk: Walk, frame: Frame) -> None:
    for name in map(walk.name, frame.node.named_children):
        if frame.node.type == "nonlocal_statement":
            walk.nonlocals.append((frame.scope, name))
        elif frame.scope is not frame.scope.module:
            frame.scope.elsewhere[name] = frame.scope.module
