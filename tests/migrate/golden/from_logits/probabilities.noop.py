import tensorflow as tf

model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy())
a = tf.keras.losses.binary_crossentropy(y, p)
b = tf.keras.losses.BinaryCrossentropy(from_logits=False)
