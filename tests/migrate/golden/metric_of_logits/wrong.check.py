import keras

model = keras.Sequential([keras.layers.Dense(8, "relu"), keras.layers.Dense(1)])
loss = keras.losses.BinaryCrossentropy(from_logits=True)
model.compile("adam", loss, metrics=["accuracy"])  # TFC208
model.compile("adam", loss, ["acc", "mae"])  # TFC208
model.compile(
    loss=loss,
    metrics=[
        keras.metrics.BinaryAccuracy(name="accuracy"),  # TFC208
        keras.metrics.AUC(),  # TFC208
        keras.metrics.Precision(),  # TFC208
        keras.metrics.MeanAbsoluteError(),
    ],
)
model.compile(
    loss=loss,
    metrics=[
        keras.metrics.BinaryCrossentropy(),  # TFC208
        "binary_crossentropy",  # TFC208
        keras.metrics.TruePositives(name="tp"),  # TFC208
        keras.metrics.PrecisionAtRecall(0.5),  # TFC208
    ],
)
listed = [
    keras.metrics.AUC(name="pr", curve="PR"),  # TFC208
]
model.compile("adam", loss, metrics=listed)
classes = keras.Sequential([keras.layers.Dense(10)])
ids = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
classes.compile("adam", ids, metrics=["sparse_categorical_crossentropy"])  # TFC208

inputs = keras.Input([4])
clicked = keras.layers.Dense(1, name="clicked")(inputs)
kind = keras.layers.Dense(3, name="kind")(inputs)
both = keras.Model(inputs, [clicked, kind])
both.compile(
    "adam",
    loss={"clicked": loss, "kind": ids},
    metrics={
        "clicked": [keras.metrics.AUC()],  # TFC208
        "kind": "accuracy",
    },
)
both.fit(x, y)

trained = keras.Sequential([keras.layers.Dense(1)])
auc = keras.metrics.AUC()
seen = keras.metrics.BinaryAccuracy()
for images, labels in batches:
    logits = trained(images, training=True)
    value = loss(labels, logits)
    auc.update_state(labels, logits)  # TFC208
    seen(labels, logits)  # TFC208
