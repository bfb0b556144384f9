"""``tf.contrib.rnn``: the cells that are not in ``tf.nn.rnn_cell``, and functions that run cells over steps."""

from tfcompat.legacy._implementations.contrib.rnn.block import (
    GRUBlockCell,
    GRUBlockCellV2,
    LSTMBlockCell,
)
from tfcompat.legacy._implementations.contrib.rnn.convolutional import (
    Conv1DLSTMCell,
    Conv2DLSTMCell,
    Conv3DLSTMCell,
    ConvLSTMCell,
)
from tfcompat.legacy._implementations.contrib.rnn.gated import (
    IntersectionRNNCell,
    NASCell,
    UGRNNCell,
)
from tfcompat.legacy._implementations.contrib.rnn.lstm import (
    CoupledInputForgetGateLSTMCell,
    LayerNormBasicLSTMCell,
)
from tfcompat.legacy._implementations.contrib.rnn.networks import (
    stack_bidirectional_dynamic_rnn,
    stack_bidirectional_rnn,
    static_bidirectional_rnn,
    static_rnn,
    static_state_saving_rnn,
)
from tfcompat.legacy._implementations.contrib.rnn.wrappers import (
    EmbeddingWrapper,
    HighwayWrapper,
    InputProjectionWrapper,
    OutputProjectionWrapper,
)
from tfcompat.legacy._implementations.nn.rnn_cell._base import LayerRNNCell

__all__ = [
    "Conv1DLSTMCell",
    "Conv2DLSTMCell",
    "Conv3DLSTMCell",
    "ConvLSTMCell",
    "CoupledInputForgetGateLSTMCell",
    "EmbeddingWrapper",
    "GRUBlockCell",
    "GRUBlockCellV2",
    "HighwayWrapper",
    "InputProjectionWrapper",
    "IntersectionRNNCell",
    "LSTMBlockCell",
    "LayerNormBasicLSTMCell",
    "LayerRNNCell",
    "NASCell",
    "OutputProjectionWrapper",
    "UGRNNCell",
    "stack_bidirectional_dynamic_rnn",
    "stack_bidirectional_rnn",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
]
