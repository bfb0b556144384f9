"""What a class is built with: known where each place that builds it gives the same."""
import tensorflow as tf
from tensorflow import keras

ce = tf.nn.softmax_cross_entropy_with_logits


class Trainer:
    def __init__(self, model, scale=1.0):
        self.model, self.scale = model, scale

    def step(self, images, labels):
        return self.scale * ce(labels=labels, logits=self.model(images))  # TFC201


Trainer(keras.Sequential([keras.layers.Dense(3, activation="softmax")])).step(x, y)


class Either:
    def __init__(self, model):
        self.model = model

    def step(self, images, labels):
        return ce(labels=labels, logits=self.model(images))


Either(keras.Sequential([keras.layers.Dense(3, activation="softmax")])).step(x, y)
Either(keras.Sequential([keras.layers.Dense(3)])).step(x, y)


class Base:
    def __init__(self, model):
        self.model = model

    def step(self, images, labels):
        return ce(labels=labels, logits=self.model(images))


class Derived(Base):
    def __init__(self):
        super().__init__(keras.Sequential([keras.layers.Dense(3)]))


Base(keras.Sequential([keras.layers.Dense(3, activation="softmax")])).step(x, y)


class Handed:
    def __init__(self, model):
        self.model = model

    def step(self, images, labels):
        return ce(labels=labels, logits=self.model(images))


Handed(keras.Sequential([keras.layers.Dense(3, activation="softmax")])).step(x, y)
run(Handed)
