"""TFC104."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat.migrate.options import Options
from tfcompat.migrate.release.evidence import of_home
from tfcompat.migrate.rewrite.reading import read
from tfcompat.migrate.rules._base import Invalid, Rule, Valid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.release.evidence import Generation
    from tfcompat.migrate.release.signatures import Reading
    from tfcompat.migrate.uses import Use

__all__ = ["ArgumentOrder"]

_OLD = "import tensorflow as tf\nloss = tf.nn.sigmoid_cross_entropy_with_logits(a, b)\n"
_NEW = "import tensorflow as tf\nimport tfcompat\nloss = tfcompat.sigmoid_cross_entropy({})\n"
_WIDTH = 32


class ArgumentOrder(Rule):
    """The order of positional labels and logits changed between releases: a call's meaning depends on its age.

    TensorFlow 0.12 took the logits first, TensorFlow 1 took keywords only, TensorFlow 2 takes the labels first. A call
    that is read in the wrong order trains without an error.
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
        """Yield calls that the possible eras read differently."""
        for use in file.calls:
            call = read(file, use)
            if call is not None and call.ambiguous and use.symbol.action != "manual":
                shown = _readings(file.options.era, _possible(file, use, call.readings))
                yield self.finding(file, use, reason=f"{shown}. {_advice(file, use)}")


def _advice(file: File, use: Use) -> str:
    """Return how to choose: with the options that make the call unambiguous, or with keywords if none does."""
    deciding = [f"--era {era}" for era in _generations(file, use) if _decides(file, use, era)]
    if not deciding:
        return "No --era decides: write keywords"
    return f"Choose with {' or '.join(deciding)}, or write keywords"


def _generations(file: File, use: Use) -> tuple[Generation, ...]:
    """Return the releases that the code may have been written for: tensorflow.compat.v1, say, came long after 0.12."""
    home, shown = of_home(use.homes), file.evidence
    if home:
        return (home,)
    if shown.doubt or shown.generation is None:
        return ("tf0.12", "tf1", "tf2")
    return ("tf2",) if shown.generation == "tf2" else ("tf0.12", "tf1")


def _possible(file: File, use: Use, readings: list[Reading]) -> list[Reading]:
    """Return the readings of the releases that may have run the file.

    For tensorflow.compat.v1, this includes TensorFlow 2.
    """
    possible = {*_generations(file, use), *(["tf2"] if of_home(use.homes) == "tf1" else [])}
    return [reading for reading in readings if reading.era.generation in possible] or readings


def _decides(file: File, use: Use, era: Generation) -> bool:
    """Return whether an option leaves exactly one reading of the call."""
    call = read(file.under(replace(file.options, era=era)), use)
    return call is not None and not call.ambiguous and {reading.era.generation for reading in call.readings} == {era}


def _readings(era: str, readings: list[Reading]) -> str:
    """Return each reading once, oldest release first."""
    releases: dict[str, list[str]] = {}
    for reading in readings:
        arguments = ", ".join(f"{name}={_short(argument.text)}" for name, argument in reading.bound.items())
        releases.setdefault(arguments, []).extend((reading.era.first, reading.era.last))
    shown = [f"TensorFlow {_span(seen[0], seen[-1])} reads ({arguments})" for arguments, seen in releases.items()]
    if era not in ("auto", *(reading.era.generation for reading in readings)):
        shown.insert(0, f"{era} accepts no such call")
    return "; ".join(shown)


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 3]}..."
