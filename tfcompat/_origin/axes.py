"""Follow the class axis through operations that only move, cast or average numbers."""

from __future__ import annotations

from math import prod
from typing import Any

from tfcompat._origin.constants import static_array

__all__ = ["PASSED_THROUGH", "axis_after"]

_SAME = ("Cast", "Identity", "IdentityN", "StopGradient")
_RESHAPED = ("ExpandDims", "Reshape", "Squeeze")
_OF_IMAGES = ("AvgPool", "ResizeBilinear", "ResizeNearestNeighbor")
"""They mix positions of an image with weights that sum to 1, and so keep a distribution over its last axis."""
PASSED_THROUGH = frozenset({*_SAME, *_RESHAPED, *_OF_IMAGES, "Mean", "StridedSlice", "Transpose"})
"""The operations, each of which gives what its first input holds."""


def axis_after(operation: Any, before: Any, after: Any, axis: int | None) -> int | None:
    """Return the class axis, counted from the end, after an operation; None if it is uncertain or no longer whole."""
    if axis is None or operation.type in _SAME:
        return axis
    old, new = before.shape, after.shape
    if old.rank is None or new.rank is None:
        return None
    if operation.type in _RESHAPED:
        return _after_reshape(old, new, axis)
    if operation.type in _OF_IMAGES:
        return axis if axis == -1 and not _is_channels_first(operation) else None
    sources = _sources(operation, old.rank)
    place = old.rank + axis
    if sources is None or place not in sources:
        return None
    found = sources.index(place) - len(sources)
    return found if old[axis] == new[found] else None


def _after_reshape(old: Any, new: Any, axis: int) -> int | None:
    """Return the axis of the same size before which as many numbers lie together as before."""
    inner = old.as_list()[old.rank + axis + 1 :]
    size = old[axis]
    if size is None or None in inner:
        return None
    for found in sorted(range(-new.rank, 0), key=lambda place: abs(place - axis)):
        rest = new.as_list()[new.rank + found + 1 :]
        if new[found] == size and None not in rest and prod(rest) == prod(inner):
            return found
    return None


def _sources(operation: Any, rank: int) -> list[int | None] | None:
    """Return for each axis of the result the axis that it was; None if that is unknown."""
    if operation.type == "StridedSlice":
        return _sliced(operation, rank)
    given = static_array(operation.inputs[1])
    if given is None:
        return None
    places = [int(place) % rank for place in given.reshape(-1)]
    if operation.type == "Transpose":
        return list(places)
    if operation.get_attr("keep_dims"):
        return [None if place in places else place for place in range(rank)]
    return [place for place in range(rank) if place not in places]


def _sliced(operation: Any, rank: int) -> list[int | None] | None:
    """Return the same for a slice, which may drop axes, add some, and leave some out with an ellipsis."""
    count = operation.inputs[1].shape[0]
    if count is None:
        return None
    masks = {name: operation.get_attr(f"{name}_mask") for name in ("ellipsis", "new_axis", "shrink_axis")}
    at = {name: [bool(mask >> place & 1) for place in range(count)] for name, mask in masks.items()}
    left_out = rank - sum(not (at["new_axis"][i] or at["ellipsis"][i]) for i in range(count))
    sources: list[int | None] = []
    place = 0
    for i in range(count):
        if at["ellipsis"][i]:
            sources += range(place, place + left_out)
            place += left_out
        elif at["new_axis"][i]:
            sources.append(None)
        else:
            sources += [] if at["shrink_axis"][i] else [place]
            place += 1
    return [*sources, *range(place, rank)]


def _is_channels_first(operation: Any) -> bool:
    return bool(operation.type == "AvgPool" and operation.get_attr("data_format") == b"NCHW")
