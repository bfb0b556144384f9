"""The links, and the ways of running them."""

from __future__ import annotations

import tensorflow as tf

from tfcompat import links

DTYPES = ["float32", "float64"]
SCALAR = ["logit", "sigmoid", "probit", "inverse_probit"]
ROWS = ["softmax", "log_softmax"]


def compiled(link):
    """A link in the three ways of running it."""
    return [link, tf.function(link), tf.function(link, jit_compile=True)]


WAYS = {name: compiled(getattr(links, name)) for name in SCALAR + ROWS}
