"""Shared parts of the rules about mistakes: a place, words for it, and the losses of a file with their inputs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from tfcompat._codes import Code
from tfcompat._symbols import CROSS_ENTROPY_OF_STRING, OUR_LOSSES, PROBABILITIES, REWRITTEN, mistake
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
_OURS = {name for loss in OUR_LOSSES for name in (loss.name, loss.function)}
_STRINGS = {f"{quote}{string}{quote}" for string in CROSS_ENTROPY_OF_STRING for quote in ("'", '"')}
_WORDS = (
    *_STEMS,
    *("log_loss", "ivergence", "'kld'", '"kld"'),
    *PROBABILITIES,
    *(name for name in sorted({*_ON_LOGITS, *_OURS, *_STRINGS}) if not any(stem in name for stem in _STEMS)),
)
"""The names of losses, including user-defined ones, and those of activations."""


class Mistake(Rule):
    """A rule of ``tfcompat check``: its findings are wrong with every TensorFlow, and change no name."""

    MISTAKE: ClassVar[bool] = True
    WORDS = _WORDS


class LossRule(Mistake, ABC):
    """A rule about the input of a loss."""

    def check(self, file: File) -> Iterator[Finding]:
        """Yield losses with the wrong input."""
        for call in loss_calls(file.whole):
            if self.is_about(call):
                yield from self.of_call(file.whole, call)

    def is_about(self, call: LossCall) -> bool:
        """Return whether the loss gets what this rule is about, according to the table of mistakes."""
        output = call.output
        if output is None or call.read_as:
            return False
        code = mistake(call.family, call.reads, output.kind, output.units)
        return code == self.CODE and (call.strict or code == Code.LOGITS_AS_PROBABILITIES)

    @abstractmethod
    def of_call(self, file: File, call: LossCall) -> Iterator[Finding]:
        """Yield findings about one loss."""


def line_of(file: File, node: Node) -> str:
    """Return the place of a node, for a sentence."""
    line, _ = file.source.position(node.start_byte)
    return f"line {line}"


def made_at(file: File, output: Output) -> str:
    """Return the place of an output, for a sentence."""
    return output.far or line_of(file, output.node)
