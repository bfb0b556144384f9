"""Check labels on the host, where an error can name the wrong label; uses only NumPy, so it needs no device."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

__all__ = ["Wrong", "first_wrong", "validate_labels"]

_ENDLESS = -1  # tf.data.INFINITE_CARDINALITY
_TOLERANCE = 1e-2  # of a row's sum: half precision and long rows round, and mistakes are larger
_FEWEST_ROWS = 8  # a few rows of ids 0 and 1 may look one-hot by chance
_SWAPPED = "Are these logits, and labels and logits swapped?"


def validate_labels(labels: Any, num_classes: int, *, kind: str = "ids", ignore_class: Any = None) -> None:
    """Raise an error that names the first wrong label and its position, if there is one.

    Code compiled by XLA, and kernels on a GPU, cannot raise errors: there, a class id out of range gives NaN. This
    function checks every label beforehand, on the host. Batches and elements are counted from 0.

    Args:
        labels: An array or a tensor; or a ``tf.data.Dataset`` or another iterable of batches, each of them only labels,
            or a tuple ``(x, labels)`` or ``(x, labels, sample_weight)``. Any real dtype.
        num_classes: The number of classes K; a positive int.
        kind: ``'ids'`` (in ``[0, K)``, for `sparse_softmax_cross_entropy`), ``'distribution'`` (rows of K numbers that
            sum to 1, for `softmax_cross_entropy`) or ``'independent'`` (rows of K numbers, each in [0, 1], for
            `sigmoid_cross_entropy`). Default: ``'ids'``.
        ignore_class: Class id, or several, of examples that do not count; only for ``'ids'``. Default: None.

    Raises:
        ValueError: A label is wrong, there are no labels, or another argument is invalid.
        TypeError: The labels are not numbers, or have no values yet.

    Examples:
        >>> validate_labels([0, 2, 1], num_classes=3)
        >>> validate_labels([[1, 2], [3, 3]], num_classes=3)
        Traceback (most recent call last):
        ...
        ValueError: labels[1, 0] is 3, but class ids must lie in [0, 3). If ids start at 1 here, subtract 1.

    References:
        TensorFlow issue 8484, on class ids out of range that become NaN if no error can be raised.
    """
    num_classes = _positive(num_classes)
    if kind not in ("ids", "distribution", "independent"):
        raise ValueError(f"kind must be one of 'ids', 'distribution', 'independent', got {kind!r}.")
    if ignore_class is not None and kind != "ids":
        raise ValueError(f"ignore_class is only for class ids: use it with kind='ids', not with {kind!r}.")
    if isinstance(ignore_class, AbstractSet | range):
        ignore_class = sorted(ignore_class)
    ignored = np.ravel([] if ignore_class is None else ignore_class)
    least: float = num_classes
    looked = False
    for array, where in _arrays(labels):
        looked = True
        least = array.min(initial=least)
        wrong = first_wrong(array, num_classes, kind, ignored, least)
        if wrong:
            raise ValueError(
                where.format(index=list(wrong.at) or "") + f" {wrong.fact} {wrong.advice or wrong.keyword}".rstrip()
            )
    if not looked:
        raise ValueError("there are no labels to check; a generator can be read only once.")


def _positive(num_classes: Any) -> int:
    if not isinstance(num_classes, int | np.integer) or num_classes < 1:
        raise ValueError(f"num_classes must be a positive int, got {num_classes!r}.")
    return int(num_classes)


class Wrong(NamedTuple):
    """The position of the first wrong label in an array, and what is wrong with it."""

    at: tuple[int, ...]
    fact: str
    advice: str = ""
    """What to do, if that does not depend on who asks."""
    keyword: str = ""
    """The advice of `validate_labels` otherwise, which names its arguments."""


def first_wrong(labels: NDArray[Any], classes: int, kind: str, ignored: NDArray[Any], least: float = 0) -> Wrong | None:
    """Return the first wrong label, with the arguments of `validate_labels`; `least` is the least id seen so far."""
    return _wrong_id(labels, classes, ignored, least) if kind == "ids" else _wrong_row(labels, classes, kind)


def _wrong_id(ids: NDArray[Any], classes: int, ignored: NDArray[Any], least: float) -> Wrong | None:
    if _is_one_hot(ids, classes):
        fact = f"are one-hot rows of {classes}, but class ids are expected."
        return Wrong((), fact, keyword="Pass kind='distribution', or take the argmax.")
    index = _first(np.isinf(ids) | (ids != np.floor(ids))) if ids.dtype.kind == "f" else None
    if index is not None:
        return Wrong(index, f"is {ids[index]}, but class ids are whole numbers.", _SWAPPED)
    index = _first(((ids < 0) | (ids >= classes)) & ~np.isin(ids, ignored))
    if index is None:
        return None
    found = int(ids[index])
    fact = f"is {found}, but class ids must lie in [0, {classes})."
    if found == classes and least == 1:
        return Wrong(index, fact, "If ids start at 1 here, subtract 1.")
    more = f"Pass num_classes={found + 1} if there are that many classes, or " if found > 0 else "Pass "
    return Wrong(index, fact, keyword=more + f"ignore_class={found} if it marks examples that do not count.")


def _is_one_hot(ids: NDArray[Any], classes: int) -> bool:
    """Whether ids are in fact one-hot rows: each has a single 1."""
    if ids.ndim < 2 or ids.shape[-1] != classes or classes < 3 or not ids.size:
        return False
    many = ids.dtype.kind == "f" or ids.size >= _FEWEST_ROWS * classes
    return many and bool(((ids == 0) | (ids == 1)).all() and (ids.sum(axis=-1) == 1).all())


def _wrong_row(labels: NDArray[Any], classes: int, kind: str) -> Wrong | None:
    """The first label that is not a probability, or row that is not a distribution."""
    single = kind == "independent" and classes == 1  # whose class axis may be left out
    if not single and (labels.ndim == 0 or labels.shape[-1] != classes):
        fact = f"have shape {labels.shape}, but {kind} labels have {classes} numbers on the last axis."
        return Wrong((), fact, keyword="For class ids pass kind='ids'." if labels.dtype.kind in "iu" else "")
    index = _first(~((labels >= 0) & (labels <= 1)))
    if index is not None:
        binary = labels[index] == -1 and kind == "independent"
        advice = "To turn labels -1 and 1 into 0 and 1, write (labels + 1) / 2." if binary else _SWAPPED
        return Wrong(index, f"is {labels[index]}, but probabilities must lie in [0, 1].", advice)
    if kind == "independent":
        return None
    sums = labels.sum(axis=-1, dtype=np.float64)
    index = _first(abs(sums - 1) > _TOLERANCE)
    if index is None:
        return None
    fact = f"sums to {sums[index]:g}, but a distribution must sum to 1."
    return Wrong(index, fact, keyword="For independent classes pass kind='independent'.")


def _first(wrong: NDArray[np.bool_]) -> tuple[int, ...] | None:
    """The index of the first true element."""
    return tuple(map(int, np.unravel_index(np.argmax(wrong), wrong.shape))) if wrong.any() else None


def _arrays(labels: Any) -> Iterator[tuple[NDArray[Any], str]]:
    """The labels as arrays, and the name of an element of each."""
    if isinstance(labels, tuple) or _is_array(labels):
        yield _numbers(labels), "labels{index}"
        return
    for number, element in enumerate(_elements(labels)):
        array = _numbers(element)
        yield array, f"labels{{index}} of batch {number}" if array.ndim else f"label {number}"


def _is_array(labels: Any) -> bool:
    """Whether these are labels themselves, not a collection of batches."""
    if isinstance(labels, list):
        return bool(labels) and not any(isinstance(item, tuple) or hasattr(item, "__array__") for item in labels)
    return hasattr(labels, "__array__") or hasattr(labels, "flat_values") or isinstance(labels, int | float)


def _elements(labels: Any) -> Iterable[Any]:
    """The elements of an iterable, or of an object with only a length and an index, such as a Keras Sequence."""
    if hasattr(labels, "cardinality") and int(labels.cardinality()) == _ENDLESS:
        raise ValueError("labels is a Dataset that repeats forever. Pass it before repeat(), or pass take(n) of it.")
    if hasattr(labels, "__getitem__") and not isinstance(labels, Mapping):
        return (labels[i] for i in range(len(labels)))
    if hasattr(labels, "__iter__") and not isinstance(labels, Mapping):
        elements: Iterable[Any] = labels
        return elements
    raise TypeError(
        f"labels must be an array, a tensor, a Dataset or an iterable of batches, got {type(labels).__name__}."
    )


def _numbers(element: Any) -> NDArray[Any]:
    """The labels of an element as an array of numbers."""
    if isinstance(element, tuple):
        if len(element) not in (2, 3):
            raise ValueError(f"a tuple must be (x, labels) or (x, labels, sample_weight), got one of {len(element)}.")
        element = element[1]
    element = getattr(element, "flat_values", element)  # of a ragged tensor
    try:
        array = np.asarray(element)
    except (NotImplementedError, TypeError, ValueError):
        raise TypeError(
            f"labels must have values and one shape, got {type(element).__name__}. "
            "Call validate_labels outside of tf.function and of models."
        ) from None
    if array.dtype.name == "bfloat16":  # NumPy does not know that it is a number
        array = array.astype(np.float32)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"labels must be numbers, got {type(element).__name__} of dtype {array.dtype}.")
    return array.astype(np.uint8) if array.dtype.kind == "b" else array
