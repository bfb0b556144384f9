# options: --unsafe
import tensorflow.compat.v1 as tf
import tfcompat

try:
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
except TypeError:
    x = tfcompat.sigmoid_cross_entropy(labels=z, logits=y)

try:
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
except TypeError:
    print("again")
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)

try:
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
except TypeError:
    # a comment that would be lost
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)

try:
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
except TypeError:
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
else:
    y = x

if y < "1.0":
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
else:
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)

if tf.__version__ < "1.0":
    x = tf.nn.relu(z)
else:
    x = tf.nn.relu(z)

if tf.__version__ < "1.0":
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
elif tf.__version__ < "2.0":
    x = 1
else:
    x = tfcompat.sigmoid_cross_entropy(labels=y, logits=z)
