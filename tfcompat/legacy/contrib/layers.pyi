# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = ["fully_connected", "legacy_fully_connected", "legacy_linear", "linear", "relu"]

@deprecated(
    "tf.contrib.layers.fully_connected is a legacy name, and its shim goes in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) where it makes logits and keras.layers.Dense elsewhere, with the activation that is given here or is the default."
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
    "tf.contrib.layers.legacy_fully_connected is a legacy name, and its shim goes in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) where it makes logits and keras.layers.Dense elsewhere, with the activation that is given here or is the default."
)
def legacy_fully_connected(
    x: Any,
    num_output_units: Any,
    activation_fn: Any = None,
    weight_init: Any = ...,
    bias_init: Any = ...,
    name: Any = None,
    weight_collections: Any = ...,
    bias_collections: Any = ...,
    output_collections: Any = ...,
    trainable: Any = True,
    weight_regularizer: Any = None,
    bias_regularizer: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.legacy_linear is a legacy name, and its shim goes in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) where it makes logits and keras.layers.Dense elsewhere, with the activation that is given here or is the default."
)
def legacy_linear(
    x: Any,
    num_output_units: Any,
    activation_fn: Any = None,
    weight_init: Any = ...,
    bias_init: Any = ...,
    name: Any = None,
    weight_collections: Any = ...,
    bias_collections: Any = ...,
    output_collections: Any = ...,
    trainable: Any = True,
    weight_regularizer: Any = None,
    bias_regularizer: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.layers.linear is a legacy name, and its shim goes in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) where it makes logits and keras.layers.Dense elsewhere, with the activation that is given here or is the default."
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

@deprecated(
    "tf.contrib.layers.relu is a legacy name, and its shim goes in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) where it makes logits and keras.layers.Dense elsewhere, with the activation that is given here or is the default."
)
def relu(
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
