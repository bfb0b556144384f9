"""``tf.keras`` of TensorFlow 1.15: its losses took another order of arguments, other reductions and other roundings."""
