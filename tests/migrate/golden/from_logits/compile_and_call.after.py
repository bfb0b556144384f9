import tensorflow as tf
import tfcompat
from tensorflow.keras import backend as K
from tensorflow.keras.losses import BinaryCrossentropy as BCE

model.compile(
    optimizer="adam",
    loss=tfcompat.SparseSoftmaxCrossEntropy(
        # no softmax above
        reduction="none",
    ),
)
bce = tfcompat.SigmoidCrossEntropy()
a = tfcompat.softmax_cross_entropy(labels=y, logits=z)
b = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
c = tf.reduce_mean(
    tf.reduce_mean(tfcompat.sigmoid_cross_entropy(labels=y, logits=z), axis=-1)
)
