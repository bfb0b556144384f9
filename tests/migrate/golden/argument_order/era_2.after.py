# options: --era tf2
import tensorflow as tf
import tfcompat

a = tfcompat.softmax_cross_entropy(labels=labels, logits=logits, axis=-1)
b = tfcompat.sigmoid_cross_entropy(labels=labels, logits=logits, pos_weight=2.0)
