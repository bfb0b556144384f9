"""TensorFlow 2 never runs this, and the release that did took the logits first."""
import tensorflow as tf

x = tf.placeholder(tf.float32)
loss = tf.nn.softmax_cross_entropy_with_logits(logits, labels)
