"""Programs whose model ends in an activation that Keras undoes under ``from_logits=True``, trained before and after.

The safe fixes of the migrator leave such a loss alone; the unsafe one takes the activation off as well, and the losses
of every epoch are the same.
"""

from __future__ import annotations

import re

import numpy as np
import pytest

from tfcompat._keras import keras
from tfcompat.migrate import Options, migrate_source

# Keras says that it undoes the activation, and the new loss, in the last program, that it is given probabilities.
pytestmark = pytest.mark.filterwarnings("ignore:.*Was this intended", "ignore:.*probabilities")
HEAD = "import numpy as np\nimport tensorflow as tf\nfrom tensorflow import keras\n"
SEQUENTIAL = """
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="{activation}")])
model.compile(keras.optimizers.SGD(0.5), keras.losses.{loss}(from_logits=True))
losses = model.fit(x, y, epochs=5, batch_size=30, shuffle=False, verbose=0).history["loss"]
"""
FUNCTIONAL = """
inputs = keras.Input((4,))
hidden = keras.layers.Dense(8, "relu")(inputs)
outputs = keras.layers.Dense(3, "{activation}", name="head")(hidden)
model = keras.Model(inputs, outputs)
loss = keras.losses.{loss}(from_logits=True)
model.compile(keras.optimizers.SGD(0.5), loss=loss)
losses = model.fit(x, y, epochs=5, batch_size=30, shuffle=False, verbose=0).history["loss"]
"""
SUBCLASSED = """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.head = keras.layers.Dense(3, activation="{activation}")

    def call(self, x):
        return self.head(x)

model = Net()
model.compile(keras.optimizers.SGD(0.5), loss=keras.losses.{loss}(from_logits=True))
losses = model.fit(x, y, epochs=5, batch_size=30, shuffle=False, verbose=0).history["loss"]
"""
LOOP = """
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="{activation}")])
loss_fn = keras.losses.{loss}(from_logits=True)
optimizer = keras.optimizers.SGD(0.5)

{decorator}
def step():
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x))
    weights = model.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
    return loss

losses = [float(step()) for _ in range(5)]
"""
PROGRAMS = {
    "sequential": SEQUENTIAL,
    "functional": FUNCTIONAL,
    "subclassed": SUBCLASSED,
    "eager": LOOP.replace("{decorator}", ""),
    "function": LOOP.replace("{decorator}", "@tf.function"),
}
LOSSES = [("softmax", "SparseCategoricalCrossentropy"), ("softmax", "CategoricalCrossentropy")]
LOSSES += [("sigmoid", "BinaryCrossentropy")]
RANDOM = np.random.RandomState(0)
X = RANDOM.normal(size=(90, 4)).astype("float32")
IDS = RANDOM.randint(0, 3, 90)


def losses(source: str, labels: np.ndarray) -> list[float]:
    keras.utils.set_random_seed(3)
    space = {"x": X, "y": labels}
    exec(source, space)
    return space["losses"]


@pytest.mark.parametrize(("activation", "loss"), LOSSES)
@pytest.mark.parametrize("program", PROGRAMS)
def test_the_losses_of_every_epoch_stay(program, activation, loss):
    source = HEAD + PROGRAMS[program].format(activation=activation, loss=loss)
    safe = migrate_source(source.encode())
    assert not safe.changed
    (finding,) = safe.findings
    assert (finding.code, finding.applicability) == ("TFC105", "unsafe")
    assert f"the {activation} on line" in finding.reason
    after = migrate_source(source.encode(), options=Options(unsafe=True)).after.decode()
    assert not re.search(activation, after)
    labels = IDS if loss.startswith("Sparse") else np.eye(3, dtype="float32")[IDS]
    before, now = losses(source, labels), losses(after, labels)
    np.testing.assert_allclose(now, before, rtol=2e-5)
    assert now[-1] < now[0]
    if program not in ("sequential", "function"):
        return
    # What a fix that keeps the activation would train on.
    kept = after.replace("keras.layers.Dense(3", f"keras.layers.Dense(activation='{activation}', units=3")
    assert abs(losses(kept, labels)[-1] - before[-1]) > 5e-3
