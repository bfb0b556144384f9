"""The activation that Keras undoes with ``from_logits=True``, and its removal along with the flag."""

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
    """Remove a softmax or sigmoid from its layer, as Keras' loss does while it runs.

    Args:
        file: The file, in which every word is resolved.
        output: The input of the loss.
        rewrite: The rewrite of the loss; gets the edits, and the reason why they are unsafe.
        alone: Whether the loss certainly gets nothing else.

    Raises:
        RefusedError: The activation cannot be removed from the layer, or another loss needs it.
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
            f"it gets the probabilities of {what}, which Keras undoes if it can see the op and the new loss does not: "
            f"remove the {output.kind} from the model, then migrate, or omit from_logits=True"
        )
    rewrite.edits += without(file.source, given, [told])
    rewrite.notes.append(f"{what} is removed")
    rewrite.doubts.append(
        f"Keras undoes {what} while it computes the loss, and the new loss does not; so the fix removes it. Training "
        f"computes the same numbers, but the model and its metrics now return and get logits"
    )
