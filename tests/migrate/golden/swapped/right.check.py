import tensorflow as tf
from tensorflow.contrib import slim

loss = tf.losses.softmax_cross_entropy(onehot_labels, logits)
loss = slim.losses.softmax_cross_entropy(logits, labels)
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.ones_like(logits), logits=logits)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=teacher_predictions, logits=logits)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=logits_of_labels, logits=labels_of_logits)
loss_fn = tf.keras.losses.CategoricalCrossentropy(from_logits=True)
loss = loss_fn(y_true, y_pred)
loss = loss_fn(tf.nn.softmax(tf.keras.layers.Dense(10)(x)), y)
loss = loss_fn(*both)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=teacher_pred, logits=target)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=source_pred, logits=target_pred)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=online_pred, logits=target_projection)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=pred_labels, logits=label_logits)
