"""TFC104."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate._file import Options
from tfcompat.migrate._reading import read
from tfcompat.migrate.rules._base import Invalid, Rule, Valid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate._calls import Reading
    from tfcompat.migrate._file import File
    from tfcompat.migrate._finding import Finding

__all__ = ["ArgumentOrder"]

_OLD = "import tensorflow as tf\nloss = tf.nn.sigmoid_cross_entropy_with_logits(a, b)\n"
_NEW = "import tensorflow as tf\nimport tfcompat\nloss = tfcompat.sigmoid_cross_entropy({})\n"
_WIDTH = 32


class ArgumentOrder(Rule):
    """Positional labels and logits changed places between releases: what a call means depends on when it was written.

    TensorFlow 0.12 took the logits first, TensorFlow 1 took keywords only, TensorFlow 2 takes the labels first. A call
    that is read the wrong way round trains without an error.
    """

    CODE = "TFC104"
    NAME = "argument order unknown"
    MESSAGE = "which argument of `{name}` is which depends on the release it was written for"
    VALID = (
        Valid(source="import tensorflow as tf\nx = tf.losses.sparse_softmax_cross_entropy(ids, logits)\n"),
        Valid(source="import tensorflow as tf\nx = tf.nn.sigmoid_cross_entropy_with_logits(labels=a, logits=b)\n"),
        Valid(source="import tensorflow as tf\nx = tf.nn.sigmoid_cross_entropy_with_logits(a, logits=b)\n"),
    )
    INVALID = (
        Invalid(source=_OLD, fix=None),
        Invalid(source=_OLD, fix=None, options=Options(era="tf1")),
        Invalid(source=_OLD, fix=_NEW.format("logits=a, labels=b"), options=Options(era="tf0.12")),
        Invalid(source=_OLD, fix=_NEW.format("labels=a, logits=b"), options=Options(era="tf2")),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Calls that the eras in question read differently."""
        for use in file.calls:
            call = read(file, use)
            if call is not None and call.ambiguous:
                yield self.finding(file, use, reason=_readings(file.options.era, call.readings))


def _readings(era: str, readings: list[Reading]) -> str:
    """Each reading once, oldest release first, and how to choose."""
    releases: dict[str, list[str]] = {}
    for reading in readings:
        arguments = ", ".join(f"{name}={_short(argument.text)}" for name, argument in reading.bound.items())
        releases.setdefault(arguments, []).extend((reading.era.first, reading.era.last))
    shown = [f"TensorFlow {_span(seen[0], seen[-1])} reads ({arguments})" for arguments, seen in releases.items()]
    if era not in ("auto", *(reading.era.generation for reading in readings)):
        shown.insert(0, f"{era} accepts no such call")
    return f"{'; '.join(shown)}. Choose with --era tf0.12 or --era tf2, or write keywords"


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 3]}..."
