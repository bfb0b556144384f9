import keras
import tensorflow as tf
from tensorflow.contrib import slim
from tensorflow.contrib.layers import fully_connected

out = fully_connected(x, 10)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=out)  # TFC206
out = tf.identity(fully_connected(x, 10, activation_fn=tf.nn.relu), name="out")
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=out)  # TFC206
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=slim.fully_connected(x, 10, scope="fc"))  # TFC206
loss = tf.losses.sigmoid_cross_entropy(y, tf.tanh(tf.matmul(x, w)))  # TFC206


def inference(x):
    return tf.nn.relu(tf.matmul(x, w) + b)


loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=inference(x))  # TFC206

model = tf.keras.Sequential([tf.keras.layers.Dense(784, activation="tanh")])
model.compile(loss="binary_crossentropy")  # TFC206
model = tf.keras.Sequential([tf.keras.layers.Dense(10), tf.keras.layers.ReLU()])
model.compile(loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # TFC206


trained = keras.Sequential([keras.layers.Dense(3, activation="tanh")])
trained.compile(loss="categorical_crossentropy", optimizer="adam")  # TFC206
trained.fit(x, y)
trained.predict(x)
passed = keras.Sequential([keras.layers.Dense(3, activation="tanh")])
passed.compile(loss="categorical_crossentropy", optimizer="adam")  # TFC206
passed.predict(x)
run(passed)

shown = keras.Sequential([keras.layers.Dense(3, activation="tanh")])
print(shown(x).numpy())
shown.compile(loss="categorical_crossentropy", optimizer="adam")  # TFC206
