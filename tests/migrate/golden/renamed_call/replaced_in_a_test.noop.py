import tensorflow.compat.v1 as tf

tf.nn.sigmoid_cross_entropy_with_logits = fake
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=a, logits=b)
