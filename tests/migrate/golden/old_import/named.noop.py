try:
    import tensorflow.compat.v1 as tf
except ImportError:
    import tensorflow as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32)
