"""The one generic rewriter: a call of a legacy symbol, its row of the table, and the edits that rename it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate._calls import Argument, signature
from tfcompat.migrate._edits import without
from tfcompat.migrate._finding import Edit
from tfcompat.migrate._imports import reach_tensorflow, reach_tfcompat
from tfcompat.migrate._labels import ROOTS
from tfcompat.migrate._plan import NO_EVIDENCE, Rewrite, readable, refuse_where_no_splice_is_right
from tfcompat.migrate._reading import SHIM_RELEASE, Call, gradient_to_labels
from tfcompat.migrate._refusal import RefusedError

if TYPE_CHECKING:
    from tfcompat.migrate._file import File, Use
    from tfcompat.migrate._source import Node

__all__ = ["to_successor"]


def to_successor(file: File, use: Use) -> Rewrite:
    """Rewrite a call to the new name.

    Raises:
        RefusedError: Only a person can do it.
    """
    refuse_where_no_splice_is_right(file, use)
    if use.symbol.action == "manual":
        raise RefusedError(use.symbol.why)
    call = readable(file, use)
    successor, rewrite = use.symbol.successor, Rewrite()
    local, imports = reach_tfcompat(file, use)
    rewrite.imports |= imports
    moved: dict[str, str] = {}
    gone: list[Argument] = []
    for parameter, argument in call.readings[0].bound.items():
        if parameter in successor.constructor:
            moved[successor.constructor[parameter]] = _new_value(file, use, parameter, argument)
            gone.append(argument)
        elif parameter in successor.arguments and not _is_old_default(use, call, parameter, argument):
            _pass_on(file, use, call, rewrite, parameter, argument)
        elif parameter in successor.arguments or parameter in successor.dropped:
            gone.append(argument)
            _tell_of_drop(rewrite, parameter, argument)
        else:
            raise RefusedError(f"{parameter}= has no successor in tfcompat.{successor.name}")
    _keep_labels_constant(file, use, call, rewrite)
    rewrite.edits += without(file.source, call.given, gone)
    settings = {**successor.settings, **moved}
    build = f"({', '.join(f'{name}={value}' for name, value in settings.items())})" if successor.constructor else ""
    rewrite.new_name = f"tfcompat.{successor.name}"
    rewrite.edits.append(Edit(*use.span, f"{local}.{successor.name}{build}".encode()))
    return rewrite


def _new_value(file: File, use: Use, parameter: str, argument: Argument) -> str:
    """The value of an argument, in the new spelling where the row gives one."""
    known = use.symbol.successor.values.get(parameter)
    if known is None:
        return argument.text
    qualified = file.names.of_value(argument.value, use.reference.scope).names
    spelled = {name.removeprefix(f"{root}.") for name in qualified for root in ROOTS} | {argument.text}
    new = {known[name] for name in spelled if name in known}
    if len(new) != 1:
        raise RefusedError(
            f"{parameter}= is {argument.text}, expected one of {', '.join(f'tf.{name}' for name in known)}"
        )
    return new.pop()


def _is_old_default(use: Use, call: Call, parameter: str, argument: Argument) -> bool:
    """Whether an argument says None where that was the default: the new name has another word for its default."""
    default = signature(call.readings[0].era.signature).get(parameter)
    return argument.text == default == "None" and not use.symbol.successor.name.startswith("legacy.")


def _may_stay_positional(use: Use, call: Call, parameter: str, argument: Argument) -> bool:
    """Only where a shim is called, which has the parameters in TensorFlow 1's order."""
    if not use.symbol.successor.name.startswith("legacy."):
        return False
    order = list(signature(use.symbol.era(SHIM_RELEASE).signature))
    return order[call.given.index(argument)] == parameter


def _pass_on(file: File, use: Use, call: Call, rewrite: Rewrite, parameter: str, argument: Argument) -> None:
    """Give an argument its new keyword, and its new value where the row renames values."""
    new = use.symbol.successor.arguments[parameter]
    if argument.keyword is None:
        if not _may_stay_positional(use, call, parameter, argument):
            rewrite.insert(argument.node.start_byte, f"{new}=")
    elif argument.name != new:
        rewrite.edits.append(Edit(*argument.keyword.byte_range, new.encode()))
        rewrite.notes.append(f"{argument.name}= is {new}=")
    value = _new_value(file, use, parameter, argument)
    if value != argument.text:
        rewrite.edits.append(Edit(*argument.value.byte_range, value.encode()))


def _tell_of_drop(rewrite: Rewrite, parameter: str, argument: Argument) -> None:
    if argument.text == "None":
        return
    rewrite.notes.append(f"{parameter}= is dropped")
    if _calls_something(argument.value):
        rewrite.doubts.append(f"{parameter}= is computed by a call, which no longer runs")


def _calls_something(value: Node) -> bool:
    todo = [value]
    while todo:
        node = todo.pop()
        if node.type == "call":
            return True
        todo.extend(node.named_children)
    return False


def _keep_labels_constant(file: File, use: Use, call: Call, rewrite: Rewrite) -> None:
    """Keep gradients out of the labels where the old name did."""
    flows = gradient_to_labels(file, use, call)
    to = use.symbol.successor.arguments
    for parameter, argument in call.readings[0].bound.items():
        if to.get(parameter) in ("labels", "y_true") and False in flows:
            local, imports = reach_tensorflow(file, use)
            rewrite.imports |= imports
            rewrite.insert(argument.value.start_byte, f"{local}.stop_gradient(")
            rewrite.insert(argument.value.end_byte, ")")
            rewrite.notes.append("tf.stop_gradient keeps gradients out of the labels, as the old name did")
            if True in flows:
                rewrite.doubts.append(NO_EVIDENCE)
