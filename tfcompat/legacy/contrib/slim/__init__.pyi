# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

from tfcompat.legacy.contrib.slim import losses as losses

__all__ = ["fully_connected", "linear", "losses"]

@deprecated(
    "tf.contrib.slim.fully_connected is a legacy name, and its shim goes in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) where it makes logits and keras.layers.Dense elsewhere, with the activation that is given here or is the default."
)
def fully_connected(
    inputs: Any,
    num_outputs: Any,
    activation_fn: Any = ...,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.slim.linear is a legacy name, and its shim goes in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) where it makes logits and keras.layers.Dense elsewhere, with the activation that is given here or is the default."
)
def linear(
    inputs: Any,
    num_outputs: Any,
    activation_fn: Any = None,
    normalizer_fn: Any = None,
    normalizer_params: Any = None,
    weights_initializer: Any = ...,
    weights_regularizer: Any = None,
    biases_initializer: Any = ...,
    biases_regularizer: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: Any = True,
    scope: Any = None,
) -> Any: ...
