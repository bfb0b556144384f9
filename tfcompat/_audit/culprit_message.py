"""What turned a loss NaN, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._audit.examples import named

if TYPE_CHECKING:
    from tfcompat._audit.loss_record import Found

__all__ = ["told_of"]

_HEAD = "the loss of model {model!r} is no longer finite since batch {batch} of epoch {epoch} (counted from 0): "
_PLACE = "{place} of the batch is {value:g}{output}, in {examples} of {of} examples{more}"
_MORE = {
    "inputs": "; repair or leave out these examples",
    "sample_weight": "",
    "labels": ". Check all labels: tfcompat.audit(model, data=...)",
    "outputs": ", while its inputs are finite",
    "probabilities": ", while its inputs are finite",
    "loss": ", and its labels and outputs are finite: the loss overflows, divides by 0, or takes the logarithm of 0; a "
    "loss on logits does not",
}
_DIVERGED = (
    "all outputs{output} are not finite, so that the weights were not before it. Lower the learning rate, or limit the "
    "gradients: optimizer=keras.optimizers.Adam(clipnorm=1.0)"
)
_OF_NO_EXAMPLE = "inputs, labels, weights and outputs are finite, so it is a loss that a layer adds, or an infinite sum"
_NOT_SEEN = (
    "the example is not known, because the model does not call compute_loss in its training step, or trains on several "
    "replicas. Check the data: tfcompat.audit(model, data=...)"
)


def told_of(model: str, epoch: int, found: tuple[int, list[Found]] | None) -> str:
    """Return the message: the first suspect in the order of causes."""
    if found is None:
        return f"the loss of model {model!r} is no longer finite in epoch {epoch}; {_NOT_SEEN}."
    batch, suspects = found
    return f"{_HEAD.format(model=model, batch=batch, epoch=epoch)}{_told(suspects)}."


def _told(suspects: list[Found]) -> str:
    if not suspects:
        return _OF_NO_EXAMPLE
    first = suspects[0]
    output = f" for output {first.output!r}" if first.output else ""
    if first.name in ("outputs", "probabilities") and first.examples == first.of > 1:
        return _DIVERGED.format(output=output)
    return _PLACE.format(
        place=named(first.name, first.at, 0),
        value=first.value,
        output=output,
        examples=first.examples,
        of=first.of,
        more=_MORE[first.name.partition("[")[0]],
    )
