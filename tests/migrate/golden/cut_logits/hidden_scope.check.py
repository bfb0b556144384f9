import tensorflow as tf
from nets import head_scope
from tensorflow.contrib.layers import fully_connected

with head_scope():
    logits = fully_connected(x, 10)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits)
with tf.variable_scope("head"):
    logits = fully_connected(x, 10)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits)  # TFC206
bent = tf.keras.Sequential([tf.keras.layers.Dense(10), tf.keras.layers.ReLU(negative_slope=0.3)])
bent.compile(loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
positive = tf.keras.Sequential([tf.keras.layers.Dense(10, "exponential")])
positive.compile(loss="categorical_crossentropy")
