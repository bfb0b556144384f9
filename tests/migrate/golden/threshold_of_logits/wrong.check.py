import keras
import numpy as np
import tensorflow as tf

logits = tf.layers.dense(x, 1)
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits)
predicted = tf.cast(logits > 0.5, tf.float32)  # TFC209
predicted = tf.greater(logits, 0.5)  # TFC209
predicted = tf.round(logits)  # TFC209
correct = tf.equal(tf.cast(0.5 < tf.squeeze(logits), tf.int32), y)  # TFC209

model = keras.Sequential([keras.layers.Dense(8, "relu"), keras.layers.Dense(1)])
model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x, y)
labels = (model.predict(x) > 0.5).astype("int32")  # TFC209
scores = model.predict(x)
print(np.round(scores))  # TFC209
print(np.mean(scores >= 0.3))  # TFC209
labels = model.predict(x)[:, 0] > 0.5  # TFC209
flat = scores[:, 0]
labels = flat >= 0.5  # TFC209
