"""Mutants that no test can notice, or need not, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from support.broken_source import Mutant


class Explained(NamedTuple):
    """A mutant by its file, what is replaced, and its line as it is then; and why it may survive."""

    file: str
    old: str
    within: str
    why: str


EXPLAINED: tuple[Explained, ...] = (
    Explained(
        "tfcompat/migrate/rewrite/both_releases.py",
        '""',
        "return None",
        "Callers only ask whether the reason is empty, and mypy rejects None as a str.",
    ),
    Explained(
        "tfcompat/migrate/rewrite/python_2.py",
        "1",
        "line = min(error.lineno or 2, len(lines))",
        "Python names no line only if the text has a null byte: then the line that is shown is a guess.",
    ),
    Explained(
        "tfcompat/migrate/rewrite/long_lines.py",
        "False",
        "return None  # it already has black's layout",
        "Callers only ask whether it is true, and mypy rejects None as a bool.",
    ),
    Explained(
        "tfcompat/losses/_base.py",
        '"none"',
        "self.reduction = 'Xnone'",
        "Only tf_keras calls a class that is given to compile, and test_functions_in_compile.py notices it there.",
    ),
    Explained(
        "tfcompat/losses/distillation.py",
        "-",
        "def _distillation(labels: Any, logits: Any, *, axis: int = 1, temperature: float = 1.0) -> tf.Tensor:",
        "The Loss passes the axis in each call.",
    ),
    Explained(
        "tfcompat/_kernels/_choice.py",
        '"TensorFlow\'s operation"',
        'OPERATION = "XTensorFlow\'s operation"',
        "The text is for people; code compares the member.",
    ),
    Explained(
        "tfcompat/_kernels/_sums.py",
        "<=",
        "return max(shapes, key=lambda shape: (shape[0] < _MOST_BLOCKS, prod(shape) == classes, "
        "prod(shape) // _SMALL_REST))",
        "Any of the shapes gives the sum; they differ in speed.",
    ),
)


def explained(file: str, mutant: Mutant) -> str:
    """Why a mutant may survive, or an empty string."""
    key = (file, mutant.old, mutant.within.strip())
    return next((one.why for one in EXPLAINED if one[:3] == key), "")
