import keras
from keras.layers import Dense
from keras.models import Sequential

model = Sequential([Dense(10, activation="softmax")])
model.compile(loss="categorical_crossentropy")
model = Sequential([Dense(10, activation="sigmoid")])
model.compile(loss="binary_crossentropy")
model = Sequential([Dense(10, activation="sigmoid")])
model.compile(loss="mse")

if tags:
    last = Dense(10, activation="sigmoid")
else:
    last = Dense(10, activation="softmax")
model = Sequential([last])
model.compile(loss="binary_crossentropy" if tags else "categorical_crossentropy")
p = keras.layers.Softmax()(z)
loss = keras.losses.binary_crossentropy(y, p[:, 1:])
