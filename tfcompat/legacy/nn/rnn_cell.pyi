# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = [
    "BasicLSTMCell",
    "BasicRNNCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "GRUCell",
    "LSTMCell",
    "LSTMStateTuple",
    "MultiRNNCell",
    "RNNCell",
    "ResidualWrapper",
]

@deprecated(
    "tf.nn.rnn_cell.BasicLSTMCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over keras.layers.LSTMCell once and call it; it splits its kernels differently."
)
class BasicLSTMCell:
    def __init__(
        self,
        num_units: Any,
        forget_bias: Any = 1.0,
        state_is_tuple: Any = True,
        activation: Any = None,
        reuse: Any = None,
        name: Any = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.nn.rnn_cell.BasicRNNCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over keras.layers.SimpleRNNCell once and call it."
)
class BasicRNNCell:
    def __init__(
        self,
        num_units: Any,
        activation: Any = None,
        reuse: Any = None,
        name: Any = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.nn.rnn_cell.DeviceWrapper is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class DeviceWrapper:
    def __init__(
        self,
        cell: Any,
        device: Any,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.nn.rnn_cell.DropoutWrapper is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class DropoutWrapper:
    def __init__(
        self,
        cell: Any,
        input_keep_prob: Any = 1.0,
        output_keep_prob: Any = 1.0,
        state_keep_prob: Any = 1.0,
        variational_recurrent: Any = False,
        input_size: Any = None,
        dtype: Any = None,
        seed: Any = None,
        dropout_state_filter_visitor: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.nn.rnn_cell.GRUCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over keras.layers.GRUCell once and call it; it splits its kernels differently."
)
class GRUCell:
    def __init__(
        self,
        num_units: Any,
        activation: Any = None,
        reuse: Any = None,
        kernel_initializer: Any = None,
        bias_initializer: Any = None,
        name: Any = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.nn.rnn_cell.LSTMCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over keras.layers.LSTMCell once and call it; it splits its kernels differently."
)
class LSTMCell:
    def __init__(
        self,
        num_units: Any,
        use_peepholes: Any = False,
        cell_clip: Any = None,
        initializer: Any = None,
        num_proj: Any = None,
        proj_clip: Any = None,
        num_unit_shards: Any = None,
        num_proj_shards: Any = None,
        forget_bias: Any = 1.0,
        state_is_tuple: Any = True,
        activation: Any = None,
        reuse: Any = None,
        name: Any = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.nn.rnn_cell.LSTMStateTuple is a legacy name, and its shim will be removed in tfcompat 2.0: write a list of the two."
)
class LSTMStateTuple:
    def __init__(
        self,
        c: Any,
        h: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.nn.rnn_cell.MultiRNNCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.StackedRNNCells once."
)
class MultiRNNCell:
    def __init__(
        self,
        cells: Any,
        state_is_tuple: Any = True,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.nn.rnn_cell.RNNCell is a legacy name, and its shim will be removed in tfcompat 2.0: subclass keras.layers.Layer with a state_size."
)
class RNNCell:
    def __init__(
        self,
        trainable: Any = True,
        name: Any = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.nn.rnn_cell.ResidualWrapper is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class ResidualWrapper:
    def __init__(
        self,
        cell: Any,
        residual_fn: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...
