import tensorflow as tf
import tfcompat

a = tfcompat.softmax_cross_entropy(labels=labels, logits=logits)
b = tfcompat.sigmoid_cross_entropy(labels=labels, logits=logits)
c = tfcompat.sparse_softmax_cross_entropy(labels=labels, logits=logits)
d = tfcompat.sigmoid_cross_entropy(logits=logits, labels=labels)
