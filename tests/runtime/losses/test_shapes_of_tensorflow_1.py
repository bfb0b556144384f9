"""Under `tf.disable_v2_behavior()` a shape holds `Dimension` objects, of which an unknown one is not even itself."""

from __future__ import annotations

import subprocess
import sys

from support.work import HANGS

PROGRAM = """
import numpy as np
import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()
import tfcompat

contrib = tfcompat.legacy.contrib
LOSSES = {
    "weights of rows": lambda z, ids, w: tfcompat.SparseSoftmaxCrossEntropy()(ids, z, sample_weight=w[:, 0]),
    "weights of columns": lambda z, ids, w: tfcompat.SigmoidCrossEntropy()(tf.nn.softmax(z), z, sample_weight=w),
    "dense": lambda z, ids, w: tfcompat.SoftmaxCrossEntropy()(tf.one_hot(ids, 3), z, sample_weight=w[:, 0]),
    "linear": lambda z, ids, w: tfcompat.linear_sparse_softmax_cross_entropy(ids, z, tf.ones([3, 3])),
    "linear, dense": lambda z, ids, w: tfcompat.linear_softmax_cross_entropy(tf.one_hot(ids, 3), z, tf.ones([3, 3])),
    "linear, in chunks": lambda z, ids, w: tfcompat.linear_sparse_softmax_cross_entropy(
        ids, z, tf.ones([3, 3]), chunk_size=2
    ),
    "shim": lambda z, ids, w: tfcompat.legacy.losses.sparse_softmax_cross_entropy(ids, z, w[:, 0]),
    "shim of contrib": lambda z, ids, w: contrib.losses.softmax_cross_entropy(z, tf.one_hot(ids, 3), w[:, 0]),
}
for size in (None, 4):
    for name, loss in LOSSES.items():
        with tf.Graph().as_default(), tf.Session() as session:
            z = tf.placeholder(tf.float32, [size, 3])
            ids, w = tf.placeholder(tf.int32, [size]), tf.placeholder(tf.float32, [size, 1])
            value = tf.reduce_sum(loss(z, ids, w))
            feed = {z: np.eye(4, 3), ids: [0, 1, 2, 0], w: np.ones([4, 1])}
            found = session.run([value, *tf.gradients(value, z)], feed)
            assert all(np.isfinite(one).all() for one in found), name
print("all ran")
"""


def test_losses_take_placeholders_of_any_batch():
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=HANGS)
    assert ran.stdout.splitlines()[-1:] == ["all ran"], ran.stderr
