"""Links: functions between probabilities and real numbers, and how to read the logits of a network."""

from __future__ import annotations

from tfcompat.links.classes import log_softmax, softmax
from tfcompat.links.logistic import logit, sigmoid
from tfcompat.links.normal import inverse_probit, probit
from tfcompat.links.reading import predicted_class, probabilities

__all__ = [
    "inverse_probit",
    "log_softmax",
    "logit",
    "predicted_class",
    "probabilities",
    "probit",
    "sigmoid",
    "softmax",
]
