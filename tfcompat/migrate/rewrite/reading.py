"""How a call is read: by which eras, and whether they agree on what its arguments are."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcompat.migrate.release.argument_order import can_be_logits
from tfcompat.migrate.release.constant_labels import is_constant
from tfcompat.migrate.release.evidence import of_home
from tfcompat.migrate.release.signatures import Reading, readings
from tfcompat.migrate.syntax.arguments import Argument, arguments

if TYPE_CHECKING:
    from tfcompat._symbols import Era
    from tfcompat.migrate.file import File
    from tfcompat.migrate.uses import Use

__all__ = ["Call", "gradient_to_labels", "has_hidden_keywords_only", "read", "unread", "why_constant"]


@dataclass(frozen=True, slots=True)
class Call:
    """A call, and how each era reads it."""

    given: list[Argument]
    readings: list[Reading]
    ambiguous: bool
    """Whether the possible eras assign the arguments differently."""
    doubt: str = ""
    """Why the order may still be the other one."""
    why: str = ""
    """The evidence for the release by which it is read, if releases differ."""


def read(file: File, use: Use) -> Call | None:
    """Read a call; None if ``*args`` or ``**kwargs`` hides some of its arguments."""
    given = arguments(file.source, use.reference.call) if use.reference.call else None
    if given is None:
        return None
    found = readings(use.symbol, given, _eras_in_question(file, use))
    if found and not _agree(use, found):
        return _decided(file, use, given, found)
    if found:
        return Call(given, found, ambiguous=False)
    elsewhere = readings(use.symbol, given, use.symbol.eras)
    contradicts = bool(elsewhere) and any(not argument.name for argument in given)
    return Call(given, elsewhere, contradicts or not _agree(use, elsewhere))


def _decided(file: File, use: Use, given: list[Argument], found: list[Reading]) -> Call:
    """Return a call that eras read differently, decided by its arguments and the other calls of the file."""
    of_module = [reading for reading in found if reading.era.generation == of_home(use.homes)]
    if of_module and _agree(use, of_module):  # tensorflow.compat.v1 came long after TensorFlow 0.12
        return Call(given, of_module, ambiguous=False)
    likely = [reading for reading in found if can_be_logits(file.names, reading, use.symbol, use.reference.scope)]
    if likely and _agree(use, likely):
        return Call(given, likely, ambiguous=False)
    of_age = [reading for reading in found if reading.era.generation in file.age.generations]
    if not of_home(use.homes) and of_age and len(of_age) < len(found) and _agree(use, of_age):
        era = of_age[0].era.generation.removeprefix("tf")
        return Call(given, of_age, ambiguous=False, why=f"read as TensorFlow {era}: {'; '.join(file.age.shown_by)}")
    shown = file.order.generations
    likely = [reading for reading in found if reading.era.generation in shown]
    if not likely or not _agree(use, likely):
        return Call(given, found, ambiguous=True)
    doubt = ""
    if shown > {reading.era.generation for reading in likely}:
        era = likely[0].era.generation
        doubt = f"read as {era}, because line {file.order.line} rules out the others; --era decides"
    return Call(given, likely, ambiguous=False, doubt=doubt)


def has_hidden_keywords_only(use: Use) -> bool:
    """Return whether ``**kwargs`` hides arguments, there is no ``*args``, and all eras agree on the positional ones."""
    listed = use.reference.call.child_by_field_name("arguments") if use.reference.call else None
    if listed is None or listed.type != "argument_list":
        return False
    given = [node for node in listed.named_children if not node.is_extra]
    kinds = [node.type for node in given]
    if "dictionary_splat" not in kinds or "list_splat" in kinds:
        return False
    positional = sum(kind not in ("keyword_argument", "dictionary_splat") for kind in kinds)
    return len({tuple(era.parameters)[:positional] for era in use.symbol.eras}) == 1


def _eras_in_question(file: File, use: Use) -> tuple[Era, ...]:
    """Return all eras, unless the option or ``tensorflow.compat.v2`` names one: evidence does not decide the order."""
    asked: str | None = file.options.era
    if of_home(use.homes) == "tf2":
        asked = "tf2"
    return tuple(era for era in use.symbol.eras if era.generation == asked) or use.symbol.eras


def _agree(use: Use, found: list[Reading]) -> bool:
    return all(reading.targets(use.symbol) == found[0].targets(use.symbol) for reading in found)


def gradient_to_labels(file: File, use: Use, call: Call) -> set[bool]:
    """Return whether the old name passed gradients to the labels of this call.

    The set has one answer, both if nothing decides, and none if no gradient can reach them anyway.
    """
    if use.symbol.labels in ("ids", "none"):
        return set()
    flows = _flows(file, use, call)
    labels = labels_of(use, call)
    if labels is None:
        return flows
    constant = is_constant(file.names, labels.value, use.reference.scope)
    return set() if constant or (False in flows and file.constants.origin(labels.value)) else flows


def why_constant(file: File, use: Use, call: Call) -> str:
    """Return why the labels need no tf.stop_gradient, if the old name passed them no gradient."""
    labels = labels_of(use, call)
    if use.symbol.labels in ("ids", "none") or labels is None or False not in _flows(file, use, call):
        return ""
    origin = file.constants.origin(labels.value) if labels.value.type in ("identifier", "attribute") else ""
    return (
        f"without tf.stop_gradient, because no gradient passes {labels.text}: it comes from {origin}" if origin else ""
    )


def _flows(file: File, use: Use, call: Call) -> set[bool]:
    """Return whether the possible releases pass gradients to the labels."""
    generation = file.generation(use)
    read_by = [reading.era for reading in call.readings]
    # An option may choose the argument order of another era than that of this home.
    for eras in (read_by, use.symbol.eras):
        answers = {era.label_gradient for era in eras if era.generation == generation}
        if answers:
            return answers
    return {era.label_gradient for era in read_by}


def labels_of(use: Use, call: Call) -> Argument | None:
    """Return the labels argument."""
    to = use.symbol.arguments
    bound = call.readings[0].bound
    return next((bound[name] for name in bound if to.get(name) in ("labels", "y_true")), None)


def unread(use: Use, given: list[Argument]) -> str:
    """Return why no release accepts a call."""
    known = {name for era in use.symbol.eras for name in era.parameters}
    for argument in given:
        if argument.name and argument.name not in known:
            near = difflib.get_close_matches(argument.name, known, 1)
            hint = f"; did you mean {near[0]}=?" if near else ""
            if any("**kwargs" in era.signature for era in use.symbol.eras):
                return f"{argument.name}= goes through **kwargs, and its effect there is unknown{hint}"
            return f"no TensorFlow release has a parameter {argument.name}= here{hint}"
    return "no TensorFlow release accepts these arguments: one is missing, given twice, or has to be a keyword"
