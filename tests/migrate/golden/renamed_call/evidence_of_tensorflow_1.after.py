import tensorflow as tf
import tfcompat

labels = tf.placeholder(tf.float32, [None, 10])
loss = tfcompat.softmax_cross_entropy(labels=tf.stop_gradient(labels), logits=logits)
