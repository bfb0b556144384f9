"""The activation that Keras undoes under ``from_logits=True``, and how it goes together with the flag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.dataflow import activation_of
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.rules._loss_calls import loss_calls
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.splices import without

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow import Output
    from tfcompat.migrate.file import File
    from tfcompat.migrate.rewrite.rewrite import Rewrite

__all__ = ["take_off"]


def take_off(file: File, output: Output, rewrite: Rewrite, *, alone: bool) -> None:
    """Take a softmax or sigmoid off the layer that has it, as Keras' loss does while it runs.

    Args:
        file: The file, of which every word is looked at.
        output: What the loss is given.
        rewrite: What becomes of the loss; gains the edits, and the reason why they are unsafe.
        alone: Whether the loss surely is given nothing else.

    Raises:
        RefusedError: The layer cannot lose its activation, or another loss needs that.
    """
    line, _ = file.source.position(output.node.start_byte)
    what = f"the {output.kind} on line {line}"
    given = arguments(file.source, output.node)
    name = file.outputs.qualified(output.node.child_by_field_name("function"), file.outputs.flow.scope_of(output.node))
    told = activation_of(name, given) if given is not None else None
    others = [call for call in loss_calls(file) if call.reads == "probabilities" and call.output is not None]
    needed = any(call.output is not None and call.output.node.id == output.node.id for call in others)
    if told is None or given is None or needed or not alone or not output.last:
        raise RefusedError(
            f"it is given the probabilities of {what}, which Keras undoes where it can see it and the new loss does "
            f"not: take the {output.kind} out of the model, then migrate, or leave from_logits=True away"
        )
    rewrite.edits += without(file.source, given, [told])
    rewrite.notes.append(f"{what} is taken off")
    rewrite.doubts.append(
        f"Keras undoes {what} while the loss is computed, and the new loss does not; so the fix takes it off, which "
        "leaves the numbers of training as they are, while the model and its metrics are given logits"
    )
