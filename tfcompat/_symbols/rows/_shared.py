"""Shared parts of the rows."""

from __future__ import annotations

HOMES_OF_ALL = {
    "tensorflow": ("0.12", "2.21"),
    "tensorflow.compat.v1": ("1.13", "2.21"),
    "tensorflow.compat.v2": ("1.14", "2.21"),
}
"""The homes of names that have been in ``tf`` since the first release."""

REDUCTIONS = {
    "losses.Reduction.NONE": '"none"',
    "losses.Reduction.SUM": '"sum"',
    "losses.Reduction.MEAN": '"mean_with_sample_weight"',
    "losses.Reduction.SUM_OVER_BATCH_SIZE": '"sum_over_batch_size"',
    "losses.Reduction.SUM_OVER_NONZERO_WEIGHTS": '"sum_by_nonzero_weights"',
    "losses.Reduction.SUM_BY_NONZERO_WEIGHTS": '"sum_by_nonzero_weights"',
}
"""TensorFlow 1's reductions, and the Losses' names for them."""

BY_NONZERO = {"reduction": '"sum_by_nonzero_weights"'}
BY_NONZERO_ELEMENTS = {"class_reduction": "None", **BY_NONZERO}
"""The same for an element-wise loss: elements are counted, not examples."""

COLLECTION = (
    "Same value and gradients. The loss is no longer added to the collection of losses: this assumes that nothing "
    "outside the files of this run reads it there. If one of these files does, the shim is written instead, which "
    "fills it."
)


def unchanged(*parameters: str) -> dict[str, str]:
    """Map parameters to themselves: they keep their names."""
    return {name: name for name in parameters}


def slim_aliases(name: str) -> dict[str, tuple[str, str]]:
    """Slim's names for a contrib loss, in TensorFlow and as a separate package, which came with TensorFlow 1.15."""
    return {
        f"tensorflow.contrib.slim.losses.{name}": ("0.12", "1.15"),
        f"tf_slim.losses.{name}": ("1.15", "2.21"),
    }
