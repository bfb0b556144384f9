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
