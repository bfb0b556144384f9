# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from tfcompat.legacy.keras.backend import binary_crossentropy as binary_crossentropy
from tfcompat.legacy.keras.backend import categorical_crossentropy as categorical_crossentropy
from tfcompat.legacy.keras.backend import sparse_categorical_crossentropy as sparse_categorical_crossentropy

__all__ = ["binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"]
