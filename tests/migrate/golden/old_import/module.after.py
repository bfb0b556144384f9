import tensorflow.compat.v1 as tensorflow, os
from tensorflow.compat.v1 import get_variable, variable_scope


def layer(x):
    with variable_scope("layer"):
        return tensorflow.nn.relu(x * get_variable("scale", []))
