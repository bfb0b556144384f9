# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

from tfcompat.legacy.nn.rnn_cell import BasicLSTMCell as BasicLSTMCell
from tfcompat.legacy.nn.rnn_cell import BasicRNNCell as BasicRNNCell
from tfcompat.legacy.nn.rnn_cell import DeviceWrapper as DeviceWrapper
from tfcompat.legacy.nn.rnn_cell import DropoutWrapper as DropoutWrapper
from tfcompat.legacy.nn.rnn_cell import GRUCell as GRUCell
from tfcompat.legacy.nn.rnn_cell import LSTMCell as LSTMCell
from tfcompat.legacy.nn.rnn_cell import LSTMStateTuple as LSTMStateTuple
from tfcompat.legacy.nn.rnn_cell import MultiRNNCell as MultiRNNCell
from tfcompat.legacy.nn.rnn_cell import ResidualWrapper as ResidualWrapper
from tfcompat.legacy.nn.rnn_cell import RNNCell as RNNCell

__all__ = [
    "BasicLSTMCell",
    "BasicRNNCell",
    "Conv1DLSTMCell",
    "Conv2DLSTMCell",
    "Conv3DLSTMCell",
    "ConvLSTMCell",
    "CoupledInputForgetGateLSTMCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "EmbeddingWrapper",
    "GRUBlockCell",
    "GRUBlockCellV2",
    "GRUCell",
    "HighwayWrapper",
    "InputProjectionWrapper",
    "IntersectionRNNCell",
    "LSTMBlockCell",
    "LSTMCell",
    "LSTMStateTuple",
    "LayerNormBasicLSTMCell",
    "LayerRNNCell",
    "MultiRNNCell",
    "NASCell",
    "OutputProjectionWrapper",
    "RNNCell",
    "ResidualWrapper",
    "UGRNNCell",
    "stack_bidirectional_dynamic_rnn",
    "stack_bidirectional_rnn",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
]

@deprecated(
    "tf.contrib.rnn.Conv1DLSTMCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.ConvLSTM1D once and call it."
)
class Conv1DLSTMCell:
    def __init__(
        self,
        name: Any = "conv_1d_lstm_cell",
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.Conv2DLSTMCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.ConvLSTM2D once and call it."
)
class Conv2DLSTMCell:
    def __init__(
        self,
        name: Any = "conv_2d_lstm_cell",
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.Conv3DLSTMCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.ConvLSTM3D once and call it."
)
class Conv3DLSTMCell:
    def __init__(
        self,
        name: Any = "conv_3d_lstm_cell",
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.ConvLSTMCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.ConvLSTM2D once and call it."
)
class ConvLSTMCell:
    def __init__(
        self,
        conv_ndims: Any,
        input_shape: Any,
        output_channels: Any,
        kernel_shape: Any,
        use_bias: Any = True,
        skip_connection: Any = False,
        forget_bias: Any = 1.0,
        initializers: Any = None,
        name: Any = "conv_lstm_cell",
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.CoupledInputForgetGateLSTMCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class CoupledInputForgetGateLSTMCell:
    def __init__(
        self,
        num_units: Any,
        use_peepholes: Any = False,
        initializer: Any = None,
        num_proj: Any = None,
        proj_clip: Any = None,
        num_unit_shards: Any = 1,
        num_proj_shards: Any = 1,
        forget_bias: Any = 1.0,
        state_is_tuple: Any = True,
        activation: Any = ...,
        reuse: Any = None,
        layer_norm: Any = False,
        norm_gain: Any = 1.0,
        norm_shift: Any = 0.0,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.EmbeddingWrapper is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class EmbeddingWrapper:
    def __init__(
        self,
        cell: Any,
        embedding_classes: Any,
        embedding_size: Any,
        initializer: Any = None,
        reuse: Any = None,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.GRUBlockCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class GRUBlockCell:
    def __init__(
        self,
        num_units: Any = None,
        cell_size: Any = None,
        reuse: Any = None,
        name: Any = "gru_cell",
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.GRUBlockCellV2 is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class GRUBlockCellV2:
    def __init__(
        self,
        num_units: Any = None,
        cell_size: Any = None,
        reuse: Any = None,
        name: Any = "gru_cell",
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.HighwayWrapper is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class HighwayWrapper:
    def __init__(
        self,
        cell: Any,
        couple_carry_transform_gates: Any = True,
        carry_bias_init: Any = 1.0,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.InputProjectionWrapper is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class InputProjectionWrapper:
    def __init__(
        self,
        cell: Any,
        num_proj: Any,
        activation: Any = None,
        input_size: Any = None,
        reuse: Any = None,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.IntersectionRNNCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class IntersectionRNNCell:
    def __init__(
        self,
        num_units: Any,
        num_in_proj: Any = None,
        initializer: Any = None,
        forget_bias: Any = 1.0,
        y_activation: Any = ...,
        reuse: Any = None,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.LSTMBlockCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class LSTMBlockCell:
    def __init__(
        self,
        num_units: Any,
        forget_bias: Any = 1.0,
        cell_clip: Any = None,
        use_peephole: Any = False,
        dtype: Any = None,
        reuse: Any = None,
        name: Any = "lstm_cell",
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.LayerNormBasicLSTMCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class LayerNormBasicLSTMCell:
    def __init__(
        self,
        num_units: Any,
        forget_bias: Any = 1.0,
        input_size: Any = None,
        activation: Any = ...,
        layer_norm: Any = True,
        norm_gain: Any = 1.0,
        norm_shift: Any = 0.0,
        dropout_keep_prob: Any = 1.0,
        dropout_prob_seed: Any = None,
        reuse: Any = None,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.LayerRNNCell is a legacy name, and its shim will be removed in tfcompat 2.0: subclass keras.layers.Layer with a state_size."
)
class LayerRNNCell:
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
    "tf.contrib.rnn.NASCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class NASCell:
    def __init__(
        self,
        num_units: Any,
        num_proj: Any = None,
        use_bias: Any = False,
        reuse: Any = None,
        **kwargs: Any,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.OutputProjectionWrapper is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class OutputProjectionWrapper:
    def __init__(
        self,
        cell: Any,
        output_size: Any,
        activation: Any = None,
        reuse: Any = None,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.UGRNNCell is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN over your own cell once and call it."
)
class UGRNNCell:
    def __init__(
        self,
        num_units: Any,
        initializer: Any = None,
        forget_bias: Any = 1.0,
        activation: Any = ...,
        reuse: Any = None,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __getattr__(self, name: str) -> Any: ...

@deprecated(
    "tf.contrib.rnn.stack_bidirectional_dynamic_rnn is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Bidirectional for each layer."
)
def stack_bidirectional_dynamic_rnn(
    cells_fw: Any,
    cells_bw: Any,
    inputs: Any,
    initial_states_fw: Any = None,
    initial_states_bw: Any = None,
    dtype: Any = None,
    sequence_length: Any = None,
    parallel_iterations: Any = None,
    time_major: Any = False,
    scope: Any = None,
    swap_memory: Any = False,
) -> Any: ...

@deprecated(
    "tf.contrib.rnn.stack_bidirectional_rnn is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Bidirectional for each layer."
)
def stack_bidirectional_rnn(
    cells_fw: Any,
    cells_bw: Any,
    inputs: Any,
    initial_states_fw: Any = None,
    initial_states_bw: Any = None,
    dtype: Any = None,
    sequence_length: Any = None,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.rnn.static_bidirectional_rnn is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.Bidirectional once and call it."
)
def static_bidirectional_rnn(
    cell_fw: Any,
    cell_bw: Any,
    inputs: Any,
    initial_state_fw: Any = None,
    initial_state_bw: Any = None,
    dtype: Any = None,
    sequence_length: Any = None,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.rnn.static_rnn is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN once and call it."
)
def static_rnn(
    cell: Any,
    inputs: Any,
    initial_state: Any = None,
    dtype: Any = None,
    sequence_length: Any = None,
    scope: Any = None,
) -> Any: ...

@deprecated(
    "tf.contrib.rnn.static_state_saving_rnn is a legacy name, and its shim will be removed in tfcompat 2.0: build keras.layers.RNN(stateful=True) once and call it."
)
def static_state_saving_rnn(
    cell: Any,
    inputs: Any,
    state_saver: Any,
    state_name: Any,
    sequence_length: Any = None,
    scope: Any = None,
) -> Any: ...
