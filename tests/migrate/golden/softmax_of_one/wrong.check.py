import keras
import tensorflow as tf
from keras.layers import Dense

model = keras.Sequential([Dense(8), Dense(1, activation="softmax")])  # TFC207
weights = Dense(1, "softmax", name="attention")(hidden)  # TFC207
attention = tf.nn.softmax(tf.layers.dense(hidden, 1, use_bias=False))  # TFC207
gate = tf.layers.dense(hidden, units=1, activation=tf.nn.softmax)  # TFC207
output = keras.layers.Activation("softmax")(Dense(1)(hidden))  # TFC207
output = keras.layers.Softmax()(keras.layers.Dropout(0.1)(Dense(1)(hidden)))  # TFC207
stacked = keras.Sequential(
    [
        Dense(8),
        Dense(1),
        keras.layers.Activation("softmax"),  # TFC207
    ]
)
stacked.compile("adam", "categorical_crossentropy")
