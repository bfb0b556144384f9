# -*- coding: latin-1 -*-
import tensorflow.compat.v1 as tf
import tfcompat

x = tfcompat.legacy.layers.dense(x, 10)  # über
