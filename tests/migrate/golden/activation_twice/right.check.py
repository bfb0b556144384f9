import keras
import tensorflow as tf
from keras import layers

z = layers.Dense(10)(x)
p = tf.nn.softmax(z)
attention = tf.nn.softmax(tf.nn.softmax(z, axis=1), axis=2)
weights = tf.nn.softmax(tf.sigmoid(z))
gate = tf.sigmoid(tf.nn.softmax(z))
model = keras.Sequential([layers.Dense(8, activation="softmax"), layers.Dense(10)])
served = keras.Sequential([model, layers.Softmax()])
probability = tf.nn.softmax(model(x))
loss = tf.nn.softmax_cross_entropy_with_logits(labels=tf.nn.softmax(teacher), logits=z)
next_step = tf.nn.softmax(layers.Dense(10)(p))
over = layers.Softmax(axis=1)(layers.Softmax()(z))
picked = tf.nn.softmax(p if served else z)
