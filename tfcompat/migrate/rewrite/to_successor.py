"""The generic rewriter: from a call of a legacy symbol and its row to the edits that rename it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._codes import Code
from tfcompat._symbols import RELEASE, TENSORFLOW_HOMES
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.rewrite.argument_fates import Fate, fate
from tfcompat.migrate.rewrite.both_releases import for_both_releases
from tfcompat.migrate.rewrite.dropped_names import looked_up
from tfcompat.migrate.rewrite.loss_collection import why_kept
from tfcompat.migrate.rewrite.names_in_scope import reach, reach_tensorflow
from tfcompat.migrate.rewrite.reading import Call, gradient_to_labels, has_hidden_keywords_only, why_constant
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.rewrite.rewrite import Rewrite, readable, refuse_where_no_splice_is_right
from tfcompat.migrate.rewrite.to_shim import shim_path, to_shim
from tfcompat.migrate.syntax.side_effects import binds, does_nothing, is_number
from tfcompat.migrate.syntax.splices import without

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tfcompat._symbols import Successor
    from tfcompat.migrate.file import File
    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.uses import Use

__all__ = ["on_logits", "rewritten", "to_successor"]


def rewritten(file: File, use: Use) -> Rewrite:
    """Rewrite a use according to the options: to the new name, or to the shim if the new name cannot do the same.

    Raises:
        RefusedError: It needs a manual change.
    """
    if file.options.target == "legacy":
        return to_shim(file, use)
    try:
        return to_successor(file, use)
    except RefusedError as refusal:
        if use.symbol.action == "manual" or refusal.code == Code.ARGUMENT_ORDER:
            raise
        return _by_shim(file, use, refusal)


def _by_shim(file: File, use: Use, refusal: RefusedError) -> Rewrite:
    """Write TensorFlow 1's callable, and note why it is not the new name."""
    try:
        rewrite = to_shim(file, use)
    except RefusedError:
        raise refusal from None
    rewrite.code = refusal.code
    rewrite.notes.append(f"the shim, since {refusal.what}")
    return rewrite


def to_successor(file: File, use: Use) -> Rewrite:
    """Rewrite a call to the new name.

    Raises:
        RefusedError: It needs a manual change.
    """
    refuse_where_no_splice_is_right(file, use)
    successor = use.symbol.successor
    if use.symbol.action == "manual" or successor is None:
        raise RefusedError(use.symbol.why)
    if _is_shim(use) and has_hidden_keywords_only(use):
        return to_shim(file, use)
    call = _for_new_name(file, use, successor)
    rewrite = _moved_to(file, use, successor, call, {})
    _keep_labels_constant(file, use, call, rewrite)
    return rewrite


def on_logits(file: File, use: Use, successor: Successor, instead: Mapping[str, str]) -> Rewrite:
    """Rewrite a call with ``from_logits=True`` to a name that always takes logits.

    `instead` maps parameters to the text that replaces their arguments.

    Raises:
        RefusedError: It needs a manual change.
    """
    refuse_where_no_splice_is_right(file, use)
    return _moved_to(file, use, successor, _for_new_name(file, use, successor), instead)


def _moved_to(file: File, use: Use, successor: Successor, call: Call, instead: Mapping[str, str]) -> Rewrite:
    """Rewrite a call whose arguments are known, each argument by its fate."""
    rewrite = Rewrite()
    path = shim_path(file, use) if _is_shim(use) else successor.name
    name, imports = reach(file, use, path)
    rewrite.imports |= imports
    moved: dict[str, str] = {}
    bound = call.readings[0].bound
    fates = {name: _fate(use, successor, call, name, argument) for name, argument in bound.items()}
    for parameter, argument in bound.items():
        _doubt(rewrite, successor, parameter, argument)
        if parameter in instead:
            rewrite.edits.append(Edit(*argument.node.byte_range, instead[parameter].encode()))
        elif fates[parameter] is Fate.BUILDS:
            moved[successor.constructor[parameter]] = _moved(file, use, successor, call, parameter, argument)
        elif fates[parameter] is Fate.PASSED:
            _pass_on(file, use, successor, call, rewrite, parameter, argument)
        elif fates[parameter] is Fate.DROPPED:
            _tell_of_drop(file, rewrite, parameter, argument)
    rewrite.read_by(call)
    gone = [bound[name] for name, decided in fates.items() if decided.leaves and name not in instead]
    rewrite.edits += without(file.source, call.given, gone)
    settings = {**successor.settings, **moved}
    build = f"({', '.join(f'{key}={value}' for key, value in settings.items())})" if settings else ""
    rewrite.new_name = f"tfcompat.{path}"
    rewrite.edits.append(Edit(*use.span, f"{name}{build}".encode()))
    return rewrite


def _fate(use: Use, successor: Successor, call: Call, parameter: str, argument: Argument) -> Fate:
    """Return what happens to an argument.

    Raises:
        RefusedError: The new name has no parameter for it.
    """
    decided = fate(successor, call.readings[0].era, parameter, argument.text, is_shim=_calls_a_shim(use))
    if decided is Fate.UNKNOWN:
        given = f"{parameter}={argument.text}" if parameter in successor.only else f"{parameter}="
        raise RefusedError(f"{given} has no successor in tfcompat.{successor.name}")
    return decided


def _for_new_name(file: File, use: Use, successor: Successor) -> Call:
    """Return the call of a use, if the new name can do the same.

    Raises:
        RefusedError: It is passed as a value, or its arguments are unknown, or the collection of losses is read.
    """
    if use.reference.call is None:
        raise RefusedError(
            f"its eventual calls cannot be seen; write a function that calls tfcompat.{successor.name} with keywords, "
            "and pass that",
            Code.REFERENCE,
        )
    call = readable(file, use)
    kept = "" if _is_shim(use) else why_kept(file, use, call)  # the shim fills the collection
    if kept:
        raise RefusedError(f"{kept}; add the returned loss where it is summed", Code.LOSS_COLLECTION)
    return call


def _is_shim(use: Use) -> bool:
    """Return whether the successor is TensorFlow 1's callable itself."""
    return use.symbol.new_name == f"tfcompat.legacy.{use.symbol.path}"


def _doubt(rewrite: Rewrite, successor: Successor, parameter: str, argument: Argument) -> None:
    """Note why moving this argument makes the fix unsafe, unless it is a number."""
    if parameter in successor.doubts and not is_number(argument.value):
        rewrite.doubts.append(successor.doubts[parameter])


def _moved(file: File, use: Use, successor: Successor, call: Call, parameter: str, argument: Argument) -> str:
    """Return the value of an argument that moves to the constructor, and so is evaluated before all others."""
    if any(binds(other.value) for other in call.given):
        raise RefusedError(f"{parameter}= would be evaluated before the argument that binds a name; bind it above")
    return _new_value(file, use, successor, parameter, argument)


def _new_value(file: File, use: Use, successor: Successor, parameter: str, argument: Argument) -> str:
    """Return the value of an argument, in the row's new spelling if there is one."""
    known = successor.values.get(parameter)
    if known is None:
        return argument.text
    qualified = file.names.of_value(argument.value, use.reference.scope).names
    spelled = {name.removeprefix(f"{root}.") for name in qualified for root in TENSORFLOW_HOMES} | {argument.text}
    new = {known[name] for name in spelled if name in known}
    if len(new) != 1:
        by_leaf = {name.rpartition(".")[2]: name for name in reversed(known) if "'" not in name and '"' not in name}
        expected = ", ".join(f"tf.{name}" for name in reversed(by_leaf.values()) if name != "None")
        raise RefusedError(f"{parameter}= is {argument.text}, expected one of {expected}")
    return new.pop()


def _calls_a_shim(use: Use) -> bool:
    return use.symbol.new_name.startswith("tfcompat.legacy.")


def _may_stay_positional(use: Use, call: Call, parameter: str, argument: Argument) -> bool:
    """Return whether an argument may stay positional: in a shim's call, which has TensorFlow 1's parameter order."""
    if not _calls_a_shim(use):
        return False
    order = list(use.symbol.era(RELEASE).parameters)
    return order[call.given.index(argument)] == parameter


def _pass_on(
    file: File, use: Use, successor: Successor, call: Call, rewrite: Rewrite, parameter: str, argument: Argument
) -> None:
    """Write an argument's new keyword, and its new value if the row renames values."""
    new = successor.arguments[parameter]
    if argument.keyword is None:
        if not _may_stay_positional(use, call, parameter, argument):
            rewrite.insert(argument.node.start_byte, f"{new}=")
            if argument.value.type == "named_expression":  # f(x := 1) is Python, f(labels=x := 1) is not
                rewrite.insert(argument.node.start_byte, "(")
                rewrite.insert(argument.node.end_byte, ")")
    elif argument.name != new:
        rewrite.edits.append(Edit(*argument.keyword.byte_range, new.encode()))
        rewrite.notes.append(f"{argument.name}= is {new}=")
    value = _new_value(file, use, successor, parameter, argument)
    if value != argument.text:
        rewrite.edits.append(Edit(*argument.value.byte_range, value.encode()))


def _tell_of_drop(file: File, rewrite: Rewrite, parameter: str, argument: Argument) -> None:
    if argument.text == "None":
        return
    rewrite.notes.append(f"{parameter}= is removed")
    rewrite.dropped.append(f"{parameter}={argument.text}")
    if why := looked_up(file, parameter, argument):
        rewrite.doubts.append(why)
    if binds(argument.value):
        raise RefusedError(f"{parameter}= is removed, but {argument.text} has other effects; move it out of the call")
    if not does_nothing(argument.value):
        rewrite.doubts.append(f"{parameter}= is computed by code that no longer runs")


def _keep_labels_constant(file: File, use: Use, call: Call, rewrite: Rewrite) -> None:
    """Pass no gradient to the labels if the old name passed none."""
    flows = gradient_to_labels(file, use, call)
    if not flows and (why := why_constant(file, use, call)):
        rewrite.notes.append(why)
    to = use.symbol.arguments
    depends_on_era = len({era.label_gradient for era in use.symbol.eras}) > 1
    doubt = file.doubt(use) if True in flows and depends_on_era else ""
    if flows and (doubt := doubt or for_both_releases(file, use)):
        rewrite.doubts.append(doubt)
    for parameter, argument in call.readings[0].bound.items():
        if to.get(parameter) in ("labels", "y_true") and False in flows:
            local, imports = reach_tensorflow(file, use)
            rewrite.imports |= imports
            rewrite.insert(argument.value.start_byte, f"{local}.stop_gradient(")
            rewrite.insert(argument.value.end_byte, ")")
            rewrite.notes.append("tf.stop_gradient keeps gradients from the labels, as the old name did")
