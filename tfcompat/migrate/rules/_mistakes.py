"""What the rules about mistakes share: a place, words for it, and the losses of a file with what they are given."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from tfcompat._codes import Code
from tfcompat._symbols import CROSS_ENTROPY_OF_STRING, PROBABILITIES, REWRITTEN, mistake
from tfcompat.migrate.rules._base import Rule
from tfcompat.migrate.rules._loss_calls import loss_calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.dataflow import Output
    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.rules._loss_calls import LossCall
    from tfcompat.migrate.syntax.source import Node

__all__ = ["LossRule", "Mistake", "line_of", "made_at"]


_STEMS = ("rossentropy", "rossEntropy", "ross_entropy", "ross_Entropy")
_ON_LOGITS = {
    row.path.rpartition(".")[2] for row in REWRITTEN.values() if {"logits", "y_pred"} & {*row.arguments.values()}
}
_STRINGS = {f"{quote}{string}{quote}" for string in CROSS_ENTROPY_OF_STRING for quote in ("'", '"')}
_WORDS = (
    *_STEMS,
    *("log_loss", "ivergence", "'kld'", '"kld"'),
    *PROBABILITIES,
    *(name for name in sorted({*_ON_LOGITS, *_STRINGS}) if not any(stem in name for stem in _STEMS)),
)
"""The names of losses, also of a person's own, and those of activations."""


class Mistake(Rule):
    """A rule of ``tfcompat check``: what it finds is wrong whatever TensorFlow it is for, and changes no name."""

    MISTAKE: ClassVar[bool] = True
    WORDS = _WORDS


class LossRule(Mistake, ABC):
    """A rule about what a loss is given."""

    def check(self, file: File) -> Iterator[Finding]:
        """Yield losses that are given what they do not read."""
        for call in loss_calls(file.whole):
            if self.is_about(call):
                yield from self.of_call(file.whole, call)

    def is_about(self, call: LossCall) -> bool:
        """Return whether the loss is given what this rule is about, as the table of mistakes says."""
        output = call.output
        if output is None or call.read_as:
            return False
        code = mistake(call.family, call.reads, output.kind, output.units)
        return code == self.CODE and (call.strict or code == Code.LOGITS_AS_PROBABILITIES)

    @abstractmethod
    def of_call(self, file: File, call: LossCall) -> Iterator[Finding]:
        """Yield findings about one loss."""


def line_of(file: File, node: Node) -> str:
    """Return where a node stands, for a sentence."""
    line, _ = file.source.position(node.start_byte)
    return f"line {line}"


def made_at(file: File, output: Output) -> str:
    """Return where an output is made, for a sentence."""
    return output.far or line_of(file, output.node)
