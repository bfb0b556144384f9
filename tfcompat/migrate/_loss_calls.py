"""The places of a file that compute a cross-entropy: what each reads, and what it is given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from tfcompat._symbols import KERAS_LOSS_NAMES, KERAS_LOSSES, LOSS_OF_STRING
from tfcompat.migrate._calls import argument, arguments
from tfcompat.migrate._literal import text_of
from tfcompat.migrate._reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.migrate._calls import Argument
    from tfcompat.migrate._file import File
    from tfcompat.migrate._scopes import Reference, Scope
    from tfcompat.migrate._source import Node
    from tfcompat.migrate.outputs import Output

__all__ = ["LossCall", "loss_calls"]

Family = Literal["softmax", "sigmoid"]
Reads = Literal["logits", "probabilities"]

_OURS: dict[str, Family] = {
    "softmax_cross_entropy": "softmax",
    "sparse_softmax_cross_entropy": "softmax",
    "sigmoid_cross_entropy": "sigmoid",
}
_OUR_LOSSES: dict[str, Family] = {
    "SoftmaxCrossEntropy": "softmax",
    "SparseSoftmaxCrossEntropy": "softmax",
    "SigmoidCrossEntropy": "sigmoid",
}
_HOMES = ("tfcompat", "tfcompat.losses")
_FUNCTIONS = {f"{home}.{name}": family for home in _HOMES for name, family in _OURS.items()}
_CLASSES = {f"{home}.{name}": family for home in _HOMES for name, family in _OUR_LOSSES.items()}


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a loss reads."""

    family: Family
    reads: Reads
    of_keras: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LossCall:
    """One place where a loss is given a prediction."""

    node: Node
    """The name of the loss."""
    name: str
    """The same, as a person would say it."""
    family: Family
    reads: Reads
    of_keras: bool
    """Whether the loss is Keras' own, which goes back behind some activations."""
    labels: Node | None
    """None where they are not named here, as in ``compile``."""
    prediction: Node
    """An expression; the model, where it is compiled."""
    compiled: Node | None
    """The call of ``compile``."""
    output: Output | None
    """What the prediction is the output of, where that is certain."""
    reference: Reference
    scope: Scope
    loss: Node | None = None
    """What ``compile`` is given for the loss."""
    made: Node | None = None
    """The call, here, that gives the loss its ``from_logits``."""
    read_as: str = ""
    """The release whose order of arguments was taken, where others have another one."""


@lru_cache(maxsize=1)  # each of several rules asks for those of one file
def loss_calls(file: File) -> tuple[LossCall, ...]:
    """Every place, in the order of the text."""
    found = [*_of_tensorflow(file), *_of_the_rest(file)]
    return tuple(sorted(found, key=lambda call: call.node.start_byte))


def _of_tensorflow(file: File) -> Iterator[LossCall]:
    """Calls of legacy symbols that take logits; where releases differ in the order, as TensorFlow 2 reads them."""
    for use in file.calls:
        to = use.symbol.arguments
        call = read(file, use) if {"logits", "y_pred"}.intersection(to.values()) else None
        if call is None or not call.readings:
            continue
        today = [reading for reading in call.readings if reading.era.generation == "tf2"]
        if call.ambiguous and (not today or file.evidence.generation in ("tf0.12", "tf1")):
            continue  # TensorFlow 2 never runs it
        reading = today[0] if call.ambiguous else call.readings[0]
        bound = {to.get(name, name): one for name, one in reading.bound.items()}
        labels = bound.get("labels", bound.get("y_true"))
        logits = bound.get("logits", bound.get("y_pred"))
        family: Family = "sigmoid" if use.symbol.labels == "independent" else "softmax"
        if logits is not None:
            kind = _Kind(family, "logits")
            found = _given(file, use.reference, kind, labels.value if labels else None, logits.value)
            yield replace(found, read_as="TensorFlow 2") if call.ambiguous else found


def _of_the_rest(file: File) -> Iterator[LossCall]:
    """Calls of Keras' losses and ours, of objects that are such losses, and of ``compile``."""
    calls = [one for one in file.names.tree.references if one.call is not None]
    names = [file.outputs.qualified(one.node, one.scope) for one in calls]
    has_objects = any(_is_class(name) for name in names)
    for reference, name in zip(calls, names, strict=True):
        if reference.parts[-1] == "compile" and len(reference.parts) > 1:
            continue
        if name in _FUNCTIONS or name in KERAS_LOSS_NAMES or (has_objects and not name):
            yield from _called(file, reference, name)
    for reference in (*file.names.tree.references, *file.names.tree.hanging):
        if reference.call is not None and reference.parts[-1] == "compile" and len(reference.parts) > 1:
            yield from _compiled(file, reference)


def _called(file: File, reference: Reference, name: str) -> Iterator[LossCall]:
    """A call of a loss, or of an object that is one; nothing where it is another call."""
    given = arguments(file.source, reference.call) if reference.call is not None else None
    if given is None:
        return
    path = KERAS_LOSS_NAMES.get(name, "")
    if name in _FUNCTIONS:
        kind: _Kind | None = _Kind(_FUNCTIONS[name], "logits")
    elif path:
        kind = _of_flag(path, given) if not _is_class(name) else None
    else:
        values = file.outputs.values(reference.node, reference.scope)
        kinds = {_of_object(file, value, where) for value, where in values}
        kind = kinds.pop() if len(kinds) == 1 else None
    # Keras 2.0's backend took the prediction first: of positional arguments, which is the prediction is not known.
    if path.startswith("backend.") and any(not one.name for one in given[:2]):
        return
    prediction = argument(given, {"y_pred", "output", "logits"}, 1) if kind is not None else None
    if kind is None or prediction is None:
        return
    labels = argument(given, {"y_true", "target", "labels"}, 0)
    found = _given(file, reference, kind, labels, prediction)
    yield replace(found, made=reference.call) if path else found


def _is_class(name: str) -> bool:
    """Whether a qualified name is that of a class of losses."""
    return name in _CLASSES or (name in KERAS_LOSS_NAMES and KERAS_LOSSES[KERAS_LOSS_NAMES[name]].row.kind == "class")


def _of_object(file: File, value: Node, where: Scope) -> _Kind | None:
    """The loss that an expression builds."""
    callee = value.child_by_field_name("function") if value.type == "call" else None
    name = file.outputs.qualified(callee, where)
    given = arguments(file.source, value) if _is_class(name) else None
    if given is None:
        return None
    return _Kind(_CLASSES[name], "logits") if name in _CLASSES else _of_flag(KERAS_LOSS_NAMES[name], given)


def _of_flag(path: str, given: Sequence[Argument]) -> _Kind | None:
    """What a loss of Keras reads, by its flag; None where only the program knows."""
    loss = KERAS_LOSSES[path]
    position = loss.parameters.index("from_logits")
    flag = argument(given, {"from_logits"}, position)
    family: Family = "sigmoid" if loss.row.labels == "independent" else "softmax"
    if flag is None or flag.type == "false":
        return _Kind(family, "probabilities", of_keras=True)
    return _Kind(family, "logits", of_keras=True) if flag.type == "true" else None


def _compiled(file: File, reference: Reference) -> Iterator[LossCall]:
    """The loss of ``compile(optimizer, loss)``, where it is one."""
    given = (arguments(file.source, reference.call) if reference.call is not None else None) or ()
    loss = argument(given, {"loss"}, 1)
    if loss is not None and loss.type == "list" and loss.named_child_count == 1:
        loss = loss.named_children[0]
    model = reference.node.child_by_field_name("object")
    if loss is None or model is None:
        return
    kind = _of_expression(file, loss, reference.scope)
    if kind is None:
        return
    text = text_of(file.source, loss)
    yield LossCall(
        node=reference.node,
        name=text or " ".join(file.source.of(loss).decode("utf-8").split()),
        family=kind.family,
        reads=kind.reads,
        of_keras=kind.of_keras,
        labels=None,
        prediction=model,
        compiled=reference.call,
        output=file.outputs.of_model(model, reference.scope),
        reference=reference,
        scope=reference.scope,
        loss=loss,
        made=loss if loss.type == "call" else None,
    )


def _of_expression(file: File, loss: Node, scope: Scope) -> _Kind | None:
    """What a loss reads that is given to ``compile``: a string, a function, or an object."""
    kinds: set[_Kind | None] = set()
    qualified = file.outputs.qualified(loss, scope)
    if qualified:
        return _of_reference(qualified)
    for value, where in file.outputs.values(loss, scope):
        text = text_of(file.source, value)
        if text in LOSS_OF_STRING:
            family: Family = "sigmoid" if LOSS_OF_STRING[text].startswith("Sigmoid") else "softmax"
            kinds.add(_Kind(family, "probabilities", of_keras=True))
        else:
            kinds.add(_of_object(file, value, where))
    return kinds.pop() if len(kinds) == 1 else None


def _of_reference(name: str) -> _Kind | None:
    """What a function reads that is given as it is, or a class."""
    if name in _FUNCTIONS or name in _CLASSES:
        return _Kind({**_FUNCTIONS, **_CLASSES}[name], "logits")
    return _of_flag(KERAS_LOSS_NAMES[name], ()) if name in KERAS_LOSS_NAMES else None


def _given(file: File, reference: Reference, kind: _Kind, labels: Node | None, prediction: Node) -> LossCall:
    return LossCall(
        node=reference.node,
        name=".".join(reference.parts),
        family=kind.family,
        reads=kind.reads,
        of_keras=kind.of_keras,
        labels=labels,
        prediction=prediction,
        compiled=None,
        output=file.outputs.of(prediction, reference.scope),
        reference=reference,
        scope=reference.scope,
    )
