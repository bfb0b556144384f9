"""Serve a model that ends in logits: a model with probabilities, and a SavedModel with probabilities and classes."""

from __future__ import annotations

from tfcompat.serving._export import export_serving
from tfcompat.serving._with_probabilities import with_probabilities

__all__ = ["export_serving", "with_probabilities"]
