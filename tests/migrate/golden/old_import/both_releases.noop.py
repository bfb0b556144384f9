import tensorflow as tf

if tf.__version__.startswith("1."):
    session = tf.Session()
else:
    values = tf.linalg.eigh_tridiagonal([1.0], [])
