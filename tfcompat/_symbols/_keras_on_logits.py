"""What a Keras loss with ``from_logits=True`` becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols._model import Successor

if TYPE_CHECKING:
    from tfcompat._symbols._our_losses import OurLoss

_TENSORS = {"y_true": "labels", "y_pred": "logits", "target": "labels", "output": "logits"}
_PASSED_ON: dict[str, tuple[str, ...]] = {
    "losses.BinaryCrossentropy": ("label_smoothing",),
    "losses.CategoricalCrossentropy": ("label_smoothing", "axis"),
    "losses.SparseCategoricalCrossentropy": ("ignore_class", "axis"),
    "losses.binary_crossentropy": ("label_smoothing",),
    "losses.categorical_crossentropy": ("label_smoothing", "axis"),
    "losses.sparse_categorical_crossentropy": ("ignore_class", "axis"),
    "backend.binary_crossentropy": (),
    "backend.categorical_crossentropy": ("axis",),
    "backend.sparse_categorical_crossentropy": ("ignore_class", "axis"),
}
"""Parameters that the new name has too; a class passes three more."""
_REDUCTIONS = {
    "AUTO": "sum_over_batch_size",
    "SUM_OVER_BATCH_SIZE": "sum_over_batch_size",
    "SUM": "sum",
    "NONE": "none",
}
_SAME = ("sum_over_batch_size", "mean", "mean_with_sample_weight", "sum", "none")
_SPELLINGS = (
    {
        f"{home}.{member}": f'"{new}"'
        for home in ("keras.losses.Reduction", "losses.Reduction", "tf_keras.losses.Reduction")
        for member, new in _REDUCTIONS.items()
    }
    | {f"{quote}{name}{quote}": f"{quote}{name}{quote}" for quote in "'\"" for name in _SAME}
    | {f"{quote}auto{quote}": f"{quote}sum_over_batch_size{quote}" for quote in "'\""}
    | {"None": "None"}
)
"""Each reduction in old code, and in new code: a member of a Keras 2 class, a string, or None."""


def on_logits(path: str, new: OurLoss, *, is_class: bool) -> Successor | None:
    """Return what a call on logits becomes; None for a metric."""
    if path not in _PASSED_ON:
        return None
    same = {name: name for name in (*_PASSED_ON[path], *(("reduction", "name", "dtype") if is_class else ()))}
    return Successor(
        name=new.name if is_class else new.function,
        arguments=same if is_class else {**_TENSORS, **same},
        values={"reduction": _SPELLINGS} if is_class else {},
        only={"from_logits": "True", "axis": "-1"},
    )
