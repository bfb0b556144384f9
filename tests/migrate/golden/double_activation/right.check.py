"""Nothing here is surely wrong: most of it is right, and the rest depends on what the file does not show."""
import tensorflow as tf
from mine import head, softmax
from tensorflow import keras

z = tf.layers.dense(x, 10)
p = tf.nn.softmax(z)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=tf.nn.softmax(teacher), logits=z)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=softmax(z))
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=head(p))
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=tf.math.log(q))
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=tf.nn.log_softmax(z))
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=tf.sigmoid(gate) * z)
loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=p if deployed else z)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=flag)(y, p)
accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(p, 1), y), tf.float32))


def network(inputs, training):
    out = tf.layers.dense(inputs, 10)
    out = tf.nn.softmax(out) if not training else out
    return out


loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=network(x, training=True))


def serving(inputs, training):
    out = tf.layers.dense(inputs, 10)
    if not training:
        out = tf.nn.softmax(out)
    return out


loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=serving(x, training=True))


def layer(inputs, activation=False):
    out = tf.add(tf.matmul(inputs, w), b)
    if activation:
        return tf.nn.sigmoid(out)
    return out


loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=layer(x))


def loss_of(outputs):
    return tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=outputs)


print(loss_of(z), loss_of(p))

for step in range(10):
    loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=state)
    state = tf.nn.softmax(state)


class Classifier(keras.Model):
    def __init__(self, last):
        super().__init__()
        self.unused = keras.layers.Dense(10, activation="softmax")
        self.out = keras.layers.Dense(10, activation=last)

    def call(self, inputs):
        return self.out(inputs)


Classifier(None).compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))

model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy")
model.pop()
model.add(keras.layers.Dense(10))
model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))


def rebinding():
    global z
    z = tf.nn.softmax(z)


loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)
