import keras
import tensorflow as tf
import tfcompat

p = tf.nn.softmax(z)
a = tfcompat.SparseSoftmaxCrossEntropy(reduction="none")(y, p)  # TFC201
b = keras.losses.CategoricalCrossentropy(from_logits=True)(y_true=y, y_pred=p)  # TFC201
c = tfcompat.SoftmaxCrossEntropy()(y, z)
d = keras.losses.CategoricalCrossentropy()(y, p)
