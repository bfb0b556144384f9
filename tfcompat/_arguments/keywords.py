"""The keywords that the losses share: each described once and checked once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from numbers import Integral, Real
from textwrap import fill, indent
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from tfcompat._arguments.chunk_sizes import FEWEST, MOST, MOST_IN_XLA
from tfcompat._arguments.tensors import as_axis, is_tensor

if TYPE_CHECKING:
    from collections.abc import Callable

Documented = TypeVar("Documented", bound="Callable[..., Any]")

_DESCRIPTIONS = {
    "axis": "The class axis of ``logits``; an int. Default: -1, the last.",
    "label_smoothing": (
        "How far labels are moved towards the uniform distribution (sigmoid: towards 1/2); a number in [0, 1]. "
        "Default: 0, no smoothing."
    ),
    "class_weight": (
        "Weight of the terms of each class: one number per class along ``axis``, or a dict from class id to number, in "
        "which a missing class has weight 1. A variable is read at each call and saved as its current value. "
        "Default: None, all weights 1."
    ),
    "pos_weight": (
        "Weight of the positive term: a number, one number per class along ``axis``, or a tensor that has the rank of "
        "``logits`` and broadcasts to it. A variable is read at each call and saved as its current value. "
        "Default: None, weight 1."
    ),
    "ignore_class": (
        "Class id, or several, whose examples do not count: their loss and gradient are exactly 0, even if their "
        "logits are NaN. The id may be outside ``[0, num_classes)``. Default: None."
    ),
    "focal_gamma": (
        "Exponent of the focal factor, which reduces the weight of easy examples; a number of at least 0. "
        "Default: 0, no focal factor."
    ),
    "temperature": "Divisor of the logits; a positive number. Default: 1.",
    "z_loss": "Weight of the squared logsumexp of the logits, a penalty that keeps them small; at least 0. Default: 0.",
    "class_reduction": (
        "How the losses of the classes of an example are reduced to one loss per example: ``'mean'``, ``'sum'``, or "
        "None to keep one loss per class. Default: ``'mean'``."
    ),
    "check_logits": (
        "What to do if the loss gets probabilities instead of logits: ``'warn'`` (once), ``'error'`` or ``'off'``. "
        "Default: ``'warn'``."
    ),
    "chunk_size": (
        "How many examples have their logits computed at a time: a positive int, or ``'auto'``, which keeps the logits "
        f"of a chunk near {4 * MOST // 2**20} MiB in float32 ({4 * MOST_IN_XLA // 2**20} MiB under XLA), with at least "
        f"{FEWEST} examples. None, for Losses only, computes all logits at once. Default: ``'auto'`` for functions, "
        "None for Losses."
    ),
    "reduction": (
        "``'sum_over_batch_size'`` or ``'mean'`` (the mean over all losses that are not masked), "
        "``'mean_with_sample_weight'`` (divided by the sum of the weights), ``'sum_by_nonzero_weights'`` (divided by "
        "the number of weights that are not 0: TensorFlow 1's default), ``'sum'``, or ``'none'`` or None."
    ),
    "normalizer": (
        "``'global'`` divides the sum over all replicas by the divisor of all replicas, so that replicas with fewer "
        "examples weigh less. None gives each replica its own mean. Needs a reduction with a divisor. Default: None."
    ),
    "name": "Name of the loss and of its name scope; a string.",
    "dtype": (
        "Dtype to compute in: ``'float32'``, ``'float64'``, or None for the dtype of the logits (float32 for half "
        "precision)."
    ),
}

_SECTIONS = {
    "maths of a loss": r"""
.. math:: L = \frac{1}{n} \sum_i w_i \ell_i

where :math:`\ell_i` are the losses that the function computes, in nats, :math:`w_i` are the weights in
``sample_weight``, and :math:`n` is the divisor of the reduction.
""",
    "what else it takes": """
For RaggedTensors, the result is a RaggedTensor with the same rows. For symbolic Keras tensors, it is a symbolic tensor:
the call becomes a layer of the functional model.
""",
    "how the fused form computes": """
The logits are computed for some examples at a time, used and discarded; the gradient computes them again. Memory
therefore grows with the inputs, not with examples times classes. The gradient is exact for any later use of the losses.
It reaches inputs, kernel and bias, and also the labels if they are a distribution.
""",
    "chunks of a loss": """
With ``chunk_size``, and given the unchanged output of a `Logits` layer, the logits are computed for some examples at a
time and never kept in memory as a whole. The gradients are computed together with the loss. This needs a graph (such as
`fit` builds), dense inputs to the layer, and metrics that work on chunks too: those in `tfcompat.metrics`. Otherwise
all logits are kept in memory, the value is the same, and a warning gives the reason once.

With chunks, the loss does not depend on the logits that the layer returned: ``tape.gradient(loss, logits)`` is None.
Gradients to the inputs, the weights and everything before them are correct. For gradients to the logits (some saliency
maps), use ``chunk_size=None``.
""",
    "use of an endpoint": """
Call the layer on one list, ``[logits, labels]`` or ``[logits, labels, sample_weight]``. It adds the loss to the losses
of the model and returns the logits unchanged; compile the model without a loss. Labels are not cast: class ids stay
integers. A model that only predicts needs no labels: pass None for an ``Input(optional=True)`` (Keras 3.12 or tf_keras
2.21).
""",
    "contract of an endpoint": """
Returns:
    The logits, unchanged, when it is called.

Raises:
    TypeError: A keyword is unknown, or the layer is called on anything other than such a list.
    ValueError: The Loss raises it; ``reduction`` gives more than one number; or there are no labels in training.
""",
    "contract of a loss": """
Returns:
    A scalar from ``loss(y_true, y_pred, sample_weight=None, *, normalizer=None)``, or one loss per example if
    ``reduction`` is none; float64 for float64 logits, otherwise float32.

Raises:
    TypeError: A keyword is unknown, or the logits are not floating point.
    ValueError: A keyword is out of its range or not one of its choices; the shapes do not match; a label is out of
        range (the first batch is checked completely, later batches in their first elements; in a graph, a sample of
        each batch is checked); or the loss gets probabilities instead of logits, with ``check_logits='error'``.
    InvalidArgumentError: Shapes, labels or class ids are wrong, and this is known only when the graph runs.
""",
}

REDUCTIONS = ("sum_over_batch_size", "mean", "mean_with_sample_weight", "sum_by_nonzero_weights", "sum", "none", None)

_CHOICES: dict[str, tuple[str | None, ...]] = {
    "reduction": REDUCTIONS,
    "class_reduction": ("mean", "sum", None),
    "check_logits": ("warn", "error", "off"),
}
_LEAST_TEMPERATURE = 2.0**-126  # what float32 holds without losing digits
_WEIGHTS = {
    "class_weight": "one number per class, or a dict from class id to number",
    "pos_weight": "a number, or one number per class",
}
_NUMBERS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "label_smoothing": (lambda e: 0 <= e <= 1, "a number in [0, 1]"),
    "focal_gamma": (lambda g: 0 <= g < float("inf"), "a number of at least 0"),
    "temperature": (lambda t: _LEAST_TEMPERATURE <= t < float("inf"), "a positive number"),
    "z_loss": (lambda z: 0 <= z < float("inf"), "a number of at least 0"),
}


def describe(documented: Documented) -> Documented:
    """Replace the lines ``{keyword}`` and ``{section of a loss}`` of a docstring by their shared texts."""

    def entry(match: re.Match[str]) -> str:
        margin, keyword = match.groups()
        text = f"{keyword}: {_DESCRIPTIONS[keyword]}"
        return fill(text, 120, initial_indent=margin, subsequent_indent=f"{margin}    ", break_on_hyphens=False)

    def section(match: re.Match[str]) -> str:
        margin, name = match.groups()
        return indent(_SECTIONS[name].strip("\n"), margin)

    text = re.sub(r"^( *)\{(\w+)\}$", entry, documented.__doc__ or "", flags=re.MULTILINE)
    documented.__doc__ = re.sub(r"^( *)\{([\w ]+)\}$", section, text, flags=re.MULTILINE)
    return documented


def check_keywords(**keywords: Any) -> None:
    """Refuse the value of a shared keyword that is out of its range, or not one of its choices."""
    for keyword, value in keywords.items():
        if keyword in _NUMBERS:
            holds, wanted = _NUMBERS[keyword]
            if not isinstance(value, Real):
                raise TypeError(f"{keyword} must be {wanted}, got {value!r}.")
            if not holds(value):
                raise ValueError(f"{keyword} must be {wanted}, got {value!r}.")
        elif keyword in _CHOICES and value not in _CHOICES[keyword]:
            choices = ", ".join(map(repr, _CHOICES[keyword]))
            raise ValueError(f"{keyword} must be one of {choices}, got {value!r}.")
        elif keyword == "axis":
            as_axis(value)
        elif keyword in _WEIGHTS and value is not None and not is_tensor(value):
            _check_weights(keyword, value)
        elif keyword == "ignore_class" and not _are_ids(value):
            raise TypeError(f"ignore_class must be a class id or several, that is integers, got {value!r}.")


def _check_weights(keyword: str, value: Any) -> None:
    """Refuse weights that are not numbers, or are below 0; tensors and variables are not checked."""
    given = [number for number in value.values() if not is_tensor(number)] if isinstance(value, Mapping) else value
    numbers = np.asarray(given, float if isinstance(value, Mapping) and not given else None)
    if numbers.dtype.kind not in "biuf":
        raise TypeError(f"{keyword} must be {_WEIGHTS[keyword]}, got {value!r}.")
    if not (np.isfinite(numbers) & (numbers >= 0)).all():
        raise ValueError(f"{keyword} must hold finite numbers of at least 0, got {value!r}.")


def _are_ids(value: Any) -> bool:
    """Return whether a value is None, an integer, or a collection or array of integers."""
    if value is None or isinstance(value, Integral):
        return True
    each = value.tolist() if hasattr(value, "tolist") else value
    several = isinstance(each, Collection) and not isinstance(each, Mapping | str | bytes)
    return several and all(isinstance(one, Integral) for one in each)
