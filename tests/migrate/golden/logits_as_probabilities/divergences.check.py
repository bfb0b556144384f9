"""Losses that read probabilities and take no flag."""
import keras
import tensorflow as tf

z = tf.layers.dense(x, 1)
loss = tf.losses.log_loss(labels, z)  # TFC202
loss = tf.losses.log_loss(labels=labels, predictions=z)  # TFC202
loss = tf.losses.log_loss(labels, tf.sigmoid(z))
loss = tf.losses.log_loss(labels, tf.nn.softmax(z2))
student = keras.layers.Dense(10)(x)
loss = keras.losses.KLDivergence()(teacher, student)  # TFC202
divergence = keras.losses.KLDivergence(reduction="sum")
loss = divergence(teacher, student)  # TFC202
loss = divergence(teacher, keras.ops.softmax(student))
loss = divergence(teacher, keras.ops.sigmoid(student))
loss = keras.losses.kl_divergence(teacher, student)  # TFC202
loss = keras.losses.CosineSimilarity()(teacher, student)
loss = keras.losses.cosine_similarity(teacher, student)
model = keras.Sequential([keras.layers.Dense(10)])
model.compile("adam", "kld")  # TFC202
model.compile("adam", "cosine_similarity")
soft = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
soft.compile("adam", "kl_divergence")
