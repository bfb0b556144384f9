import keras

model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
model.compile("adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, class_weight={0: 1.0, 1: 2.0, 2: 10.0})
model.fit(x, y, class_weight={2: 10.0})
weights = {0: 1.0, 1: 2.0}
weights[2] = 3.0
model.fit(x, y, class_weight=weights)
model.fit(x, y, class_weight=dict(enumerate(balanced)))
model.fit(x, y, class_weight={label: 1.0 for label in range(4)})

binary = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
binary.compile("adam", loss="binary_crossentropy")
binary.fit(x, y, class_weight={0: 1.0, 1: 5.0})

unknown = keras.Sequential([keras.layers.Dense(classes, activation="softmax")])
unknown.compile("adam", loss="sparse_categorical_crossentropy")
unknown.fit(x, y, class_weight={7: 1.0})

forest.fit(x, y, class_weight={1: 1.0, 9: 2.0})
