import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()
from tfcompat.legacy.examples.tutorials.mnist import input_data
from tensorflow.contrib.training import HParams

params = HParams(rate=0.1)
mnist = input_data.read_data_sets("data", one_hot=True)
x = tf.placeholder(tf.float32)
estimator = tf.estimator.Estimator(model_fn)
