"""From a model that ends in logits to one that serves: with probabilities, and as a SavedModel that has them all."""

from __future__ import annotations

from tfcompat.serving._export import export_serving
from tfcompat.serving._with_probabilities import with_probabilities

__all__ = ["export_serving", "with_probabilities"]
