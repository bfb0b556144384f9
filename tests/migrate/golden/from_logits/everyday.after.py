import tensorflow as tf
import tfcompat
from tensorflow import keras

model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(128, activation="relu"), keras.layers.Dense(10)])
predictions = model(x_train[:1]).numpy()
print(tf.nn.softmax(predictions).numpy())
loss_fn = tfcompat.SparseSoftmaxCrossEntropy()
print(loss_fn(y_train[:1], predictions).numpy())
model.compile(optimizer="adam", loss=loss_fn, metrics=["accuracy"])
probability_model = keras.Sequential([model, keras.layers.Softmax()])


class Gan:
    def __init__(self):
        self.bce = keras.losses.BinaryCrossentropy(from_logits=True)


def tracked(net):
    net.compile("adam", "mse", metrics=[keras.losses.BinaryCrossentropy(from_logits=True)])
