"""What only TensorFlow 2 runs takes the labels first."""
import tensorflow as tf

with tf.GradientTape() as tape:
    loss = tf.nn.sigmoid_cross_entropy_with_logits(y_pred, tf.cast(y_true, tf.float32))  # TFC204
    loss = tf.nn.softmax_cross_entropy_with_logits(logits, labels)  # TFC204
    loss = tf.nn.softmax_cross_entropy_with_logits(labels, logits)
tf.random.set_seed(0)
