from __future__ import print_function

import os
import tensorflow as tf
import tensorflow_hub as hub
import tfcompat
import tqdm

x = tfcompat.legacy.layers.dense(x, 1)
