"""The tests below this folder run TensorFlow, once beside Keras 3 and once beside tf_keras."""

from __future__ import annotations

import pytest
from support.kerases import keras_is_out_of_reach, pytest_collection_modifyitems

__all__ = ["fresh_state", "keras_is_out_of_reach", "pytest_collection_modifyitems"]


@pytest.fixture(autouse=True)
def fresh_state():
    """Every test starts from the default policy, an empty default graph and a fixed seed."""
    import tensorflow as tf

    from tfcompat._keras import keras

    tf.random.set_seed(0)
    yield
    keras.mixed_precision.set_global_policy("float32")
    tf.compat.v1.reset_default_graph()
