"""``tf.contrib``: TensorFlow 2 has none of it."""
