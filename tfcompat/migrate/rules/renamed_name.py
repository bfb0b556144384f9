"""TFC111."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Finding
from tfcompat.migrate.rewrite.renamings import renamings
from tfcompat.migrate.rules._base import Invalid, Rule, Valid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File

__all__ = ["RenamedName"]

_V1 = "import tensorflow.compat.v1 as tf\n"


def _becomes(before: str, after: str) -> Invalid:
    return Invalid(source=f"{_V1}{before}\n", fix=f"{_V1}{after}\n")


class RenamedName(Rule):
    """A name that TensorFlow replaced by another one, or a call whose argument order it changed."""

    CODE = "TFC111"
    NAME = "renamed name"
    OF_PROGRAMS = True
    MESSAGE = "`{name}` has a new name, but this use has to be checked before it is renamed"
    VALID = (
        Valid(source=f"{_V1}y = tf.multiply(a, b)\n"),
        Valid(source=f"{_V1}y = tf.concat([a, b], 1)\n"),
        Valid(source=f"{_V1}y = tf.concat(values=[a, b], axis=0)\n"),
        Valid(source=f"{_V1}y = tf.split(x, 2, 1)\n"),
        Valid(source="from mine import tf\ny = tf.mul(a, b)\n"),
    )
    INVALID = (
        _becomes("y = tf.mul(a, b)", "y = tf.multiply(a, b)"),
        _becomes("y = tf.concat(1, [a, b])", "y = tf.concat(axis=1, values=[a, b])"),
        _becomes("y = tf.concat(concat_dim=1, values=[a, b])", "y = tf.concat(axis=1, values=[a, b])"),
        _becomes("y = tf.split(0, n, x)", "y = tf.split(axis=0, num_or_size_splits=n, value=x)"),
        _becomes("y = tf.batch_matmul(a, b, True)", "y = tf.matmul(a, b, adjoint_a=True)"),
        _becomes("w = tf.train.SummaryWriter(d, graph)", "w = tf.summary.FileWriter(d, graph)"),
        _becomes("f = tf.pack", "f = tf.stack"),
        Invalid(
            source="from tensorflow.compat.v1 import mul\ny = mul(a, b)\n",
            fix="from tensorflow.compat.v1 import multiply as mul\ny = mul(a, b)\n",
        ),
        Invalid(
            source="import tensorflow as tf\nimport keras\nmodel = keras.Sequential()\ny = tf.log(x)\n",
            fix="import tensorflow as tf\nimport keras\nmodel = keras.Sequential()\ny = tf.math.log(x)\n",
        ),
        Invalid(
            source="import tensorflow as tf\ny = tf.reduce_sum(x, 1, keep_dims=True)\n",
            fix="import tensorflow as tf\ny = tf.reduce_sum(x, 1, keepdims=True)\n",
        ),
        Invalid(
            source="from tensorflow.examples.tutorials.mnist import input_data\n",
            fix="from tfcompat.legacy.examples.tutorials.mnist import input_data\n",
        ),
        Invalid(source=f"{_V1}tf.scalar_summary('loss', loss)\n", fix=None),
        Invalid(source=f"{_V1}y = tf.concat(1, *parts)\n", fix=None),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield uses of the names in the tables of renames."""
        for found in renamings(file):
            line, column = file.source.position(found.span[0])
            yield Finding(
                path=file.path,
                code=self.CODE,
                line=line,
                column=column,
                message=found.message or self.MESSAGE.format(name=found.name),
                applicability="manual" if not found.edits else "unsafe" if found.doubt else "safe",
                reason=found.doubt or found.why,
                edits=tuple(sorted(found.edits)),
                span=found.span,
            )
