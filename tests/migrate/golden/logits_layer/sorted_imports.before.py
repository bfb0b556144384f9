from __future__ import print_function

import os
import tensorflow as tf
import tensorflow_hub as hub
import tqdm

x = tf.layers.dense(x, 1)
