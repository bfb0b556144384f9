# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

from tfcompat.legacy.keras.losses import binary_crossentropy as binary_crossentropy
from tfcompat.legacy.keras.losses import categorical_crossentropy as categorical_crossentropy
from tfcompat.legacy.keras.losses import sparse_categorical_crossentropy as sparse_categorical_crossentropy

__all__ = [
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "SparseCategoricalCrossentropy",
    "binary_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
]

@deprecated(
    "tf.keras.metrics.BinaryCrossentropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.metrics.FromLogits(keras.metrics.BinaryCrossentropy()) for logits, and tf.keras.metrics.BinaryCrossentropy with its arguments by name for probabilities."
)
class BinaryCrossentropy:
    def __init__(
        self,
        name: Any = "binary_crossentropy",
        dtype: Any = None,
        from_logits: Any = False,
        label_smoothing: Any = 0,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.keras.metrics.CategoricalCrossentropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.metrics.FromLogits(keras.metrics.CategoricalCrossentropy()) for logits, and tf.keras.metrics.CategoricalCrossentropy with its arguments by name for probabilities."
)
class CategoricalCrossentropy:
    def __init__(
        self,
        name: Any = "categorical_crossentropy",
        dtype: Any = None,
        from_logits: Any = False,
        label_smoothing: Any = 0,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.keras.metrics.SparseCategoricalCrossentropy is a legacy name, and its shim will be removed in tfcompat 2.0: write tfcompat.metrics.FromLogits(keras.metrics.SparseCategoricalCrossentropy()) for logits, and tf.keras.metrics.SparseCategoricalCrossentropy with its arguments by name for probabilities."
)
class SparseCategoricalCrossentropy:
    def __init__(
        self,
        name: Any = "sparse_categorical_crossentropy",
        dtype: Any = None,
        from_logits: Any = False,
        axis: Any = -1,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...
