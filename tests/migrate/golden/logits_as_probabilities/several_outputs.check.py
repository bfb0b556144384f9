"""Models of several outputs, each with a loss of its own."""
from keras.layers import *
from keras.models import *

inputs = Input([4])
hidden = Dense(8, activation="relu")(inputs)
kind = Dense(3, name="kind")(hidden)
clicked = Dense(1, activation="sigmoid", name="clicked")(hidden)
model = Model(inputs, [kind, clicked])
model.compile("adam", loss=["categorical_crossentropy", "binary_crossentropy"])  # TFC202
model.fit(x, [y, c])
model = Model(inputs=inputs, outputs=[kind, clicked])
model.compile(
    "adam",
    loss={
        "clicked": "binary_crossentropy",
        "kind": "categorical_crossentropy",  # TFC202
    },
    loss_weights={"clicked": 1.0, "kind": 0.5},
)
model.fit(x, [y, c])
model = Model(inputs, {"a": kind, "b": clicked})
model.compile("adam", loss={"a": "categorical_crossentropy", "b": "binary_crossentropy"})  # TFC202
model.fit(x, {"a": y, "b": c})
right = Model(inputs, [Dense(3, activation="softmax")(hidden), clicked])
right.compile("adam", loss=["categorical_crossentropy", "binary_crossentropy"], loss_weights=[1, 2])
right.fit(x, [y, c])
alike = Model(inputs, [Dense(1)(hidden), Dense(1)(hidden)])
alike.compile("adam", loss="binary_crossentropy")  # TFC202
alike.fit(x, [y, c])
