"""Arithmetic that leaves probabilities what they are, or logits."""
import numpy as np
import tensorflow as tf

from tensorflow import keras

z = tf.layers.dense(x, 10)
p = tf.nn.softmax(z)
g = tf.sigmoid(tf.layers.dense(x, 10))
ce = tf.nn.softmax_cross_entropy_with_logits
loss = ce(labels=y, logits=p + 1e-9)  # TFC201
loss = ce(labels=y, logits=1e-9 + p)  # TFC201
loss = ce(labels=y, logits=tf.clip_by_value(p, 1e-7, 1 - 1e-7))  # TFC201
loss = ce(labels=y, logits=tf.maximum(p, 1e-7))  # TFC201
loss = ce(labels=y, logits=tf.reduce_mean(p, axis=1))  # TFC201
loss = ce(labels=y, logits=p * mask)  # TFC201
loss = ce(labels=y, logits=tf.boolean_mask(p, mask))  # TFC201
loss = ce(labels=y, logits=(p + tf.nn.softmax(other)) / 2)  # TFC201
loss = ce(labels=y, logits=tf.concat([p, tf.nn.softmax(other)], axis=0))  # TFC201
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=tf.reduce_sum(p * g, 1, keep_dims=True))  # TFC201
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=1 - g)  # TFC201
loss = ce(labels=y, logits=keras.layers.Average()([p, tf.nn.softmax(other)]))  # TFC201

loss = ce(labels=y, logits=z + 1e-9)
loss = ce(labels=y, logits=z * 2.0)
loss = ce(labels=y, logits=z / temperature)
loss = ce(labels=y, logits=p * z)
loss = ce(labels=y, logits=p * scale)
loss = ce(labels=y, logits=100.0 * p)
loss = ce(labels=y, logits=p + z)
loss = ce(labels=y, logits=p - 0.5)
loss = ce(labels=y, logits=tf.reduce_sum(p * z, 1))
loss = ce(labels=y, logits=tf.reduce_sum(p, 1))
loss = ce(labels=y, logits=tf.concat([p, z], axis=0))
