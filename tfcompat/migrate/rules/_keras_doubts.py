"""Why the rewrite of a Keras loss may be unsafe: how the rest of the program uses it."""

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
    """Add the reasons why a rewrite is unsafe.

    Returns:
        The intended differences that cannot apply.

    Raises:
        RefusedError: The new loss certainly computes something else.
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
    """Yield why the input of the loss may be probabilities."""
    if origins := seen.origins:
        yield (
            f"its input is unknown here, and may come from {origins[0]}: Keras undoes a softmax or sigmoid that it can "
            f"see, and the new loss treats its input as logits"
        )


def _of_reads(seen: LossInUse) -> Iterator[str]:
    """Yield what the program reads from the loss that is different in the new one."""
    kinds = {fate.kind for fate in seen.fates} - {"called"}
    reads = [place for place in seen.file.around.reads if "escapes" in kinds or not place.of_any]
    if kinds and reads:
        yield (
            f"{reads[0]} may read the object's class, flag or name; the new one has another class, another name and no "
            f"from_logits"
        )
    if kinds - {"loss"} and "name" not in seen.bound and (logged := seen.file.around.logged):
        yield f"{logged[0]} looks up Keras' name of this loss; set it with name="


def _of_label_axis(seen: LossInUse) -> Iterator[str]:
    """Yield why the labels may have an axis that Keras' function drops."""
    if not _is_flat(seen):
        yield (
            "Keras drops a last axis of size 1 from the labels, as in (N, 1); the new function raises an error. If the "
            "labels have no such axis it computes the same, otherwise write tf.squeeze(labels, -1)"
        )


def _is_flat(seen: LossInUse) -> bool:
    """Return whether the labels have no axis that Keras would drop, or the loss is a Loss, which drops it too."""
    if seen.is_class or seen.symbol.labels != "ids" or seen.labels is None:
        return True
    values = seen.file.outputs.values(seen.labels, seen.scope)
    return bool(values) and all(is_flat(seen.file, value, where) for value, where in values)


def _of_weights(seen: LossInUse) -> Iterator[str]:
    """Yield why weights may be aligned differently."""
    others = any(fate.kind != "called" for fate in seen.fates)
    if seen.may_be_weighted or (others and b"sample_weight" in seen.code):
        yield (
            "Keras 3 aligns a sample_weight of shape (B,) with the last axis of losses of shape (B, T), and the new "
            "loss with the first; with one loss per example, both are the same"
        )


def _of_width(seen: LossInUse) -> Iterator[str]:
    """Yield why the logits may be float64."""
    if not seen.is_class or "dtype" in seen.bound:
        return
    known = bool(seen.outputs) and all(one is not None and _has_the_usual_dtype(seen.file, one) for one in seen.outputs)
    may_be = not known and seen.outputs and _WIDE.search(seen.code)
    if may_be or any(_is_of_numpy(seen, *one) for one in seen.predictions):
        yield "its logits may be float64: the Keras 3 loss is then float32, and the new one float64"


def _has_the_usual_dtype(file: File, output: Output) -> bool:
    given = arguments(file.source, output.node)
    return given is not None and all(one.name != "dtype" for one in given)


def _is_of_numpy(seen: LossInUse, node: Node | None, scope: Scope) -> bool:
    """Return whether NumPy computes an expression, which is float64 by default."""
    values = seen.file.outputs.values(node, scope) if node is not None else []
    names = (seen.file.outputs.qualified(one.child_by_field_name("function"), where) for one, where in values)
    return any(name.startswith("numpy.") for name in names)
