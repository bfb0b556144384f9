"""What a loss must not be given: one table for the checker, which reads programs, and the audit, which runs models."""

from __future__ import annotations

__all__ = ["CUT_OFF", "PROBABILITIES", "mistake"]

PROBABILITIES = ("softmax", "sigmoid")
"""The activations that give probabilities."""

CUT_OFF: dict[str, str] = {
    "relu": "no negative number",
    "relu6": "no number outside of [0, 6]",
    "tanh": "no number outside of [-1, 1]",
    "softsign": "no number outside of [-1, 1]",
}
"""Activations for the middle of a model that cut logits off, and what they leave out."""

_NO_PROBABILITIES = (*CUT_OFF, "softplus", "elu", "selu", "gelu", "swish", "silu", "leaky_relu")


def mistake(family: str, reads: str, gives: str, units: int | None = None) -> str:
    """The code of what is wrong, or nothing.

    Args:
        family: ``"softmax"`` or ``"sigmoid"``, of the loss.
        reads: ``"logits"`` or ``"probabilities"``.
        gives: The activation of the model; ``"linear"`` for none.
        units: How many numbers it gives for an example, where that is known.
    """
    if reads == "logits":
        return "TFC201" if gives in PROBABILITIES else "TFC206" if gives in CUT_OFF else ""
    if gives == "softmax" and units == 1:
        return "TFC207"
    if gives in PROBABILITIES:
        return "TFC203" if gives != family else ""
    return "TFC202" if gives == "linear" else "TFC206" if gives in _NO_PROBABILITIES else ""
