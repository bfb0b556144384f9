"""``tf.keras`` of TensorFlow 1.15: its losses had another order of arguments, other reductions and other rounding."""
