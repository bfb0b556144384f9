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
        "Moves labels this far towards the uniform distribution (sigmoid: towards 1/2); a number in [0, 1]. "
        "Default: 0, labels as they are."
    ),
    "class_weight": (
        "Weight of the terms of each class: one number for each class along ``axis``, or a dict from class id to "
        "number, where a class that is left out has weight 1. A variable is read at each call, and saved by its value. "
        "Default: None, 1."
    ),
    "pos_weight": (
        "Weight of the positive term: a number, or one for each class along ``axis``, or a tensor of the rank of "
        "``logits``, each size theirs or 1. A variable is read at each call, and saved by its value. Default: None, 1."
    ),
    "ignore_class": (
        "Class id, or several, whose examples do not count: loss and gradient are exactly 0, whatever their logits "
        "hold. The id may lie outside ``[0, num_classes)``. Default: None."
    ),
    "focal_gamma": (
        "Exponent of the focal factor, which lets easy examples count less; a number of at least 0. Default: 0, none."
    ),
    "temperature": "What the logits are divided by; a positive number. Default: 1.",
    "z_loss": "Weight of the squared logsumexp of the logits, which keeps them small; at least 0. Default: 0.",
    "class_reduction": (
        "From one loss for each class to one for each example: ``'mean'``, ``'sum'``, or None for neither. "
        "Default: ``'mean'``."
    ),
    "check_logits": (
        "What to do when probabilities come in the place of logits: ``'warn'`` (once), ``'error'`` or ``'off'``. "
        "Default: ``'warn'``."
    ),
    "chunk_size": (
        "How many examples have their logits computed at a time: a positive int, or ``'auto'``, as many as keep them "
        f"near {4 * MOST // 2**20} MiB in float32, or {4 * MOST_IN_XLA // 2**20} MiB under XLA, and at least {FEWEST}. "
        "A Loss takes None too: all at once. Default: ``'auto'``; of a Loss: None."
    ),
    "reduction": (
        "``'sum_over_batch_size'`` or ``'mean'`` (the mean over all losses that no mask hides), "
        "``'mean_with_sample_weight'`` (divided by the sum of the weights), ``'sum_by_nonzero_weights'`` (divided by "
        "the number of weights that are not 0: TensorFlow 1's default), ``'sum'``, or ``'none'`` or None."
    ),
    "name": "Name of the loss and of its scope; a string.",
    "dtype": (
        "What to compute in: ``'float32'``, ``'float64'``, or None for the dtype of the logits, "
        "half precision as float32."
    ),
}

_SECTIONS = {
    "maths of a loss": r"""
.. math:: L = \frac{1}{n} \sum_i w_i \ell_i

with the losses :math:`\ell_i` of the function, in nats, the weights :math:`w_i` of ``sample_weight``, and :math:`n`
what the reduction divides by.
""",
    "what else it takes": """
RaggedTensors give a RaggedTensor of the same rows. Symbolic tensors of Keras give a symbolic tensor: the call is then a
layer of the functional model.
""",
    "how the fused form computes": """
The logits of some examples at a time are computed, used and forgotten; the gradient computes them once more. So the
memory grows with the inputs, and not with examples times classes. The gradient is that of the loss whatever is to come
after it; it reaches inputs, kernel, bias and, where they are a distribution, labels.
""",
    "chunks of a loss": """
With ``chunk_size`` over a `Logits` layer, whose output it must be given as it is, logits are computed for some
examples at a time and never held as a whole; the gradients are taken with the loss. It needs a graph, as `fit` makes
one, dense inputs of the layer, and metrics that do the same, those of `tfcompat.metrics`. Elsewhere all logits are
held, the number is the same, and a warning says so once.

The loss is then no function of the logits that the layer returned: ``tape.gradient(loss, logits)`` is None, as for any
tensor that a loss does not depend on. Gradients to the inputs, the weights and everything before them are right; for
those to the logits (some saliency maps) use ``chunk_size=None``.
""",
    "use of an endpoint": """
Called on one list, ``[logits, labels]`` or ``[logits, labels, sample_weight]``, the layer adds the loss to those of the
model, which is compiled without one, and returns the logits as they are. Labels reach it as they are given: class ids
stay integers. A model that only predicts needs none: give it None for an ``Input(optional=True)`` (Keras 3.12 or
tf_keras 2.21).
""",
    "contract of an endpoint": """
Returns:
    Called: the logits that it is given.

Raises:
    TypeError: A keyword is not one of these; the layer is called on something else than such a list.
    ValueError: As the Loss does; ``reduction`` makes more than one number; or there are no labels in training.
""",
    "contract of a loss": """
Returns:
    Called as ``loss(y_true, y_pred, sample_weight=None, *, normalizer=None)``: a scalar, or one loss for each example
    where ``reduction`` is none; float64 for float64 logits, else float32.

Raises:
    TypeError: A keyword is not one of these, or the logits are not floating point.
    ValueError: A keyword is out of its range or none of its choices; shapes do not fit; labels lie where none may
        (all are checked in the first batch, and after it the first elements of each; in a graph, a sample of each
        batch); probabilities come in the place of logits, with ``check_logits='error'``.
    InvalidArgumentError: The same of shapes, labels and class ids, where only running the graph tells.
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
    "class_weight": "one number for each class, or a dict from class id to number",
    "pos_weight": "a number, or one for each class",
}
_NUMBERS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "label_smoothing": (lambda e: 0 <= e <= 1, "a number in [0, 1]"),
    "focal_gamma": (lambda g: 0 <= g < float("inf"), "a number of at least 0"),
    "temperature": (lambda t: _LEAST_TEMPERATURE <= t < float("inf"), "a positive number"),
    "z_loss": (lambda z: 0 <= z < float("inf"), "a number of at least 0"),
}


def describe(documented: Documented) -> Documented:
    """Fill the lines ``{keyword}`` and ``{section of a loss}`` of a docstring in with the one text of each."""

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
    """Refuse the value of a shared keyword that is out of its range, or none of its choices."""
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
    """Refuse weights that are no numbers, or below 0; a tensor or variable is the user's own to check."""
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
