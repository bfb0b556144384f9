import keras
from keras.layers import Dense
from parts import attach

seen = set()
seen.add("a set is no model")
handed = keras.Sequential([Dense(10)])
attach(handed)
handed.compile(loss="categorical_crossentropy")
shown = keras.Sequential([Dense(10)])
print(shown)
keras.utils.plot_model(shown)
shown.compile(loss="categorical_crossentropy")  # TFC202
layers = [Dense(8, "relu"), Dense(10)]
keras.Sequential(layers).compile(loss="categorical_crossentropy")  # TFC202


class Own(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = Dense(10)

    def call(self, inputs):
        return self.out(inputs)

    def train_step(self, data):
        return {"loss": self.compute_loss(data[0], data[1], keras.ops.softmax(self(data[0])))}


own = Own()
own.compile(loss="sparse_categorical_crossentropy")
z = Dense(10)(x)
loss = keras.losses.categorical_crossentropy(y, z / keras.ops.sum(z, -1, keepdims=True))
loss = keras.losses.categorical_crossentropy(y, prior + z)
loss = keras.losses.categorical_crossentropy(y, keras.ops.clip(z, 0, 1))
loss = keras.backend.binary_crossentropy(z, target)
