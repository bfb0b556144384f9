# options: --unsafe
import tensorflow as tf
import tfcompat

loss = tfcompat.softmax_cross_entropy(labels=tf.stop_gradient(labels), logits=logits)
