import tensorflow as tf

# tf.nn.softmax_cross_entropy_with_logits(labels=a, logits=b)
text = "tf.nn.softmax_cross_entropy_with_logits(labels=a, logits=b)"
a = tf.nn.relu(b)
c = my.tf.nn.softmax_cross_entropy_with_logits(labels=a, logits=b)
