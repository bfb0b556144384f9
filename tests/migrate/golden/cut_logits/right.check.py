import tensorflow as tf
from mine import act
from tensorflow.contrib import slim

loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=slim.fully_connected(x, 10, activation_fn=None))
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=slim.fully_connected(x, 10, activation_fn=act))
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=tf.layers.dense(tf.nn.relu(x), 10))
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=10 * tf.tanh(tf.layers.dense(x, 10)))
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=tf.nn.elu(tf.layers.dense(x, 10)))
