"""TFC105."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat._symbols import KERAS_LOSS_NAMES, KERAS_LOSSES
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.rewrite.call_pair import of_keras
from tfcompat.migrate.rewrite.names_in_scope import reach, reach_tensorflow
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.rewrite.rewrite import Rewrite, refuse_where_no_splice_is_right
from tfcompat.migrate.rules._base import Invalid, Rule, Valid
from tfcompat.migrate.rules._keras_doubts import doubt
from tfcompat.migrate.rules._keras_loss_in_use import LossInUse
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.splices import without
from tfcompat.migrate.uses import Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat._symbols import KerasLoss
    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.syntax.arguments import Argument

__all__ = ["FromLogits"]

_TENSORS = {"y_true": "labels", "target": "labels", "y_pred": "logits", "output": "logits"}
_REDUCTIONS = {
    "AUTO": "sum_over_batch_size",
    "SUM_OVER_BATCH_SIZE": "sum_over_batch_size",
    "SUM": "sum",
    "NONE": "none",
}
_SMOOTHED = "smoothing keeps the sum of the labels, so a gradient that reaches the labels differs; data has none"
_OLD = "import keras\n{}loss = keras.losses.{}\n"


class FromLogits(Rule):
    """A loss of Keras is told by a flag that it gets logits; the flag forgotten, training runs on the wrong loss."""

    CODE = "TFC105"
    NAME = "Keras from_logits"
    MESSAGE = "`{name}` takes logits here, and needs a look before it gets a name that says so"
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
        """Calls that ask for logits."""
        for reference in file.names.tree.references:
            meaning = file.names.meaning(reference) if reference.call is not None else None
            paths = {KERAS_LOSS_NAMES.get(name) for name in meaning.names} if meaning and meaning.certain else set()
            path = paths.pop() if len(paths) == 1 else None
            given = arguments(file.source, reference.call) if reference.call and path else None
            if path is not None and given is not None:
                loss = KERAS_LOSSES[path]
                use = Use(loss.row, reference, frozenset(), certain=True)
                yield from self._of_call(file, use, loss, given)

    def _of_call(self, file: File, use: Use, loss: KerasLoss, given: list[Argument]) -> Iterator[Finding]:
        flag = _bound(loss, given).get("from_logits")
        if flag is None or flag.text == "False":
            return
        try:
            _refuse_unknown(loss, given, flag)
            seen = _in_use(file, use, loss, given)
            rewrite = _rewrite(file, use, loss, given, flag, seen.logged if seen is not None else "")
            excluded = doubt(seen, rewrite) if seen is not None else frozenset[str]()
        except RefusedError as refusal:
            yield self.finding(file, use, reason=refusal.reason, code=refusal.code)
        else:
            message = "; ".join([f"`{use.name}` becomes `{rewrite.new_name}`", *rewrite.notes])
            reason = "; ".join(rewrite.doubts) or "Same value and gradients; the name says that it takes logits."
            found = self.finding(
                file,
                use,
                applicability="unsafe" if rewrite.doubts else "safe",
                reason=reason,
                rewrite=rewrite,
                message=message,
            )
            shape = of_keras(file, use, rewrite, _bound(loss, given))
            differences = tuple(name for name in found.differences if name not in excluded)
            yield replace(found, differences=differences, shape=shape)


def _bound(loss: KerasLoss, given: list[Argument]) -> dict[str, Argument]:
    """The arguments by name, as far as every release reads them alike."""
    positional = [argument for argument in given if not argument.name]
    return {
        **dict(zip(loss.parameters, positional, strict=False)),
        **{argument.name: argument for argument in given if argument.name},
    }


def _refuse_unknown(loss: KerasLoss, given: list[Argument], flag: Argument) -> None:
    """Raise where the file does not show what a call means."""
    if flag.text != "True":
        raise RefusedError(f"from_logits={flag.text} is known to the program only; choose the loss there")
    if sum(not argument.name for argument in given) > len(loss.parameters):
        raise RefusedError(f"the argument behind {loss.parameters[-1]} is {loss.further}; write it by its name")


def _in_use(file: File, use: Use, loss: KerasLoss, given: list[Argument]) -> LossInUse | None:
    """What the file does with a loss; None where it is only asked whether there is one."""
    call = use.reference.call
    return LossInUse(file.whole, call, loss, _bound(loss, given)) if call is not None and not file.thin else None


def _rewrite(file: File, use: Use, loss: KerasLoss, given: list[Argument], flag: Argument, logged: str) -> Rewrite:
    """The edits; `logged` is the name to keep, where a log may hold it."""
    refuse_where_no_splice_is_right(file, use)
    local, imports = reach(file, use, loss.successor)
    rewrite = Rewrite(new_name=f"tfcompat.{loss.successor}", imports=set(imports))
    gone = [flag] if not logged else []
    if logged:
        rewrite.edits.append(Edit(*flag.node.byte_range, f"name={logged}".encode()))
        rewrite.notes.append(f"name={logged} keeps what the metric is called in logs")
    for name, argument in _bound(loss, given).items():
        if name in _TENSORS:
            _name(rewrite, argument, _TENSORS[name])
        elif name == "axis" and argument.text == "-1":
            gone.append(argument)
        elif name == "reduction":
            rewrite.edits += _reduction(argument)
        elif name not in loss.keywords and name != "from_logits":
            raise RefusedError(f"{name}= has no successor in {rewrite.new_name}")
        elif not argument.name and argument is not flag:
            _name(rewrite, argument, name)
    if "label_smoothing" in _bound(loss, given) and loss.successor.lower().startswith("softmax"):
        rewrite.doubts.append(_SMOOTHED)
    rewrite.edits += without(file.source, given, gone)
    before = local
    if loss.mean and use.reference.call is not None:
        tensorflow, more = reach_tensorflow(file, use)
        rewrite.imports |= more
        before = f"{tensorflow}.reduce_mean({local}"
        rewrite.insert(use.reference.call.end_byte, ", axis=-1)")
        rewrite.notes.append("tf.reduce_mean takes the mean over the last axis, as Keras did")
    rewrite.edits.append(Edit(*use.span, before.encode()))
    return rewrite


def _name(rewrite: Rewrite, argument: Argument, new: str) -> None:
    """Give an argument its new keyword."""
    if argument.keyword is not None:
        rewrite.edits.append(Edit(*argument.keyword.byte_range, new.encode()))
        return
    rewrite.insert(argument.node.start_byte, f"{new}=")
    if argument.value.type == "named_expression":
        rewrite.insert(argument.node.start_byte, "(")
        rewrite.insert(argument.node.end_byte, ")")


def _reduction(argument: Argument) -> Iterator[Edit]:
    """A reduction as a string, where Keras 2 had a class of them."""
    if argument.value.type in ("string", "none"):  # None is "none" to Keras 3, and to the new losses
        return
    owner, _, member = argument.text.rpartition(".")
    if not owner.endswith("Reduction") or member not in _REDUCTIONS:
        raise RefusedError(f"reduction= is {argument.text}, expected a string or a member of Reduction")
    yield Edit(*argument.value.byte_range, f'"{_REDUCTIONS[member]}"'.encode())
