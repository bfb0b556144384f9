"""TFC207."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._mistakes import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate._file import File
    from tfcompat.migrate._finding import Finding

__all__ = ["SoftmaxOfOne"]

_LAYER = "import keras\ny = keras.layers.Dense({})(x)\n"


class SoftmaxOfOne(Mistake):
    """A softmax over one number is always 1, whatever the number is: the layer learns nothing."""

    CODE = "TFC207"
    NAME = "softmax of one number"
    MESSAGE = "`{name}` applies a softmax to one number, which gives 1"
    VALID = (
        Valid(source=_LAYER.format("2, activation='softmax'")),
        Valid(source=_LAYER.format("1, activation='sigmoid'")),
        Valid(source=_LAYER.format("units, activation='softmax'")),
        Valid(source="import tensorflow as tf\nw = tf.nn.softmax(tf.layers.dense(x, 1), axis=1)\n"),
    )
    INVALID = (
        Invalid(source=_LAYER.format("1, activation='softmax'"), fix=None),
        Invalid(source="import tensorflow as tf\nw = tf.nn.softmax(tf.layers.dense(x, 1))\n", fix=None),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Layers of one unit whose activation surely is a softmax, and softmaxes of such layers."""
        whole = file.whole
        for reference in whole.names.tree.references:
            if reference.call is None or b"softmax" not in whole.source.of(reference.call):
                continue
            output = whole.outputs.made_by(reference.call, reference.scope)
            if output is not None and output.kind == "softmax" and output.units == 1:
                name = ".".join(reference.parts)
                reason = "use a sigmoid for one probability, a softmax over at least two classes, or another axis"
                yield self.at(whole, reference.call, self.MESSAGE.format(name=name), reason)
