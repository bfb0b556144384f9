import tensorflow as tf

labels = tf.get_variable("labels", [3, 10])
loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
