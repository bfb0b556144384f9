# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = ["Dense", "dense"]

@deprecated(
    "tf.layers.Dense is a legacy name, and its shim goes in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) where it makes logits and keras.layers.Dense elsewhere."
)
class Dense:
    def __init__(
        self,
        units: Any,
        activation: Any = None,
        use_bias: Any = True,
        kernel_initializer: Any = None,
        bias_initializer: Any = ...,
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        trainable: Any = True,
        name: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.layers.dense is a legacy name, and its shim goes in tfcompat 2.0: build the layer once and call it, tfcompat.Logits(units) where it makes logits and keras.layers.Dense elsewhere."
)
def dense(
    inputs: Any,
    units: Any,
    activation: Any = None,
    use_bias: Any = True,
    kernel_initializer: Any = None,
    bias_initializer: Any = ...,
    kernel_regularizer: Any = None,
    bias_regularizer: Any = None,
    activity_regularizer: Any = None,
    kernel_constraint: Any = None,
    bias_constraint: Any = None,
    trainable: Any = True,
    name: Any = None,
    reuse: Any = None,
) -> Any: ...
