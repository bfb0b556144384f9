import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras.losses import BinaryCrossentropy as BCE

model.compile(
    optimizer="adam",
    loss=tf.keras.losses.SparseCategoricalCrossentropy(
        from_logits=True,  # no softmax above
        reduction=tf.keras.losses.Reduction.NONE,
    ),
)
bce = BCE(True)
a = tf.keras.losses.categorical_crossentropy(y, z, True)
b = K.binary_crossentropy(y, z, from_logits=True)
c = tf.reduce_mean(tf.keras.losses.binary_crossentropy(y_true=y, y_pred=z, from_logits=True))
