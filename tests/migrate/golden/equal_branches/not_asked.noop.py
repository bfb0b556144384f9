import tensorflow.compat.v1 as tf
import tfcompat

try:
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
except TypeError:
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
