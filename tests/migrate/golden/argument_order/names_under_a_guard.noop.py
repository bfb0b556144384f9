"""For either of two releases: what only one of them has says nothing."""

import tensorflow as tf

if hasattr(tf, "scalar_summary"):
    tf.scalar_summary("cost", 0.0)
try:
    parts = tf.pack([a, b])
except AttributeError:
    parts = tf.stack([a, b])
cost = tf.nn.sigmoid_cross_entropy_with_logits(scores, digits)
