"""What is taken for a prediction is made as labels are."""
import keras
import numpy as np
import tensorflow as tf
from keras.utils import to_categorical

ids = tf.placeholder(tf.int32, [None])
scores = tf.layers.dense(x, 10)
p = tf.nn.softmax(scores)
fake = tf.sigmoid(tf.layers.dense(x, 1))
loss = tf.nn.softmax_cross_entropy_with_logits(labels=p, logits=tf.one_hot(ids, 10))  # TFC204
loss = tf.losses.sparse_softmax_cross_entropy(scores, ids)  # TFC204
loss = tf.losses.sigmoid_cross_entropy(y_pred, tf.ones_like(y_pred))  # TFC204
loss = tf.losses.log_loss(fake, tf.zeros_like(fake))  # TFC204
loss = keras.losses.binary_crossentropy(fake, tf.ones_like(fake))  # TFC204
loss = keras.losses.categorical_crossentropy(p, to_categorical(y, 10))  # TFC204
bce = keras.losses.BinaryCrossentropy()
loss = bce(fake, np.ones((8, 1)))  # TFC204

loss = bce(tf.ones_like(fake), fake)
loss = bce(np.ones((8, 1)), model.predict(x))
loss = tf.losses.log_loss(tf.zeros_like(fake), fake)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=tf.one_hot(ids, 10), logits=scores)
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=target, logits=tf.zeros_like(target))
loss = tf.nn.softmax_cross_entropy_with_logits(labels=teacher, logits=tf.zeros_like(teacher))
