# options: --unsafe
"""A classifier."""
import tensorflow as tf
import tfcompat

model = tf.keras.Sequential(
    [
        tf.keras.layers.Dense(128, activation="relu"),
        tf.keras.layers.Dense(10),  # logits
    ]
)
model.compile(
    optimizer="adam",
    loss=tfcompat.SparseSoftmaxCrossEntropy(),  # of ids
    metrics=["accuracy"],
)
