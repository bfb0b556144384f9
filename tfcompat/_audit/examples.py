"""Examples to audit: read in batches, and never more of them than asked."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import tensorflow as tf

from tfcompat._arguments.nested import leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["Batch", "as_numbers", "batches_of", "first_inputs", "named", "not_finite"]

_CHUNK = 1024
_FORM = "data must be (x, y), (x, y, sample_weight), or a Dataset or another iterable of such batches, got {got}."


class Batch(NamedTuple):
    """Some examples in order."""

    x: Any
    y: Any
    weights: Any
    start: int
    """The number of the first of them, counted from 0."""
    size: int


def batches_of(data: Any, most: int | None) -> Iterator[Batch]:
    """Yield examples until there are no more, or `most` were read.

    Raises:
        TypeError: The data are not examples with labels.
    """
    start = 0
    for x, y, weights in _chunks(data) if isinstance(data, tuple) else map(_parts, _elements(data)):
        found = _size(x if y is None else y)
        size = found if most is None else min(found, most - start)
        x, y, weights = (_cut(part, slice(size)) for part in (x, y, weights)) if size < found else (x, y, weights)
        yield Batch(x, y, weights, start, size)
        start += size
        if most is not None and start >= most:
            return


def first_inputs(data: Any) -> tuple[Any, Any]:
    """Return the inputs of the first batch, and the data from the start, even if they can be read only once."""
    if not hasattr(data, "__next__"):
        return next(batches_of(data, 1)).x, data
    first = next(data)
    return _parts(first)[0], chain([first], data)


def _parts(element: Any) -> tuple[Any, Any, Any]:
    if not isinstance(element, tuple | list) or len(element) not in (2, 3):
        raise TypeError(_FORM.format(got=f"an element of type {type(element).__name__}"))
    return (*element, None)[:3]


def _elements(data: Any) -> Iterator[Any]:
    if hasattr(data, "__getitem__") and hasattr(data, "__len__") and not isinstance(data, dict | str):
        return (data[i] for i in range(len(data)))  # keras.utils.Sequence, which may go on forever when iterated
    if not hasattr(data, "__iter__") or isinstance(data, dict | str):
        raise TypeError(_FORM.format(got=type(data).__name__))
    found: Iterator[Any] = iter(data)
    return found


def _chunks(data: tuple[Any, ...]) -> Iterator[tuple[Any, Any, Any]]:
    x, y, weights = (_as_arrays(part) for part in _parts(data))
    for start in range(0, max(_size(x if y is None else y), 1), _CHUNK):
        part = slice(start, start + _CHUNK)
        yield _cut(x, part), _cut(y, part), _cut(weights, part)


def _as_arrays(structure: Any) -> Any:
    """Return the structure with arrays for lists of numbers."""
    if isinstance(structure, dict):
        return {name: _as_arrays(part) for name, part in structure.items()}
    if isinstance(structure, list | tuple) and any(
        hasattr(part, "shape") or isinstance(part, dict) for part in structure
    ):
        return type(structure)(_as_arrays(part) for part in structure)
    return np.asarray(structure) if isinstance(structure, list | tuple) else structure


def _cut(structure: Any, part: slice) -> Any:
    if isinstance(structure, dict):
        return {name: _cut(each, part) for name, each in structure.items()}
    if isinstance(structure, list | tuple):
        return type(structure)(_cut(each, part) for each in structure)
    return structure if structure is None else structure[part]


def _size(structure: Any) -> int:
    leaves = [leaf for _, leaf in leaves_of(structure) if leaf is not None]
    if not leaves or not len(getattr(leaves[0], "shape", ())):
        raise TypeError(_FORM.format(got=f"labels of type {type(structure).__name__}"))
    return int(leaves[0].shape[0])


def as_numbers(given: Any) -> NDArray[Any] | None:
    """Return an array of numbers; None for anything else, such as strings."""
    if isinstance(given, tf.RaggedTensor):
        given = given.flat_values
    array = np.asarray(given)
    if array.dtype.name == "bfloat16":  # NumPy does not know that it is a number
        array = array.astype(np.float32)
    return array if array.dtype.kind in "biuf" else None


def named(name: str, at: tuple[Any, ...], start: int) -> str:
    """Return an element as an expression, its example counted from the first that was read."""
    return f"{name}[{', '.join(map(str, (at[0] + start, *at[1:])))}]" if at else name


def not_finite(structure: Any, name: str, start: int) -> str:
    """Return which number of a structure of arrays is the first that is NaN or infinite; empty if there is none."""
    for path, leaf in leaves_of(structure):
        array = as_numbers(leaf) if leaf is not None and not isinstance(leaf, tf.SparseTensor) else None
        if array is not None and array.dtype.kind == "f" and not np.isfinite(array).all():
            at = tuple(map(int, np.argwhere(~np.isfinite(array))[0]))
            return f"{named(name + ''.join(f'[{step!r}]' for step in path), at, start)} is {array[at]}"
    return ""
