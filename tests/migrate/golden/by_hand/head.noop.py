import tensorflow as tf

head = tf.contrib.estimator.multi_class_head(10)
