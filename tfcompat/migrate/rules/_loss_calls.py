"""The places in a file that compute a cross-entropy: what each reads, and what it gets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from tfcompat._symbols import CROSS_ENTROPY_OF_NAME, Link
from tfcompat.migrate.rewrite.reading import read
from tfcompat.migrate.rules._compiled_models import is_only_asked
from tfcompat.migrate.rules._loss_kinds import (
    FUNCTIONS,
    OTHERS,
    Kind,
    agreed_kind,
    by_flag,
    is_class,
    of_object,
    of_reference,
    of_string,
)
from tfcompat.migrate.rules._paired import paired
from tfcompat.migrate.syntax.arguments import argument, arguments
from tfcompat.migrate.syntax.literals import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat._symbols import CrossEntropy
    from tfcompat.migrate.dataflow import Output
    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import NameUse, Scope
    from tfcompat.migrate.rules._loss_kinds import Reads
    from tfcompat.migrate.syntax.source import Node

__all__ = ["LossCall", "loss_calls"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LossCall:
    """One place in which a loss gets a prediction."""

    node: Node
    """The name of the loss."""
    name: str
    """The name for a message."""
    family: Link
    reads: Reads
    keras: CrossEntropy | None
    """The row of the loss if it is a Keras loss."""
    labels: Node | None
    """None if they are not named here, as in ``compile``."""
    prediction: Node
    """An expression; for ``compile``, the model."""
    compiled: Node | None
    """The call of ``compile``."""
    output: Output | None
    """The output that the prediction certainly is, if known."""
    reference: NameUse
    scope: Scope
    loss: Node | None = None
    """The loss argument of ``compile``."""
    made: Node | None = None
    """The call in this file that sets the loss's ``from_logits``."""
    strict: bool = True
    """Whether the loss is only for the probabilities of one activation."""
    head: str | None = None
    """For a model with several outputs, the name of the output that the loss is for."""
    read_as: str = ""
    """The release whose argument order was used, if others have another one."""


@lru_cache(maxsize=1)  # several rules use those of one file
def loss_calls(file: File) -> tuple[LossCall, ...]:
    """Return every place, in the order of the text."""
    found = [*_of_tensorflow(file), *_of_the_rest(file)]
    return tuple(sorted(found, key=lambda call: call.node.start_byte))


def _of_tensorflow(file: File) -> Iterator[LossCall]:
    """Yield calls of legacy symbols that take logits.

    If releases differ in the argument order, TensorFlow 2's is used.
    """
    for use in file.calls:
        to = use.symbol.arguments
        call = read(file, use) if {"logits", "y_pred"}.intersection(to.values()) else None
        if call is None or not call.readings:
            continue
        today = [reading for reading in call.readings if reading.era.generation == "tf2"]
        if call.ambiguous and (not today or file.generation(use) != "tf2"):
            continue  # another release may run it
        reading = today[0] if call.ambiguous else call.readings[0]
        bound = {to.get(name, name): one for name, one in reading.bound.items()}
        labels = bound.get("labels", bound.get("y_true"))
        logits = bound.get("logits", bound.get("y_pred"))
        family: Link = "sigmoid" if use.symbol.labels == "independent" else "softmax"
        if logits is not None:
            kind = Kind(family, "logits")
            found = _given(file, use.reference, kind, labels.value if labels else None, logits.value)
            yield replace(found, read_as="TensorFlow 2") if call.ambiguous else found


def _of_the_rest(file: File) -> Iterator[LossCall]:
    """Yield calls of Keras' losses and ours, of objects that are losses, and of ``compile``."""
    calls = [one for one in file.names.tree.references if one.call is not None]
    names = [file.outputs.denoted(one) for one in calls]
    has_objects = any(is_class(name) for name in names)
    for reference, name in zip(calls, names, strict=True):
        if reference.parts[-1] == "compile" and len(reference.parts) > 1:
            continue
        if is_class(name):
            yield from _at_once(file, reference)
        elif name in FUNCTIONS or name in OTHERS or name in CROSS_ENTROPY_OF_NAME or (has_objects and not name):
            yield from _called(file, reference, name)
    for reference in (*file.names.tree.references, *file.names.tree.hanging):
        if reference.call is not None and reference.parts[-1] == "compile" and len(reference.parts) > 1:
            yield from _compiled(file, reference)


def _called(file: File, reference: NameUse, name: str) -> Iterator[LossCall]:
    """Yield a call of a loss, or of an object that is one; nothing for another call."""
    given = arguments(file.source, reference.call) if reference.call is not None else None
    if given is None:
        return
    loss, made = CROSS_ENTROPY_OF_NAME.get(name), reference.call
    if name in FUNCTIONS:
        kind: Kind | None = Kind(FUNCTIONS[name], "logits")
    elif name in OTHERS:
        kind = OTHERS[name]
    elif loss is not None:
        kind = by_flag(loss, given)
    else:
        values = file.outputs.values(reference.node, reference.scope)
        kinds = {of_object(file, value, where) for value, where in values}
        kind = kinds.pop() if len(kinds) == 1 else None
        made = values[0][0] if len(values) == 1 else None
    # Keras 2.0's backend took the prediction first: with positional arguments, the prediction is unknown.
    if loss is not None and loss.path.startswith("backend.") and any(not one.name for one in given[:2]):
        return
    prediction = argument(given, {"y_pred", "output", "logits", "predictions"}, 1) if kind is not None else None
    if kind is None or prediction is None:
        return
    labels = argument(given, {"y_true", "target", "labels"}, 0)
    found = _given(file, reference, kind, labels, prediction)
    yield replace(found, made=made) if kind.keras is not None else found


def _at_once(file: File, reference: NameUse) -> Iterator[LossCall]:
    """Yield the call of a loss that is called where it is constructed, as in ``BinaryCrossentropy()(y, p)``."""
    outer = reference.call.parent if reference.call is not None else None
    if reference.call is None or outer is None or outer.type != "call":
        return
    given = arguments(file.source, outer)
    kind = of_object(file, reference.call, reference.scope)
    prediction = argument(given, {"y_pred"}, 1) if given is not None else None
    if given is not None and kind is not None and prediction is not None:
        found = _given(file, reference, kind, argument(given, {"y_true"}, 0), prediction)
        yield replace(found, made=reference.call) if kind.keras is not None else found


def _compiled(file: File, reference: NameUse) -> Iterator[LossCall]:
    """Yield the losses of ``compile(optimizer, loss)``, one per output."""
    given = (arguments(file.source, reference.call) if reference.call is not None else None) or ()
    loss = argument(given, {"loss"}, 1)
    if loss is not None and loss.type == "list" and loss.named_child_count == 1:
        loss = loss.named_children[0]
    model = reference.node.child_by_field_name("object")
    if loss is None or model is None or is_only_asked(file, model, reference.scope):
        return
    several = file.outputs.of_outputs(model, reference.scope)
    if not several:
        output = file.outputs.of_model(model, reference.scope)
        yield from _of_compiled(file, reference, model, loss, output, reference.node)
        return
    for one, name, output in paired(file, loss, several):
        place = one if one.id != loss.id else reference.node
        for call in _of_compiled(file, reference, model, one, output, place):
            yield replace(call, head=name)


def _of_compiled(
    file: File, reference: NameUse, model: Node, loss: Node, output: Output | None, place: Node
) -> Iterator[LossCall]:
    kind = _of_expression(file, loss, reference.scope)
    if kind is None:
        return
    text, values = text_of(file.source, loss), file.outputs.values(loss, reference.scope) or [(loss, reference.scope)]
    yield LossCall(
        node=place,
        name=text or " ".join(file.source.of(loss).decode("utf-8").split()),
        family=kind.family,
        reads=kind.reads,
        strict=kind.strict,
        keras=kind.keras,
        labels=None,
        prediction=model,
        compiled=reference.call,
        output=output,
        reference=reference,
        scope=reference.scope,
        loss=loss,
        made=values[0][0] if values[0][0].type == "call" and len(values) == 1 else None,
    )


def _of_expression(file: File, loss: Node, scope: Scope) -> Kind | None:
    """Return what the loss argument of ``compile`` reads: a string, a function, or an object."""
    kinds: set[Kind | None] = set()
    qualified = file.outputs.qualified(loss, scope)
    if qualified:
        return of_reference(qualified)
    for value, where in file.outputs.values(loss, scope):
        if value.type == "conditional_expression":
            first, _, last = (child for child in value.named_children if not child.is_extra)
            kinds |= {_of_expression(file, first, where), _of_expression(file, last, where)}
            continue
        text = text_of(file.source, value)
        kinds.add(of_string(text) if text is not None else of_object(file, value, where))
    return agreed_kind(kinds)


def _given(file: File, reference: NameUse, kind: Kind, labels: Node | None, prediction: Node) -> LossCall:
    return LossCall(
        node=reference.node,
        name=".".join(reference.parts),
        family=kind.family,
        reads=kind.reads,
        strict=kind.strict,
        keras=kind.keras,
        labels=labels,
        prediction=prediction,
        compiled=None,
        output=file.outputs.of(prediction, reference.scope),
        reference=reference,
        scope=reference.scope,
    )
