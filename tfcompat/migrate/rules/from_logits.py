"""TFC105."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat._symbols import KERAS_LOSS_NAMES, KERAS_LOSSES
from tfcompat.migrate.release.signatures import positions, what_stands_at
from tfcompat.migrate.rewrite.call_pair import of_keras
from tfcompat.migrate.rewrite.names_in_scope import reach_tensorflow
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.rewrite.to_successor import on_logits
from tfcompat.migrate.rules._base import Invalid, Rule, Valid
from tfcompat.migrate.rules._keras_doubts import doubt
from tfcompat.migrate.rules._keras_loss_in_use import LossInUse
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.uses import Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat._symbols import Symbol
    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.rewrite.rewrite import Rewrite
    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.syntax.source import Node

__all__ = ["FromLogits"]

_SMOOTHED = (
    "smoothing keeps the sum of the labels, so a gradient that reaches the labels differs; labels that are "
    "data have none"
)
_OLD = "import keras\n{}loss = keras.losses.{}\n"


class FromLogits(Rule):
    """A Keras loss relies on ``from_logits=True``; a forgotten flag silently trains on the wrong loss."""

    CODE = "TFC105"
    NAME = "Keras from_logits"
    MESSAGE = "`{name}` takes logits here, and has to be checked before it is renamed to a loss on logits"
    WORDS = ("rossentropy",)
    NAMES = tuple(path.rpartition(".")[2] for path in KERAS_LOSSES)
    VALID = (
        Valid(source=_OLD.format("", "SparseCategoricalCrossentropy()")),
        Valid(source=_OLD.format("", "binary_crossentropy(y, p, from_logits=False)")),
        Valid(source="from mine import losses\nloss = losses.SparseCategoricalCrossentropy(from_logits=True)\n"),
    )
    INVALID = (
        Invalid(
            source=_OLD.format("", "SparseCategoricalCrossentropy(from_logits=True)"),
            fix="import keras\nimport tfcompat\nloss = tfcompat.SparseSoftmaxCrossEntropy()\n",
        ),
        Invalid(
            source=_OLD.format("", "categorical_crossentropy(y, z, from_logits=True)"),
            fix="import keras\nimport tfcompat\nloss = tfcompat.softmax_cross_entropy(labels=y, logits=z)\n",
        ),
        Invalid(source=_OLD.format("", "sparse_categorical_crossentropy(y, z, True, 2)"), fix=None),
        Invalid(source=_OLD.format("", "BinaryCrossentropy(from_logits=flag)"), fix=None),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield calls that ask for logits."""
        for reference, meaning in file.names.denoted:
            called = reference.call is not None and meaning.certain
            paths = {KERAS_LOSS_NAMES.get(name) for name in meaning.names} if called else set()
            path = paths.pop() if len(paths) == 1 else None
            given = arguments(file.source, reference.call) if reference.call and path else None
            if path is not None and given is not None:
                use = Use(KERAS_LOSSES[path], reference, frozenset(), certain=True)
                yield from self._of_call(file, use, given)

    def _of_call(self, file: File, use: Use, given: list[Argument]) -> Iterator[Finding]:
        bound = _bound(use.symbol, given)
        flag, call, successor = bound.get("from_logits"), use.reference.call, use.symbol.on_logits
        if flag is None or flag.text == "False" or call is None or successor is None:
            return
        try:
            _refuse_unknown(use.symbol, given, flag)
            seen = LossInUse(file.whole, call, use.symbol, bound) if not file.thin else None
            logged = seen.logged if seen is not None else ""
            rewrite = on_logits(file, use, successor, {"from_logits": f"name={logged}"} if logged else {})
            if logged:
                rewrite.notes.append(f"name={logged} keeps the metric's name in logs")
            if use.symbol.reduction == "mean":
                _take_mean(file, use, call, rewrite)
            if "label_smoothing" in bound and use.symbol.labels == "distribution":
                rewrite.doubts.append(_SMOOTHED)
            excluded = doubt(seen, rewrite) if seen is not None else frozenset[str]()
        except RefusedError as refusal:
            yield self.finding(file, use, reason=refusal.reason, code=refusal.code)
        else:
            message = "; ".join([f"`{use.name}` becomes `{rewrite.new_name}`", *rewrite.notes])
            reason = "; ".join(rewrite.doubts) or "Same value and gradients; the new name always takes logits."
            found = self.finding(
                file,
                use,
                applicability="unsafe" if rewrite.doubts else "safe",
                reason=reason,
                rewrite=rewrite,
                message=message,
            )
            differences = tuple(name for name in found.differences if name not in excluded)
            yield replace(found, differences=differences, shape=of_keras(file, use, rewrite, bound))


def _bound(symbol: Symbol, given: list[Argument]) -> dict[str, Argument]:
    """Return the arguments by name, as far as every release reads them alike."""
    positional = [argument for argument in given if not argument.name]
    return {
        **dict(zip(positions(symbol), positional, strict=False)),
        **{argument.name: argument for argument in given if argument.name},
    }


def _refuse_unknown(symbol: Symbol, given: list[Argument], flag: Argument) -> None:
    """Raise an error if the file does not show what a call means."""
    if flag.text != "True":
        raise RefusedError(f"from_logits={flag.text} is only known at run time; choose the loss there")
    known = positions(symbol)
    if sum(not argument.name for argument in given) > len(known):
        raise RefusedError(f"the argument after {known[-1]} is {what_stands_at(symbol, len(known))}; pass it by name")


def _take_mean(file: File, use: Use, call: Node, rewrite: Rewrite) -> None:
    """Take the mean over the last axis, as Keras does and the successor does not."""
    tensorflow, imports = reach_tensorflow(file, use)
    rewrite.imports |= imports
    callee = next(edit for edit in rewrite.edits if (edit.start, edit.end) == use.span)
    rewrite.edits.remove(callee)
    rewrite.edits.append(replace(callee, replacement=f"{tensorflow}.reduce_mean(".encode() + callee.replacement))
    rewrite.insert(call.end_byte, ", axis=-1)")
    rewrite.notes.append("tf.reduce_mean takes the mean over the last axis, as Keras did")
