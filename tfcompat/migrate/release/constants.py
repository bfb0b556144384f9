"""Values that no gradient can pass, by their origin: placeholders, datasets, literals, class ids, NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import TENSORFLOW_HOMES
from tfcompat._symbols.gradients import PASS, STOP
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.source import dotted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import Binding, Scope
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Constants"]

_LITERALS = {"integer", "float", "true", "false", "none", "string", "concatenated_string"}
_OF_PARTS = {
    *("list", "tuple", "parenthesized_expression", "expression_list", "unary_operator", "binary_operator"),
    *("conditional_expression", "comparison_operator", "not_operator", "list_splat"),
}
# A named list may be filled with anything.
_FILLED = {"list", "tuple", "expression_list", "dictionary"}
_ITERATORS = {"make_one_shot_iterator", "make_initializable_iterator", "from_structure", "from_string_handle"}
_PATTERNS = {"pattern_list", "tuple_pattern", "list_pattern"}
_FAR = 24
_DEEP = 100


class Constants:
    """The origins of a file's values that no gradient can pass.

    Args:
        names: The resolver of the whole file, because a value may pass through any name.
        is_stored_elsewhere: Whether another file may assign an attribute.
    """

    def __init__(self, names: Names, is_stored_elsewhere: Callable[[str], bool]) -> None:
        self._names = names
        self._is_stored_elsewhere = is_stored_elsewhere
        self._known: dict[tuple[int, str], str] = {}
        self._depth = self._deep = 0
        self._runs_code = any(scope.code for scope in names.tree.scopes)

    def origin(self, value: Node) -> str:
        """Return the origin of a value if no gradient can pass it; empty if one may."""
        return "" if self._runs_code else self._of(value, self._names.scope_at(value.start_byte))

    def _of(self, value: Node, scope: Scope) -> str:
        if self._deep >= _DEEP:
            return ""
        self._deep += 1
        found = self._of_expression(value, scope)
        self._deep -= 1
        return found

    def _of_expression(self, value: Node, scope: Scope) -> str:
        if value.type in _LITERALS:
            return "a literal"
        if value.type == "identifier":
            return self._of_name(self._names.source.of(value).decode("utf-8"), scope)
        if value.type == "attribute":
            return self._of_attribute(value, scope)
        if value.type == "call":
            return self._of_call(value, scope)
        if value.type == "subscript":
            return self._of_all(value.children_by_field_name("value"), scope)
        if value.type in _OF_PARTS:
            return self._of_all([child for child in value.named_children if not child.is_extra], scope)
        return ""

    def _of_all(self, values: Iterable[Node], scope: Scope) -> str:
        """Return the common origin of values: the first that is not a literal."""
        found = [self._of(value, scope) for value in values]
        return next((one for one in found if one != "a literal"), "a literal") if all(found) else ""

    def _of_name(self, name: str, scope: Scope) -> str:
        owner = scope.owner(name)
        if owner is None or owner.kind == "class":
            return ""
        return self._once((id(owner), name), [(binding, owner) for binding in owner.bound.get(name, ())])

    def _once(self, key: tuple[int, str], given: list[tuple[Binding, Scope]]) -> str:
        """Return the origin of all values that a name is bound to.

        In a cycle, a name that is already being asked for does not count against it.
        """
        if key not in self._known:
            if self._depth >= _FAR or not given:
                return ""
            self._known[key] = "a literal"
            self._depth += 1
            found = [self._of_binding(binding, owner) for binding, owner in given]
            self._depth -= 1
            best = next((one for one in found if one != "a literal"), "a literal")
            self._known[key] = best if all(found) else ""
        return self._known[key]

    def _of_binding(self, binding: Binding, owner: Scope) -> str:
        scope = self._names.scope_at(binding.node.start_byte) if binding.kind != "import" else owner
        if binding.value is not None:
            return self._of_given(binding.value, scope)
        above = binding.node.parent
        while above is not None and above.type in _PATTERNS:
            above = above.parent
        right = above.child_by_field_name("right") if above is not None else None
        if above is None or right is None:
            return ""
        if above.type == "for_statement":
            return "a data set" if self._is_data_set(right, scope) else ""
        return self._of_call(right, scope) if above.type == "assignment" and right.type == "call" else ""

    def _of_given(self, value: Node, scope: Scope) -> str:
        return "" if value.type in _FILLED else self._of(value, scope)

    def _of_attribute(self, value: Node, scope: Scope) -> str:
        """Return what the file stores in ``self.x``. Names of TensorFlow and NumPy are constants of the library."""
        meaning = self._names.of_value(value, scope)
        if meaning.certain and all(name.split(".")[0] in ("tensorflow", "numpy") for name in meaning.names):
            return "a literal"
        parts = dotted(self._names.source, value)
        if len(parts) != 2 or scope.of_method(parts[0]) is None or self._is_stored_elsewhere(parts[1]):
            return ""
        stores = [one for one in self._names.stores if one.parts[-1] == parts[1]]
        key = (0, parts[1])
        if key in self._known:
            return self._known[key]
        self._known[key] = "a literal"
        found = [self._of_store(one.node, one.scope) for one in stores]
        best = next((one for one in found if one != "a literal"), "a literal")
        self._known[key] = best if found and all(found) else ""
        return self._known[key]

    def _of_store(self, target: Node, scope: Scope) -> str:
        above = target.parent
        right = above.child_by_field_name("right") if above is not None and above.type == "assignment" else None
        if right is not None:
            return self._of_given(right, scope)
        while above is not None and above.type in _PATTERNS:
            above = above.parent
        right = above.child_by_field_name("right") if above is not None and above.type == "assignment" else None
        return self._of_call(right, scope) if right is not None and right.type == "call" else ""

    def _of_call(self, call: Node, scope: Scope) -> str:
        callee = call.child_by_field_name("function")
        meaning = self._names.of_value(callee, scope) if callee is not None else None
        if callee is None or meaning is None:
            return ""
        if not meaning.certain:
            return "a dataset iterator" if self._is_next(callee, scope) else ""
        if all(name.startswith("numpy.") for name in meaning.names):
            return "numpy"
        below = {
            name[len(root) + 1 :] for name in meaning.names for root in TENSORFLOW_HOMES if name.startswith(f"{root}.")
        }
        below = {name.removeprefix("compat.v1.").removeprefix("compat.v2.") for name in below}
        if below and below <= STOP:
            return f"tf.{min(below)}"
        given = arguments(self._names.source, call)
        if given is None or not below or not below <= PASS:
            return ""
        inner = self._of_all([one.value for one in given], scope)
        return f"tf.{min(below)}" if inner == "a literal" else inner

    def _is_next(self, callee: Node, scope: Scope) -> bool:
        """Return whether a method is ``get_next`` of a dataset iterator."""
        method, iterator = callee.child_by_field_name("attribute"), callee.child_by_field_name("object")
        if method is None or iterator is None or self._names.source.of(method) != b"get_next":
            return False
        made = self._made(iterator, scope)
        maker = made.child_by_field_name("function") if made is not None and made.type == "call" else None
        last = maker.child_by_field_name("attribute") if maker is not None else None
        return last is not None and self._names.source.of(last).decode("utf-8") in _ITERATORS

    def _is_data_set(self, value: Node, scope: Scope) -> bool:
        """Return whether a value is a chain of methods that begins with a TensorFlow dataset."""
        node: Node | None = self._made(value, scope)
        while node is not None and node.type in ("call", "attribute"):
            names = self._names.of_value(node, scope)
            if names.certain and all(".data.Dataset" in name for name in names.names):
                return True
            node = node.child_by_field_name("function") or node.child_by_field_name("object")
        return False

    def _made(self, value: Node, scope: Scope) -> Node | None:
        """Return the value of a name that is bound once, or the value itself."""
        if value.type != "identifier":
            return value
        bindings = self._names.bindings(self._names.source.of(value).decode("utf-8"), scope)
        return bindings[0].value if len(bindings) == 1 else None
