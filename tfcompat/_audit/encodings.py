"""Whether the shape of labels is that of the encoding which a loss reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.validation import Wrong

if TYPE_CHECKING:
    from tfcompat._audit.loss_inputs import Reads
    from tfcompat._audit.model_outputs import Gives

__all__ = ["misfit"]

_ROWS_FOR_IDS = (
    "have shape {shape}, one number for each class, but {loss} reads class ids.",
    "Use {dense}, or the argmax of the labels.",
)
_IDS_FOR_ROWS = (
    "have shape {shape}, one number for each example, but {loss} reads {what}.",
    "Use {instead}.",
)
_OTHER_SHAPE = ("have shape {shape}, but {loss} reads {what} for an output of shape {output}.", "")
_WHAT = {
    "ids": "one class id for each example",
    "distribution": "a distribution over {classes} classes",
    "independent": "one label for each of {classes} classes",
}
_INSTEAD = {
    "distribution": "tfcompat.SparseSoftmaxCrossEntropy() on logits, or tf.one_hot(labels, {classes})",
    "independent": "tfcompat.SparseSoftmaxCrossEntropy() on logits if an example has one class, or tf.one_hot(labels, "
    "{classes})",
}


def misfit(shape: tuple[int, ...], gives: Gives, reads: Reads) -> Wrong | None:
    """Return what is wrong with the encoding of labels, as far as their shape tells."""
    output = gives.shape or ()
    rank, classes = len(output), gives.size(reads.axis)
    rows = len(shape) == rank and shape[rank + (gives.place(reads.axis) or -1)] == classes
    ids = len(shape) == rank - 1 or (len(shape) == rank and shape[-1] == 1 and not rows)
    single = reads.encoding == "independent" and classes == 1 and len(shape) == rank - 1
    if single or (ids if reads.encoding == "ids" else rows):
        return None
    wrong = _ROWS_FOR_IDS if rows else _IDS_FOR_ROWS if ids and reads.encoding != "ids" else _OTHER_SHAPE
    words = {
        "shape": shape,
        "loss": reads.name,
        "output": output,
        "what": _WHAT[reads.encoding].format(classes=classes),
        "instead": _INSTEAD.get(reads.encoding, "").format(classes=classes),
        "dense": "tfcompat.SoftmaxCrossEntropy() on logits",
    }
    return Wrong((), *(part.format(**words) for part in wrong))
