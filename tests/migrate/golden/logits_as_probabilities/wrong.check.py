"""A last layer without activation under a loss of Keras that reads probabilities."""
import keras
import tensorflow as tf
from keras.layers import Activation, Dense

model = keras.Sequential([Dense(64, activation="relu"), Dense(1)])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])  # TFC202
model.compile("adam", keras.losses.BinaryCrossentropy())  # TFC202
model.compile("adam", loss=[keras.losses.binary_crossentropy])  # TFC202

loss_fn = keras.losses.SparseCategoricalCrossentropy(name="loss")


def build():
    model = keras.Sequential()
    model.add(Dense(64, activation="relu"))
    model.add(Dense(10, activation=None))
    model.add(Activation("linear", dtype="float32"))
    return model


built = build()
built.compile(  # TFC202
    optimizer="adam",
    loss=loss_fn,
)
inputs = keras.Input([4])
functional = keras.Model(inputs=inputs, outputs=Dense(3)(Dense(8, "relu")(inputs)))
functional.compile(loss=tf.keras.losses.CategoricalCrossentropy(from_logits=False))  # TFC202
loss = loss_fn(y, built(x))  # TFC202
loss = keras.losses.sparse_categorical_crossentropy(y, Dense(10)(x) / 2)  # TFC202
