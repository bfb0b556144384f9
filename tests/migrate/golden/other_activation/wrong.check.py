import keras
from keras.layers import Dense, Input
from keras.models import Model, Sequential

model = Sequential()
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="categorical_crossentropy", optimizer="adam")  # TFC203

inputs = Input((28, 28))
outputs = Dense(10, activation="sigmoid")(inputs)
model = Model(inputs, outputs)
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")  # TFC203

model = Sequential([Dense(3, activation="softmax")])
model.compile("adam", keras.losses.BinaryCrossentropy())  # TFC203

wrapped = Sequential([Sequential([Dense(4)]), keras.layers.Activation("sigmoid")])
wrapped.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=False))  # TFC203
