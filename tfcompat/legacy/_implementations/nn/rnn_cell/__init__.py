"""``tf.nn.rnn_cell``: TensorFlow refuses these with Keras 3; its ``dynamic_rnn`` accepts the cells here."""

from tfcompat.legacy._implementations.nn.rnn_cell._base import LSTMStateTuple, RNNCell
from tfcompat.legacy._implementations.nn.rnn_cell.basic import BasicRNNCell, GRUCell
from tfcompat.legacy._implementations.nn.rnn_cell.dropout import DropoutWrapper
from tfcompat.legacy._implementations.nn.rnn_cell.lstm import BasicLSTMCell, LSTMCell
from tfcompat.legacy._implementations.nn.rnn_cell.wrappers import DeviceWrapper, MultiRNNCell, ResidualWrapper

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
