"""``tf.contrib.layers`` and ``tf.contrib.slim``: layers whose variables are called ``weights`` and ``biases``."""

from __future__ import annotations

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, Successor, Symbol, Variables
from tfcompat._symbols.rows._shared import unchanged
from tfcompat._symbols.signatures import parameters_of

_SETTINGS = (
    "normalizer_fn=None, normalizer_params=None, weights_initializer=glorot_uniform_initializer(), "
    "weights_regularizer=None, biases_initializer=zeros_initializer(), biases_regularizer=None, reuse=None, "
    "variables_collections=None, outputs_collections=None, trainable=True, scope=None)"
)
_OLD_SETTINGS = (
    "weight_init=glorot_uniform_initializer(), bias_init=zeros_initializer(), name=None, "
    "weight_collections=('weights',), bias_collections=('biases',), output_collections=('activations',), "
    "trainable=True, weight_regularizer=None, bias_regularizer=None)"
)
_RELU = f"(inputs, num_outputs, activation_fn=nn.relu, {_SETTINGS}"
_LINEAR = f"(inputs, num_outputs, activation_fn=None, {_SETTINGS}"
_OLD = f"(x, num_output_units, activation_fn=None, {_OLD_SETTINGS}"


def _in_tf_slim(path: str) -> dict[str, tuple[str, str]]:
    """Return the names of a layer in tf_slim; each layer of ``contrib.slim`` is also one of ``contrib.layers``."""
    home, _, name = path.rpartition(".")
    places = ("tf_slim", "tf_slim.layers") if home == "contrib.layers" else ()
    return dict.fromkeys((f"{place}.{name}" for place in places), ("1.15", "2.21"))


def _row(path: str, signature: str, before: str, note: str = "", *, bias: str = "biases") -> Symbol:
    """Return a row; this is what they have in common."""
    given = "scope" if bias == "biases" else "name"
    return Symbol(
        path=path,
        homes={"tensorflow": ("0.12", "1.15")},
        aliases=_in_tf_slim(path),
        eras=(Era(first="0.12", last="1.15", signature=signature),),
        labels="none",
        reduction="none",
        side_effects=("variables",),
        variables=Variables(default="fully_connected", given=given, weights=("weights",), bias=bias),
        successor=Successor(name=f"legacy.{path}", arguments=unchanged(*parameters_of(signature).defaults)),
        code=Code.LOGITS_LAYER,
        action="safe",
        why="The shim creates the same variables under the same names: numbers and checkpoints stay the same." + note,
        by_hand="build the layer once and call it, tfcompat.Logits(units) if it makes logits and keras.layers.Dense "
        "otherwise, with the activation of this call or its default",
        before=before,
        after=before.replace("tf.contrib", "tfcompat.legacy.contrib"),
    )


_IS_RELU = " Without activation_fn=None it is a layer with relu, and makes no logits."

ROWS = (
    _row(
        "contrib.layers.fully_connected",
        _RELU,
        "tf.contrib.layers.fully_connected(inputs, 10, activation_fn=None)",
        _IS_RELU,
    ),
    _row("contrib.layers.linear", _LINEAR, "tf.contrib.layers.linear(inputs, 10)"),
    _row("contrib.layers.relu", _RELU, "tf.contrib.layers.relu(inputs, 10)"),
    _row(
        "contrib.layers.legacy_fully_connected",
        _OLD,
        "tf.contrib.layers.legacy_fully_connected(inputs, 10)",
        bias="bias",
    ),
    _row("contrib.layers.legacy_linear", _OLD, "tf.contrib.layers.legacy_linear(inputs, 10)", bias="bias"),
    _row(
        "contrib.slim.fully_connected",
        _RELU,
        "tf.contrib.slim.fully_connected(inputs, 10, activation_fn=None)",
        _IS_RELU,
    ),
    _row("contrib.slim.linear", _LINEAR, "tf.contrib.slim.linear(inputs, 10)"),
)
