"""Logits under losses that know them, and what a file does not show."""
import keras
from mine import Scale, losses

model = keras.Sequential([keras.layers.Dense(64, activation="relu"), keras.layers.Dense(1)])
model.compile(loss="mse")
model.compile(loss=losses.BinaryCrossentropy())
model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
model.compile(loss=keras.losses.BinaryCrossentropy(**settings))
model.compile(loss={"output": "binary_crossentropy"})
model.compile(loss=name)
model.compile()

for size in sizes:
    model.add(keras.layers.Dense(size))
model.compile(loss="binary_crossentropy")

scaled = keras.Sequential([keras.layers.Dense(1), Scale()])
scaled.compile(loss="binary_crossentropy")

softmax = keras.Sequential([keras.layers.Dense(10), keras.layers.Softmax(), keras.layers.Activation("linear")])
softmax.compile(loss="categorical_crossentropy")

inputs = keras.Input([4])
several = keras.Model(inputs, [keras.layers.Dense(1)(inputs), keras.layers.Dense(2, "sigmoid")(inputs)])
several.compile(loss="binary_crossentropy")


def build(activation):
    return keras.Sequential([keras.layers.Dense(1, activation=activation)])


build("sigmoid").compile(loss="binary_crossentropy")
