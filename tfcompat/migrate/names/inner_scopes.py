"""Functions, classes and comprehensions: what they bind, and what is read outside them."""

from __future__ import annotations

from tfcompat.migrate.names.scopes import Binding
from tfcompat.migrate.names.walk import Frame, Walk, visits


@visits("function_definition", "lambda")
def _function(walk: Walk, frame: Frame) -> None:
    node, inner = frame.node, walk.scope("function", frame)
    if name := node.child_by_field_name("name"):
        walk.bind(frame.scope, Binding(kind="other", node=name))
    if body := node.child_by_field_name("body"):
        walk.stack.append(Frame(body, inner, quoted=frame.quoted))
    parameters = node.child_by_field_name("parameters")
    for parameter in parameters.named_children if parameters else ():
        # Defaults and annotations are read outside the function, names are bound inside.
        outside = [child for field in ("value", "type") if (child := parameter.child_by_field_name(field))]
        walk.push(frame, *outside)
        names = [parameter] if parameter.type == "identifier" else parameter.named_children
        for child in names:
            if all(child.id != other.id for other in outside):
                walk.bind_pattern(frame._replace(scope=inner), child)
    walk.push(frame, node.child_by_field_name("return_type"))


@visits("class_definition")
def _class(walk: Walk, frame: Frame) -> None:
    inner = walk.scope("class", frame)
    if name := frame.node.child_by_field_name("name"):
        walk.bind(frame.scope, Binding(kind="other", node=name, scope=inner))
    if body := frame.node.child_by_field_name("body"):
        walk.stack.append(Frame(body, inner, quoted=frame.quoted))
    walk.push(frame, frame.node.child_by_field_name("superclasses"))


@visits("list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression")
def _comprehension(walk: Walk, frame: Frame) -> None:
    inner = frame._replace(scope=walk.scope("comprehension", frame), call=None)
    clauses = [child for child in frame.node.named_children if child.type == "for_in_clause"]
    walk.push(inner, *(child for child in frame.node.named_children if child.type != "for_in_clause"))
    for position, clause in enumerate(clauses):
        # The first iterable is read outside the comprehension.
        walk.push(inner if position else frame, *clause.children_by_field_name("right"))
        for left in clause.children_by_field_name("left"):
            walk.bind_pattern(inner, left)
            if frame.node.type == "list_comprehension":
                walk.leaks.append((frame, left))
