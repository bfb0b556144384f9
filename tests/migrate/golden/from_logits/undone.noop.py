import keras
import tensorflow as tf

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
model.compile("sgd", keras.losses.CategoricalCrossentropy(from_logits=True))
split = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Softmax()])
split.compile("sgd", keras.losses.CategoricalCrossentropy(from_logits=True))
loss = keras.losses.binary_crossentropy(y, tf.sigmoid(z), from_logits=True)
