"""The result of an audit: for each output, whether each loss and metric that reads it gets what it expects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tfcompat._audit.html import as_html

__all__ = ["Audit", "AuditRow"]

Verdict = Literal["right", "wrong", "unknown"]


@dataclass(frozen=True, kw_only=True)
class AuditRow:
    """One loss or metric and the output that it reads, or one part of the data."""

    output: str
    """The name of the output; empty for the only one."""
    reader: str
    """The name of the loss or metric; ``labels``, ``inputs`` or ``sample_weight`` of data."""
    kind: Literal["loss", "metric", "data"]
    gives: str
    """The activation of the output as Keras names it, ``linear`` for none; of labels, their dtype. Empty if unknown."""
    layer: str
    """The layer that applies it; empty if it is unknown."""
    reads: str
    """``logits``, ``probabilities``, ``numbers``, ``classes``, or the encoding of labels; empty if it is unknown."""
    verdict: Verdict
    code: str = ""
    """The code of the mistake; ``tfcompat explain CODE`` explains it."""
    message: str = ""
    """What is wrong and what to do, or why the verdict is unknown."""

    def __str__(self) -> str:
        """Return one line."""
        of = f" of output {self.output!r}" if self.output else ""
        told = f": {self.code} {self.message}".replace(":  ", ": ") if self.message else ""
        return f"{self.verdict:<7}  {self.kind} {self.reader}{of}{told}"


@dataclass(frozen=True, kw_only=True)
class Audit:
    """The result of `audit` for a model. Printing it shows one line per loss and metric; a notebook shows a table.

    ``audit.ok`` is True if nothing is wrong; an unknown verdict is not a mistake.

    Examples:
        >>> import keras
        >>> import tfcompat
        >>> model = keras.Sequential([keras.Input([4]), tfcompat.Logits(3)], name="iris")
        >>> model.compile(loss=tfcompat.SparseSoftmaxCrossEntropy())
        >>> found = tfcompat.audit(model)
        >>> found.ok, found.wrong, found.rows[0].gives, found.rows[0].reads
        (True, (), 'linear', 'logits')
    """

    model: str
    rows: tuple[AuditRow, ...]

    @property
    def wrong(self) -> tuple[AuditRow, ...]:
        """The rows of losses and metrics that get the wrong input, and of data that are wrong."""
        return tuple(row for row in self.rows if row.verdict == "wrong")

    @property
    def unknown(self) -> tuple[AuditRow, ...]:
        """The rows without a certain verdict."""
        return tuple(row for row in self.rows if row.verdict == "unknown")

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong

    @property
    def summary(self) -> str:
        """The name of the model, and how many rows are wrong or unknown."""
        parts = [f"{len(self.wrong)} wrong"] if self.wrong else ["nothing wrong"]
        parts += [f"{len(self.unknown)} not known"] if self.unknown else []
        return f"model {self.model!r}: {', '.join(parts)}"

    def __str__(self) -> str:
        """Return the model, and a line for each loss, metric and part of the data."""
        return "\n".join([self.summary, *(f"  {row}" for row in self.rows)])

    def _repr_html_(self) -> str:
        """Return the table that a notebook shows."""
        return as_html(self.summary, self.rows)
