"""TFC210."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._loss_calls import loss_calls
from tfcompat.migrate.rules._mistakes import Mistake
from tfcompat.migrate.rules._quoted import quoted
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.splices import without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding

__all__ = ["SoftmaxOverBatch"]

_LOSS = "import keras\nz = keras.layers.Dense(10)(x)\nloss = keras.losses.categorical_crossentropy(y, {})\n"


class SoftmaxOverBatch(Mistake):
    """A loss gets a softmax along axis 0, the axis of the examples.

    The probabilities of one class then sum to 1 over the batch, and those of one example to any number: an example's
    probabilities depend on the other examples in its batch.
    """

    CODE = "TFC210"
    NAME = "softmax over the batch"
    FIX = "Unsafe, because the numbers change. The axis is removed, so the softmax is along the last one."
    MESSAGE = "`{name}` takes the softmax over the examples, not over the classes"
    VALID = (
        Valid(source=_LOSS.format("keras.ops.softmax(z, axis=-1)")),
        Valid(source=_LOSS.format("keras.ops.softmax(z)") + "weights = keras.ops.softmax(z, axis=0)\n"),
    )
    INVALID = (
        Invalid(
            source=_LOSS.format("keras.ops.softmax(z, axis=0)"),
            fix=_LOSS.format("keras.ops.softmax(z)"),
            options=Options(unsafe=True),
        ),
        Invalid(source=_LOSS.format("keras.layers.Softmax(axis=0)(z)"), fix=None),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield softmaxes along the first axis that losses get."""
        whole = file.whole
        told = set[int]()
        for call in loss_calls(whole):
            output = call.output
            if output is None or output.kind != "softmax" or output.far or output.node.id in told or not output.last:
                continue
            given = arguments(whole.source, output.node) or []
            if any(one.name in ("axis", "dim") and one.text == "0" for one in given):
                told.add(output.node.id)
                shown = quoted(whole, output.node)
                gone = [one for one in given if one.name in ("axis", "dim")]
                yield self.at(
                    whole,
                    output.node,
                    self.MESSAGE.format(name=shown),
                    "omit the axis, or write axis=-1",
                    *without(whole.source, given, gone),
                )
