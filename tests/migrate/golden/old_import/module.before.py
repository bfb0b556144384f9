import tensorflow, os
from tensorflow import get_variable, variable_scope


def layer(x):
    with variable_scope("layer"):
        return tensorflow.nn.relu(x * get_variable("scale", []))
