"""The TensorFlow and Keras functions and layers whose output is known from their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols._cross_entropies import CROSS_ENTROPY_OF_NAME, KERAS_HOMES
from tfcompat._symbols._homes import TENSORFLOW_HOMES

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ACTIVATIONS",
    "ACTIVATION_LAYERS",
    "CLIPS",
    "FUNCTIONS",
    "INPUTS",
    "JOINED",
    "JOINS",
    "LAMBDAS",
    "LAYERS",
    "MEANS",
    "MEANS_OVER_AXIS",
    "MODELS",
    "NAMES",
    "OF_STRING",
    "PRODUCTS",
    "SAME",
    "SAME_LAYERS",
    "SEQUENTIAL",
    "SHAPED_AS_BEFORE",
    "SHAPES",
    "SUMS_OF_PRODUCTS",
    "Weights",
]

_KERAS = (*KERAS_HOMES, "tensorflow.python.keras", "tensorflow.contrib.keras")


class Weights(NamedTuple):
    """How a layer takes its size and its activation: the keyword, and the position."""

    units: str
    units_at: int
    activation: str
    activation_at: int
    default: str = "linear"


def _below(homes: Iterable[str], paths: str) -> set[str]:
    return {f"{home}.{path}" for home in homes for path in paths.split()}


_KINDS = (
    "softmax sigmoid relu relu6 tanh softplus softsign elu selu gelu linear log_softmax log_sigmoid leaky_relu swish "
    "silu exponential"
)
OF_STRING = {name: name for name in _KINDS.split()}
"""From a name that Keras accepts as an activation to what the output is then."""

ACTIVATIONS: dict[str, str] = {
    f"{home}.{name}": kind
    for name, kind in OF_STRING.items()
    for home in (
        *_below(TENSORFLOW_HOMES, "nn math"),
        *_below(_KERAS, "activations backend ops nn"),
        *(TENSORFLOW_HOMES if name in ("sigmoid", "tanh") else ()),
    )
}
"""From a function's qualified name to what its output is."""

INPUTS = frozenset({"logits", "x", "input", "inputs", "features", "tensor", "value", "t"})
"""The name of the first argument of a function or layer, from which it computes its output."""

SAME = {
    *_below(
        TENSORFLOW_HOMES,
        "identity reshape squeeze expand_dims cast stop_gradient convert_to_tensor clip_by_value to_float",
    ),
    *_below(TENSORFLOW_HOMES, "transpose debugging.check_numerics check_numerics slice unstack gather gather_nd"),
    *_below(TENSORFLOW_HOMES, "boolean_mask maximum minimum"),
    *_below(
        _KERAS,
        "backend.cast backend.reshape backend.squeeze backend.clip ops.cast ops.reshape ops.squeeze ops.clip "
        "backend.flatten backend.stop_gradient backend.identity ops.transpose ops.expand_dims ops.maximum ops.minimum "
        "ops.stop_gradient backend.maximum backend.minimum backend.expand_dims",
    ),
}
"""Functions that return the numbers they get, one by one."""

SHAPED_AS_BEFORE = _below(TENSORFLOW_HOMES, "identity cast stop_gradient convert_to_tensor clip_by_value to_float")
"""The ones that also keep the shape."""

CLIPS = _below(TENSORFLOW_HOMES, "clip_by_value maximum minimum") | _below(
    _KERAS, "backend.clip ops.clip ops.maximum ops.minimum backend.maximum backend.minimum"
)
"""The ones that leave probabilities unchanged, but change other numbers."""

JOINED = frozenset({"values", "inputs", "xs", "input_tensor", "x", "axis_values"})
"""The name of the first argument of the functions below."""
JOINS = _below(TENSORFLOW_HOMES, "concat stack") | _below(
    _KERAS, "ops.concatenate ops.stack backend.concatenate layers.average layers.concatenate"
)
"""Functions that join several outputs, or take their mean."""
MEANS = _below(_KERAS, "layers.Average layers.Concatenate")
"""Layers that do the same."""
MEANS_OVER_AXIS = _below(TENSORFLOW_HOMES, "reduce_mean math.reduce_mean") | _below(_KERAS, "ops.mean backend.mean")
PRODUCTS = _below(TENSORFLOW_HOMES, "multiply math.multiply") | _below(_KERAS, "ops.multiply")
SUMS_OF_PRODUCTS = _below(TENSORFLOW_HOMES, "reduce_sum math.reduce_sum") | _below(_KERAS, "ops.sum backend.sum")

_FAR = 99
"""No position: the argument is keyword-only."""
_DENSE = Weights("units", 0, "activation", 1)
_FILTERS = Weights("filters", 0, "activation", _FAR)
LAYERS: dict[str, Weights] = {
    **dict.fromkeys(_below(_KERAS, "layers.Dense layers.core.Dense"), _DENSE),
    **dict.fromkeys(_below(TENSORFLOW_HOMES, "layers.Dense"), _DENSE),
    **dict.fromkeys(_below(_KERAS, "layers.Conv1D layers.Conv2D layers.Conv3D layers.Conv2DTranspose"), _FILTERS),
    **dict.fromkeys(("tfcompat.Logits", "tfcompat.layers.Logits"), _DENSE),
}
"""Layer classes with weights."""

_CONTRIB = ("tensorflow.contrib.layers", "tensorflow.contrib.slim", "tf_slim", "tf_slim.layers")
_FULLY_CONNECTED = Weights("num_outputs", 1, "activation_fn", 2, "relu")
FUNCTIONS: dict[str, Weights] = {
    **dict.fromkeys(_below(TENSORFLOW_HOMES, "layers.dense"), Weights("units", 1, "activation", 2)),
    **dict.fromkeys(_below(TENSORFLOW_HOMES, "layers.conv2d"), Weights("filters", 1, "activation", _FAR)),
    **dict.fromkeys(_below(_CONTRIB, "fully_connected"), _FULLY_CONNECTED),
    **dict.fromkeys(_below(_CONTRIB, "conv2d convolution2d"), _FULLY_CONNECTED._replace(activation_at=_FAR)),
    **dict.fromkeys(_below(_CONTRIB, "linear"), Weights("num_outputs", 1, "activation_fn", _FAR)),
}
"""Functions that build a layer and call it; those in tf.contrib apply a relu by default."""

ACTIVATION_LAYERS: dict[str, str] = {
    **dict.fromkeys(_below(_KERAS, "layers.Softmax"), "softmax"),
    **dict.fromkeys(_below(_KERAS, "layers.ReLU"), "relu"),
    **dict.fromkeys(_below(_KERAS, "layers.Activation layers.core.Activation"), ""),
}
"""Layer classes that are an activation; the one without a kind takes it as an argument."""

LAMBDAS = _below(_KERAS, "layers.Lambda")
"""Functions that make a layer."""
SHAPES = _below(
    _KERAS,
    "layers.Reshape layers.Flatten layers.Permute layers.GlobalAveragePooling1D layers.GlobalAveragePooling2D "
    "layers.GlobalAveragePooling3D layers.GlobalAvgPool1D layers.GlobalAvgPool2D",
)
SAME_LAYERS = SHAPES | _below(_KERAS, "layers.Dropout layers.InputLayer")
SEQUENTIAL = _below(_KERAS, "Sequential models.Sequential")
MODELS = _below(_KERAS, "Model models.Model engine.training.Model")

NAMES = frozenset(
    {
        *ACTIVATIONS,
        *SAME,
        *LAYERS,
        *FUNCTIONS,
        *ACTIVATION_LAYERS,
        *SAME_LAYERS,
        *SEQUENTIAL,
        *MODELS,
        *JOINS,
        *MEANS,
        *LAMBDAS,
    }
    | {*CROSS_ENTROPY_OF_NAME}
    | _below(_KERAS, "layers.Input Input utils.to_categorical")
)
"""Every name here that a star import may bind."""
