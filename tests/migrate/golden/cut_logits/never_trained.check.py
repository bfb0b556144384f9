"""Keras wants a model compiled before it predicts: its loss is never computed."""
import keras
from keras.layers import Dense, Flatten, Input
from keras.models import Model, Sequential

generator = Sequential([Dense(64, activation="relu"), Dense(784, activation="tanh")])
generator.compile(loss="binary_crossentropy", optimizer="adam")
discriminator = Sequential([Dense(64, activation="relu"), Dense(1, activation="sigmoid")])
discriminator.compile(loss="binary_crossentropy", optimizer="adam")
noise = Input([100])
combined = Model(noise, discriminator(generator(noise)))
combined.compile(loss="binary_crossentropy", optimizer="adam")
combined.train_on_batch(noise, valid)
images = generator.predict(noise)

features = Sequential([Dense(2, activation="relu")])
features.compile(loss="categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
print(features.predict(x))

maker = Sequential([Dense(784, activation="tanh")])
maker.compile(loss="binary_crossentropy", optimizer="adam")
both = Sequential()
both.add(maker)
both.add(discriminator)


class GAN:
    def __init__(self):
        self.generator = Sequential([Dense(784, activation="tanh")])
        self.generator.compile(loss="binary_crossentropy", optimizer="adam")
        self.combined = Model(noise, discriminator(self.generator(noise)))

    def sample(self):
        return self.generator.predict(noise)
