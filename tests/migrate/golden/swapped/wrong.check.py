import tensorflow as tf
from tensorflow.contrib import slim

loss = tf.losses.softmax_cross_entropy(logits, onehot_labels)  # TFC204
loss = tf.losses.sparse_softmax_cross_entropy(self.logits, self.labels)  # TFC204
loss = slim.losses.softmax_cross_entropy(labels, predictions)  # TFC204
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=logits, logits=targets)  # TFC204
loss_fn = tf.keras.losses.CategoricalCrossentropy()
loss = loss_fn(preds, y_true)  # TFC204
loss = loss_fn(tf.keras.layers.Dense(10)(x), y)  # TFC204
