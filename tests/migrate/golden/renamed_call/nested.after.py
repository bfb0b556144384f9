import tensorflow.compat.v1 as tf
import tfcompat

loss = tfcompat.softmax_cross_entropy(
    labels=tf.stop_gradient(tfcompat.sigmoid_cross_entropy(labels=a, logits=b)),
    logits=tfcompat.legacy.layers.dense(h, 10, name="logits"))
