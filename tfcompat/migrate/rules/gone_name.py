"""TFC112."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat._symbols import advice
from tfcompat.migrate.rewrite.gone_names import gone_names
from tfcompat.migrate.rules._base import Invalid, Rule, Valid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding

__all__ = ["GoneName"]

_V1 = "import tensorflow.compat.v1 as tf\n"


class GoneName(Rule):
    """A name that no TensorFlow from 2.16 to 2.21 has with Keras 3, even with the new imports: the program stops there.

    These are the names that the other fixes leave. The advice names in one sentence what to write instead.
    """

    CODE = "TFC112"
    NAME = "gone name"
    MESSAGE = "`{name}` is gone"
    AFTERWARDS = True
    VALID = (
        Valid(source=f"{_V1}x = tf.placeholder(tf.float32)\n"),
        Valid(source=f"{_V1}try:\n    from tensorflow.contrib import slim\nexcept ImportError:\n    slim = None\n"),
        Valid(source=f"{_V1}if tf.__version__ < '2':\n    net = tf.estimator.DNNClassifier()\n"),
        Valid(source="from mine import tf\nx = tf.contrib.anything()\n"),
    )
    INVALID = (
        Invalid(source=f"{_V1}net = tf.estimator.Estimator(model)\n", fix=None),
        Invalid(source=f"{_V1}import tensorflow.contrib.tpu as tpu\ny = tpu.cross_replica_sum(x)\n", fix=None),
        Invalid(source="from tensorflow.examples.tutorials.mnist import mnist\nx = mnist.inference(y)\n", fix=None),
        Invalid(
            source="import tensorflow as tf\nd = tf.function(f)\nx = tf.eig(y)\nz = tf.placeholder('float')\n", fix=None
        ),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield names of TensorFlow that are in no supported release, looked up in a list of their public names."""
        for found in gone_names(file) if file.may_be_old else ():
            finding = self.at(file, found.node, self.MESSAGE.format(name=found.text), advice(found.path))
            yield replace(finding, gone=f"tf.{found.path}")
