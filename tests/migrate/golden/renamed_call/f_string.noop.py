import tensorflow.compat.v1 as tf

print(f"{tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)}")
