"""What several rows say alike."""

from __future__ import annotations

HOMES_OF_ALL = {
    "tensorflow": ("0.12", "2.21"),
    "tensorflow.compat.v1": ("1.13", "2.21"),
    "tensorflow.compat.v2": ("1.14", "2.21"),
}
"""The homes of what stood in ``tf`` from the first release to this day."""

REDUCTIONS = {
    "losses.Reduction.NONE": '"none"',
    "losses.Reduction.SUM": '"sum"',
    "losses.Reduction.MEAN": '"mean_with_sample_weight"',
    "losses.Reduction.SUM_OVER_BATCH_SIZE": '"sum_over_batch_size"',
    "losses.Reduction.SUM_OVER_NONZERO_WEIGHTS": '"sum_by_nonzero_weights"',
    "losses.Reduction.SUM_BY_NONZERO_WEIGHTS": '"sum_by_nonzero_weights"',
}
"""TensorFlow 1's reductions, and what the Losses call them."""

BY_NONZERO = {"reduction": '"sum_by_nonzero_weights"'}
BY_NONZERO_ELEMENTS = {"class_reduction": "None", **BY_NONZERO}
"""The same for a loss of each element: the elements are counted, not the examples."""

COLLECTION = (
    "Same value and gradients. The loss is no longer put into the collection of losses: this relies on nothing "
    "outside the files of this run reading it there. Where one of them does, the shim is written, which fills it."
)


def unchanged(*parameters: str) -> dict[str, str]:
    """Return a map for parameters that keep their names."""
    return {name: name for name in parameters}


def slim_aliases(name: str) -> dict[str, tuple[str, str]]:
    """Slim's names for a loss of contrib, in TensorFlow and as a package by itself, which came for TensorFlow 1.15."""
    return {
        f"tensorflow.contrib.slim.losses.{name}": ("0.12", "1.15"),
        f"tf_slim.losses.{name}": ("1.15", "2.21"),
    }
