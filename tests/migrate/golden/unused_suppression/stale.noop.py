import tensorflow as tf

x = tf.add(a, b)  # tfcompat: ignore[TFC101] was a loss once
