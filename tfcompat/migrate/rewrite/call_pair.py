"""The parts of a rewritten call that can run without the program around it: our names, literals and placeholders.

The text of a shape is built here, name by name. It contains nothing of the user's code except literals.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tfcompat._symbols import RELEASE
from tfcompat.migrate.finding import Edit, Shape
from tfcompat.migrate.rewrite.names_in_scope import reach, reach_tensorflow
from tfcompat.migrate.rewrite.reading import gradient_to_labels, read
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.syntax.splices import splice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tfcompat._symbols import Era, Symbol
    from tfcompat.migrate.file import File
    from tfcompat.migrate.rewrite.reading import Call
    from tfcompat.migrate.rewrite.rewrite import Rewrite
    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.uses import Use

__all__ = ["of_keras", "of_symbol"]

_NO_VALUE = frozenset({"variables", "regularization_collection", "reads_loss_collection"})
"""Side effects other than the value computed from a call's tensors."""
_LONG = 2000
"""The longest call, in bytes; in a longer one, literals are data of the program."""
_NO_NUMBERS = frozenset({"_sentinel", "name", "scope", "loss_collection", "dtype"})
"""Parameters that change no number."""
_ROLES = {"y_true": "labels", "y_pred": "logits", "sample_weight": "weights"}
_TENSORS = frozenset({"labels", "constant_labels", "logits"})
_MEMBER = re.compile(r"[\w.]+\.([A-Z_]+)")


def of_symbol(file: File, use: Use, rewrite: Rewrite) -> Shape | None:
    """Return the shape of a call of a legacy symbol; None if arguments are hidden, or are not Python 3."""
    call = read(file, use)
    if call is None or not call.readings or _NO_VALUE.intersection(use.symbol.side_effects):
        return None
    flows = gradient_to_labels(file, use, call)
    roles = {name: _role(use.symbol, name) for name in call.readings[0].bound}
    if use.symbol.labels not in ("ids", "none") and not flows:
        roles = {name: "constant_labels" if role == "labels" else role for name, role in roles.items()}
    shown = _placeholders(call.readings[0].bound, roles, "tf.compat.v1.losses.Reduction.{}")
    old = _old(use, call, rewrite, shown, flows)
    return _shape(file, use, rewrite, call.readings[0].bound.values(), shown, old)


def of_keras(file: File, use: Use, rewrite: Rewrite, bound: Mapping[str, Argument]) -> Shape | None:
    """Return the shape of a call of a Keras loss."""
    names = {"target": "labels", "output": "logits", **_ROLES}
    shown = _placeholders(bound, {name: names.get(name, name) for name in bound}, "keras.losses.Reduction.{}")
    given = ", ".join(f"{name}={text}" for name, text in shown.items() if name not in _NO_NUMBERS)
    return _shape(file, use, rewrite, bound.values(), shown, f"{use.symbol.path}({given})")


def _role(symbol: Symbol, parameter: str) -> str:
    new = symbol.arguments.get(parameter, parameter)
    return _ROLES.get(new, new if new in _TENSORS else parameter)


def _placeholders(bound: Mapping[str, Argument], roles: Mapping[str, str], member: str) -> dict[str, str]:
    """Map each parameter to a literal, or to the placeholder for a computed value; tensors are always placeholders.

    A member of a class of reductions counts as a literal.
    """
    shown = {}
    for name, argument in bound.items():
        known = _MEMBER.fullmatch(argument.text) if name == "reduction" else None
        literal = roles[name] not in _TENSORS and _is_literal(argument.text)
        shown[name] = member.format(known[1]) if known else argument.text if literal else roles[name]
    return shown


def _is_literal(text: str) -> bool:
    """Return whether a value is a number, a string, None, True or False."""
    try:
        return not isinstance(ast.literal_eval(text), (list, tuple, dict, set, bytes))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False


def _old(use: Use, call: Call, rewrite: Rewrite, shown: dict[str, str], flows: set[bool]) -> str:
    """Return the old call with a name that can still be called."""
    symbol, era = use.symbol, call.readings[0].era
    first = symbol.era(RELEASE)
    if rewrite.new_name == f"tfcompat.legacy.{symbol.path}":
        home = "tf.compat.v1"  # the shim is written, so compare it with TensorFlow's own function
    elif flows == {True} and not first.label_gradient:
        home = "tf"
    else:
        home = "tfcompat.legacy"
    known = era if home == "tf" else first
    given = [f"{_name_in(known, symbol, name)}={text}" for name, text in shown.items()]
    return f"{home}.{symbol.path}({', '.join(one for one in given if one.partition('=')[0] not in _NO_NUMBERS)})"


def _name_in(era: Era, symbol: Symbol, name: str) -> str:
    """Return one era's name of a parameter that another era called `name`."""
    same = (other for other in era.parameters if symbol.arguments.get(other) == symbol.arguments.get(name, ""))
    return name if name in era.parameters else next(same, name)


def _shape(
    file: File,
    use: Use,
    rewrite: Rewrite,
    given: Iterable[Argument],
    shown: dict[str, str],
    old: str,
) -> Shape | None:
    call = use.reference.call
    if call is None or call.end_byte - call.start_byte > _LONG:
        return None
    start, end = call.byte_range
    edits = [Edit(e.start - start, e.end - start, e.replacement) for e in rewrite.edits if start <= e.start <= end]
    try:
        written = splice(file.source.of(call), edits).decode("utf-8")
        pairs = [(_dumped(argument.text), text) for argument, text in zip(given, shown.values(), strict=True)]
        known = dict(pairs)
        new = _Written(file, use, rewrite, known).of(_parsed(written))
    except (RefusedError, ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    told_apart = all(known[argument] == text for argument, text in pairs)  # labels and logits may be one variable
    return Shape(old, new, use.symbol.labels, use.symbol.weights) if told_apart else None


def _parsed(text: str) -> ast.expr:
    return ast.parse(f"({text}\n)", mode="eval").body


def _dumped(text: str) -> str:
    return ast.dump(_parsed(text))


class _Written:
    """The new call, with our names for local ones and placeholders for computed values."""

    def __init__(self, file: File, use: Use, rewrite: Rewrite, known: Mapping[str, str]) -> None:
        self._known = known
        path = rewrite.new_name.removeprefix("tfcompat.")
        self._names = {reach(file, use, path)[0]: f"tfcompat.{path}"}
        if any(word in edit.replacement for edit in rewrite.edits for word in (b".stop_gradient(", b".reduce_mean(")):
            local, _ = reach_tensorflow(file, use)
            self._names |= {f"{local}.{name}": f"tf.{name}" for name in ("stop_gradient", "reduce_mean")}

    def of(self, node: ast.expr) -> str:
        """Return the text; raise ValueError if it would contain something of the program."""
        shown = self._known.get(ast.dump(node))
        if shown is not None:
            return shown
        if isinstance(node, ast.Call):
            name = self._names.get(ast.unparse(node.func)) or self.of(node.func)
            kept = (keyword for keyword in node.keywords if keyword.arg not in _NO_NUMBERS)
            named = (f"{keyword.arg}={self.of(keyword.value)}" for keyword in kept)
            return f"{name}({', '.join([*map(self.of, node.args), *named])})"
        text = ast.unparse(node)
        if not _is_literal(text):
            raise ValueError(text)
        return text
