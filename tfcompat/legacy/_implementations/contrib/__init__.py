"""``tf.contrib``, which TensorFlow 2 does not have."""
