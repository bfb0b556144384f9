"""What a Loss divides by, if its user says so."""

from __future__ import annotations

from typing import Any

GLOBAL = "global"
_DIVIDED = ("sum_over_batch_size", "mean", "mean_with_sample_weight", "sum_by_nonzero_weights")


def check_normalizer(normalizer: Any, reduction: str | None, *, of_call: bool) -> None:
    """Refuse a normalizer that divides nothing, or that is not one.

    Args:
        normalizer: A count (for a call only), ``"global"``, or None.
        reduction: The reduction of the Loss.
        of_call: Whether it is of a call; otherwise, it is of the constructor.
    """
    if normalizer is None:
        return
    if not isinstance(normalizer, str) and of_call:
        if reduction in ("none", None):
            raise ValueError(f"normalizer= divides a sum, but reduction={reduction!r} gives none; use 'sum' or a mean.")
        return
    if not isinstance(normalizer, str) or normalizer != GLOBAL:
        wanted = "a number, 'global' or None" if of_call else "'global' or None"
        advice = "." if of_call else "; pass a count to the call: loss(y_true, y_pred, normalizer=count)."
        raise ValueError(f"normalizer must be {wanted}, got {normalizer!r}{advice}")
    if reduction not in _DIVIDED:
        raise ValueError(
            f"normalizer='global' adds up what all replicas divide by, but reduction={reduction!r} divides by nothing; "
            "use 'sum_over_batch_size' or another mean."
        )
