"""Wrong inputs of a loss: one table for the checker, which reads programs, and the audit, which runs models."""

from __future__ import annotations

from tfcompat._codes import Code

__all__ = ["CUT_OFF", "PROBABILITIES", "fits", "mistake"]

PROBABILITIES = ("softmax", "sigmoid")
"""The activations that give probabilities."""

CUT_OFF: dict[str, str] = {
    "relu": "no negative number",
    "relu6": "no number outside of [0, 6]",
    "tanh": "no number outside of [-1, 1]",
    "softsign": "no number outside of [-1, 1]",
}
"""Hidden-layer activations that limit the range of logits, and what they exclude."""

_OTHERS = ("softplus", "elu", "selu", "gelu", "swish", "silu", "leaky_relu", "log_softmax", "log_sigmoid")
_NO_PROBABILITIES = (*CUT_OFF, *_OTHERS)


def mistake(family: str, reads: str, gives: str, units: int | None = None) -> str:
    """Return the code of the mistake, or None.

    Args:
        family: ``"softmax"`` or ``"sigmoid"``, of the loss.
        reads: ``"logits"`` or ``"probabilities"``.
        gives: The model's activation; ``"linear"`` for none.
        units: How many numbers it returns per example, if known.
    """
    if reads == "logits":
        if gives == "linear" and family == "softmax" and units == 1:
            return Code.SOFTMAX_OF_ONE
        return Code.DOUBLE_ACTIVATION if gives in PROBABILITIES else Code.CUT_LOGITS if gives in CUT_OFF else ""
    if gives == "softmax" and units == 1:
        return Code.SOFTMAX_OF_ONE
    if gives in PROBABILITIES:
        # Over two classes that sum to 1, the binary loss is the categorical one, if Keras does not undo the softmax.
        return Code.OTHER_ACTIVATION if gives != family and not (gives == "softmax" and units == 2) else ""
    return Code.LOGITS_AS_PROBABILITIES if gives == "linear" else Code.CUT_LOGITS if gives in _NO_PROBABILITIES else ""


def fits(family: str, reads: str, gives: str) -> bool:
    """Return whether the model's output certainly is what the loss reads."""
    if reads == "logits":
        return gives == "linear" or (gives == "log_softmax" and family == "softmax")
    return gives == family
