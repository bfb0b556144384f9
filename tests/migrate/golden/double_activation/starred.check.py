import tensorflow as tf

p = tf.nn.softmax(z)
from other import *

loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=p)
