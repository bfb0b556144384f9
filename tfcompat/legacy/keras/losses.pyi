# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = [
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "SparseCategoricalCrossentropy",
    "binary_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
]

@deprecated(
    "tf.keras.losses.BinaryCrossentropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.SigmoidCrossEntropy() for logits, and tf.keras.losses.BinaryCrossentropy with its arguments by name for probabilities."
)
class BinaryCrossentropy:
    def __init__(
        self,
        from_logits: Any = False,
        label_smoothing: Any = 0,
        reduction: Any = "auto",
        name: Any = "binary_crossentropy",
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.keras.losses.CategoricalCrossentropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.SoftmaxCrossEntropy() for logits, and tf.keras.losses.CategoricalCrossentropy with its arguments by name for probabilities."
)
class CategoricalCrossentropy:
    def __init__(
        self,
        from_logits: Any = False,
        label_smoothing: Any = 0,
        reduction: Any = "auto",
        name: Any = "categorical_crossentropy",
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.keras.losses.SparseCategoricalCrossentropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.SparseSoftmaxCrossEntropy() for logits, and tf.keras.losses.SparseCategoricalCrossentropy with its arguments by name for probabilities."
)
class SparseCategoricalCrossentropy:
    def __init__(
        self,
        from_logits: Any = False,
        reduction: Any = "auto",
        name: Any = "sparse_categorical_crossentropy",
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.keras.losses.binary_crossentropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.sigmoid_cross_entropy(labels, logits) for logits, and tf.keras.losses.binary_crossentropy with its arguments by name for probabilities."
)
def binary_crossentropy(
    y_true: Any,
    y_pred: Any,
    from_logits: Any = False,
    label_smoothing: Any = 0,
) -> Any: ...

@deprecated(
    "tf.keras.losses.categorical_crossentropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.softmax_cross_entropy(labels, logits) for logits, and tf.keras.losses.categorical_crossentropy with its arguments by name for probabilities."
)
def categorical_crossentropy(
    y_true: Any,
    y_pred: Any,
    from_logits: Any = False,
    label_smoothing: Any = 0,
) -> Any: ...

@deprecated(
    "tf.keras.losses.sparse_categorical_crossentropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.sparse_softmax_cross_entropy(labels, logits) for logits, and tf.keras.losses.sparse_categorical_crossentropy with its arguments by name for probabilities."
)
def sparse_categorical_crossentropy(
    y_true: Any,
    y_pred: Any,
    from_logits: Any = False,
    axis: Any = -1,
) -> Any: ...
