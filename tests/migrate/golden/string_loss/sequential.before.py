# options: --unsafe
"""A classifier."""
import tensorflow as tf

model = tf.keras.Sequential(
    [
        tf.keras.layers.Dense(128, activation="relu"),
        tf.keras.layers.Dense(10),  # logits
    ]
)
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",  # of ids
    metrics=["accuracy"],
)
