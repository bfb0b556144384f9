import keras
import tensorflow as tf
from keras import layers

p = tf.nn.softmax(z)
q = tf.nn.softmax(p)  # TFC211
gate = tf.sigmoid(tf.sigmoid(z))  # TFC211
out = layers.Dense(10, activation="softmax")(x)
out = layers.Softmax()(out)  # TFC211
out = layers.Activation("softmax")(layers.Dense(10, activation="softmax")(x))  # TFC211
model = keras.Sequential([layers.Dense(8), layers.Dense(1, activation="sigmoid")])
served = keras.Sequential(
    [
        model,
        layers.Activation("sigmoid"),  # TFC211
    ]
)
probability = tf.nn.sigmoid(model(x))  # TFC211


class Network(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = layers.Dense(10, activation="softmax")

    def call(self, inputs, training=False):
        outputs = self.out(inputs)
        if not training:
            outputs = tf.nn.softmax(outputs)  # TFC211
        return outputs
