"""Why a loss of Keras cannot get its new name safely: what the rest of the program gives it, and asks of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat._symbols import PROBABILITIES
from tfcompat.migrate.rewrite.column_labels import is_flat
from tfcompat.migrate.rules._undone_activation import take_off
from tfcompat.migrate.syntax.arguments import arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.dataflow import Output
    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.rewrite.rewrite import Rewrite
    from tfcompat.migrate.rules._keras_loss_in_use import LossInUse
    from tfcompat.migrate.syntax.source import Node

__all__ = ["doubt"]

_WIDE = re.compile(rb"\b(?:float64|double)\b")


def doubt(seen: LossInUse, rewrite: Rewrite) -> frozenset[str]:
    """Add to a rewrite the reasons why it is unsafe.

    Returns:
        The intended differences that cannot apply.

    Raises:
        RefusedError: The new loss surely computes something else.
    """
    outputs = seen.outputs
    wrong = [output for output in outputs if output is not None and output.kind in PROBABILITIES]
    if wrong:
        first = wrong[0].node.id
        alone = all(output is not None and output.node.id == first for output in outputs)
        take_off(seen.file, wrong[0], rewrite, alone=alone)
    else:
        rewrite.doubts += _of_activation(seen)
    rewrite.doubts += [*_of_reads(seen), *_of_label_axis(seen), *_of_weights(seen), *_of_width(seen)]
    return frozenset(_excluded(seen, undone=bool(wrong)))


def _excluded(seen: LossInUse, *, undone: bool) -> Iterator[str]:
    """Yield the intended differences that cannot apply."""
    if seen.is_seen and not undone:
        yield "activation"
        if all(output is not None and _has_the_usual_dtype(seen.file, output) for output in seen.outputs):
            yield "float64"
    if all(fate.kind == "called" for fate in seen.fates):
        yield "loss-object"
        if not seen.may_be_weighted:
            yield "weight-alignment"
    if _is_flat(seen):
        yield "label-axis"


def _of_activation(seen: LossInUse) -> Iterator[str]:
    """Yield why what the loss is given may be probabilities."""
    if origins := seen.origins:
        yield (
            f"what it is given is not seen here, and {origins[0]} may be where that comes from: Keras goes back behind "
            "a softmax or sigmoid that it can see, and the new loss takes what it is given for logits"
        )


def _of_reads(seen: LossInUse) -> Iterator[str]:
    """Yield what the program asks of the loss that the new one answers in another way."""
    kinds = {fate.kind for fate in seen.fates} - {"called"}
    reads = [place for place in seen.file.around.reads if "escapes" in kinds or not place.of_any]
    if kinds and reads:
        yield (
            f"the object goes where {reads[0]} may ask for its class, flag or name, and the new one is of another "
            "class, has another name and no from_logits"
        )
    if kinds - {"loss"} and "name" not in seen.bound and (logged := seen.file.around.logged):
        yield f"{logged[0]} looks up the name that Keras gives this loss; give it that by name="


def _of_label_axis(seen: LossInUse) -> Iterator[str]:
    """Yield why labels may have an axis that Keras' function drops."""
    if not _is_flat(seen):
        yield (
            "Keras drops a last axis of size 1 of the labels, as in (N, 1), and the new function raises there; where "
            "the labels have none it computes the same, else write tf.squeeze(labels, -1)"
        )


def _is_flat(seen: LossInUse) -> bool:
    """Return whether labels have no axis that Keras would drop, or keep no such axis from a Loss."""
    if seen.is_class or seen.symbol.labels != "ids" or seen.labels is None:
        return True
    values = seen.file.outputs.values(seen.labels, seen.scope)
    return bool(values) and all(is_flat(seen.file, value, where) for value, where in values)


def _of_weights(seen: LossInUse) -> Iterator[str]:
    """Yield why weights may be aligned in another way."""
    others = any(fate.kind != "called" for fate in seen.fates)
    if seen.may_be_weighted or (others and b"sample_weight" in seen.code):
        yield (
            "Keras 3 aligns a sample_weight of shape (B,) with the last axis of losses of shape (B, T), and the new "
            "loss with the first; where there is one loss for each example they are the same"
        )


def _of_width(seen: LossInUse) -> Iterator[str]:
    """Yield why the logits may be float64."""
    if not seen.is_class or "dtype" in seen.bound:
        return
    known = bool(seen.outputs) and all(one is not None and _has_the_usual_dtype(seen.file, one) for one in seen.outputs)
    may_be = not known and seen.outputs and _WIDE.search(seen.code)
    if may_be or any(_is_of_numpy(seen, *one) for one in seen.predictions):
        yield "its logits may be float64, of which Keras 3 makes a float32 loss and the new loss a float64 one"


def _has_the_usual_dtype(file: File, output: Output) -> bool:
    given = arguments(file.source, output.node)
    return given is not None and all(one.name != "dtype" for one in given)


def _is_of_numpy(seen: LossInUse, node: Node | None, scope: Scope) -> bool:
    """Return whether NumPy computes an expression, float64 where nothing else is said."""
    values = seen.file.outputs.values(node, scope) if node is not None else []
    names = (seen.file.outputs.qualified(one.child_by_field_name("function"), where) for one, where in values)
    return any(name.startswith("numpy.") for name in names)
