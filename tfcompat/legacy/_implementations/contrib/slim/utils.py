"""``tf.contrib.slim.utils``: outputs in collections, by the names of their scopes."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import tensorflow as tf

from tfcompat.legacy._implementations.contrib.layers._common import collect_outputs

__all__ = ["collect_named_outputs", "convert_collection_to_dict"]

tf1 = tf.compat.v1


def collect_named_outputs(*, collections: Any, alias: str, outputs: Any) -> Any:
    """Add outputs to collections under another name; return them."""
    return collect_outputs(outputs, collections, alias)


def convert_collection_to_dict(*, collection: str, clear_collection: bool) -> dict[str, Any]:
    """Return the tensors of a collection by their names."""
    tensors = tf1.get_collection(collection)
    found = OrderedDict((name, tensor) for tensor in tensors for name in _names(tensor))
    if clear_collection:
        tf1.get_default_graph().clear_collection(collection)
    return found


def _names(tensor: Any) -> list[str]:
    return getattr(tensor, "aliases", None) or [tensor.name.removesuffix(":0")]
