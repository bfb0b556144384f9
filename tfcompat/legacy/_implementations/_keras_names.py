"""The initialisers and activations that TensorFlow 1.15 looked up by name, in the spelling of its Keras."""

from __future__ import annotations

from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any

import tensorflow as tf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

tf1 = tf.compat.v1

# By name, Keras' distributions were narrower than those of TensorFlow's initialisers.
_NORMAL = partial(tf1.random_normal_initializer, stddev=0.05)
_TRUNCATED = partial(tf1.truncated_normal_initializer, stddev=0.05)
_UNIFORM = partial(tf1.random_uniform_initializer, minval=-0.05, maxval=0.05)

_INITIALIZERS: dict[str, Callable[..., Any]] = {
    name: make
    for names, make in {
        "Constant constant": tf1.constant_initializer,
        "GlorotNormal glorot_normal": tf1.glorot_normal_initializer,
        "GlorotUniform glorot_uniform": tf1.glorot_uniform_initializer,
        "Identity identity": tf1.initializers.identity,
        "Ones ones one": tf1.ones_initializer,
        "Orthogonal orthogonal": tf1.orthogonal_initializer,
        "RandomNormal random_normal normal": _NORMAL,
        "RandomUniform random_uniform uniform": _UNIFORM,
        "TFRandomNormal": tf1.random_normal_initializer,
        "TFRandomUniform": tf1.random_uniform_initializer,
        "TFTruncatedNormal": tf1.truncated_normal_initializer,
        "TruncatedNormal truncated_normal": _TRUNCATED,
        "VarianceScaling": tf1.variance_scaling_initializer,
        "Zeros zeros zero": tf1.zeros_initializer,
        "he_normal": tf1.initializers.he_normal,
        "he_uniform": tf1.initializers.he_uniform,
        "lecun_normal": tf1.initializers.lecun_normal,
        "lecun_uniform": tf1.initializers.lecun_uniform,
    }.items()
    for name in names.split()
}


def _hard_sigmoid(x: tf.Tensor) -> tf.Tensor:
    """Keras 3 has another function of this name, with slope 1/6."""
    return tf.clip_by_value(x * 0.2 + 0.5, 0.0, 1.0)


def _selu(x: tf.Tensor) -> tf.Tensor:
    outputs = tf.nn.elu(x)
    return 1.0507009873554805 * tf.where(x > 0, outputs, 1.6732632423543772 * outputs)


def _softmax(x: tf.Tensor) -> tf.Tensor:
    """For more than two axes, Keras wrote the formula out, which rounds differently."""
    if x.shape.rank == 2:
        return tf.nn.softmax(x)
    odds = tf.exp(x - tf.reduce_max(x, axis=-1, keepdims=True))
    return odds / tf.reduce_sum(odds, axis=-1, keepdims=True)


_ACTIVATIONS: dict[str, Callable[[Any], Any] | None] = {
    "elu": tf.nn.elu,
    "exponential": tf.exp,
    "hard_sigmoid": _hard_sigmoid,
    "linear": None,
    "relu": tf.nn.relu,
    "selu": _selu,
    "sigmoid": tf.nn.sigmoid,
    "softmax": _softmax,
    "softplus": tf.nn.softplus,
    "softsign": tf.nn.softsign,
    "tanh": tf.nn.tanh,
}


def initializer(given: Any) -> Any:
    """Return an initialiser for ``get_variable``, also from its name or its configuration."""
    if isinstance(given, str):
        given = {"class_name": given}
    if not isinstance(given, dict):
        return given
    name = str(given.get("class_name"))
    if name not in _INITIALIZERS:
        raise ValueError(_unknown("initializer", name, _INITIALIZERS, "pass one of tf.compat.v1.initializers"))
    return _INITIALIZERS[name](**given.get("config", {}))


def activation(given: Any) -> Callable[[Any], Any] | None:
    """Return an activation as a function, also from its name; None if it changes nothing."""
    if isinstance(given, str) and given not in _ACTIVATIONS:
        raise ValueError(_unknown("activation", given, _ACTIVATIONS, "pass a function such as tf.nn.relu"))
    found: Callable[[Any], Any] | None = _ACTIVATIONS[given] if isinstance(given, str) else given
    return found


def _unknown(kind: str, name: str, known: Iterable[str], remedy: str) -> str:
    close = get_close_matches(name, known, 1)
    return f"tf.layers.dense does not know the {kind} {name!r}; " + (
        f"did you mean {close[0]!r}?" if close else f"{remedy}."
    )
