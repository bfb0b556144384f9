import keras

model = keras.Sequential([keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="binary_crossentropy")
