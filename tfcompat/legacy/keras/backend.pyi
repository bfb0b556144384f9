# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = ["binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"]

@deprecated(
    "tf.keras.backend.binary_crossentropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.sigmoid_cross_entropy(labels, logits) for logits, and tf.keras.backend.binary_crossentropy with its arguments by name for probabilities."
)
def binary_crossentropy(
    target: Any,
    output: Any,
    from_logits: Any = False,
) -> Any: ...

@deprecated(
    "tf.keras.backend.categorical_crossentropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.softmax_cross_entropy(labels, logits) for logits, and tf.keras.backend.categorical_crossentropy with its arguments by name for probabilities."
)
def categorical_crossentropy(
    target: Any,
    output: Any,
    from_logits: Any = False,
    axis: Any = -1,
) -> Any: ...

@deprecated(
    "tf.keras.backend.sparse_categorical_crossentropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.sparse_softmax_cross_entropy(labels, logits) for logits, and tf.keras.backend.sparse_categorical_crossentropy with its arguments by name for probabilities."
)
def sparse_categorical_crossentropy(
    target: Any,
    output: Any,
    from_logits: Any = False,
    axis: Any = -1,
) -> Any: ...
