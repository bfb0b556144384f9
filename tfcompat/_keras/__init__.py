"""The only room that knows Keras 3 from tf_keras."""

from tfcompat._keras.pick import *  # noqa: F403 - split next
