import keras

model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
model.compile("adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, class_weight={1: 1.0, 2: 2.0, 3: 10.0})  # TFC214
weights = {0: 1.0, 1: 2.0, 2: 3.0, 3: 4.0}  # TFC214
history = model.fit(x, y, epochs=3, class_weight=weights)

binary = keras.Sequential([keras.layers.Dense(1)])
binary.compile("adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
binary.train_on_batch(x, y, class_weight={1: 1.0, 2: 5.0})  # TFC214
