import keras
from mine import metrics

import tfcompat

model = keras.Sequential([keras.layers.Dense(8, "relu"), keras.layers.Dense(1)])
loss = tfcompat.SigmoidCrossEntropy()
model.compile("adam", loss, metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)])
model.compile("adam", loss, metrics=[keras.metrics.AUC(from_logits=True)])
model.compile("adam", loss, metrics=[keras.metrics.Precision(thresholds=[0])])
model.compile("adam", loss, metrics=[tfcompat.metrics.FromLogits(keras.metrics.Precision(), link="sigmoid")])
model.compile("adam", loss, metrics=[metrics.AUC()])
model.compile("adam", loss, metrics=listed)
classes = keras.Sequential([keras.layers.Dense(10)])
classes.compile("adam", tfcompat.SparseSoftmaxCrossEntropy(), metrics=["accuracy"])
sigmoid = keras.Sequential([keras.layers.Dense(1, "sigmoid")])
sigmoid.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.compile("adam", loss, metrics=[keras.metrics.Precision(top_k=3)])
flat = keras.Sequential([keras.layers.Conv2D(1, 3), keras.layers.Flatten()])
flat.compile("adam", loss, metrics=["accuracy"])

auc = keras.metrics.AUC()
share = keras.metrics.BinaryAccuracy(threshold=0.0)
mean = keras.metrics.Mean()
for images, labels in batches:
    logits = model(images, training=True)
    value = loss(labels, logits)
    auc.update_state(labels, keras.ops.sigmoid(logits))
    share(labels, logits)
    mean.update_state(value)
    auc.update_state(labels, regression(images))
score = keras.layers.Dense(1)(hidden)
auc(labels, score)
model.compile("adam", loss, metrics=[keras.metrics.BinaryCrossentropy(from_logits=True)])
