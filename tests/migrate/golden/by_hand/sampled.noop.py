import tensorflow.compat.v1 as tf

loss = tf.nn.sampled_softmax_loss(weights, biases, labels, inputs, 10, 1000)
f = getattr(tf.losses, name)
