# options: --unsafe
import keras

inputs = keras.Input((4,))
outputs = keras.layers.Dense(
    3,
    activation="softmax",  # one probability for each class
    name="head",
)(inputs)
model = keras.Model(inputs, outputs)
model.compile("sgd", keras.losses.CategoricalCrossentropy(from_logits=True))
binary = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, "sigmoid")])
binary.compile("sgd", loss=keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1))
