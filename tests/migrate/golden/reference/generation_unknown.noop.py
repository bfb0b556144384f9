import tensorflow as tf

losses = {"ce": tf.nn.softmax_cross_entropy_with_logits}
