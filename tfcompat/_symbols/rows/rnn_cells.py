"""``tf.nn.rnn_cell``: the cells."""

from __future__ import annotations

from tfcompat._symbols._model import Variables
from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "nn.rnn_cell.BasicRNNCell",
        "tf.nn.rnn_cell.BasicRNNCell(4)(inputs, state)",
        {
            "0.12 1.0": "(num_units, input_size=None, activation=nn.tanh)",
            "1.1 1.1": "(num_units, input_size=None, activation=nn.tanh, reuse=None)",
            "1.2 1.4": "(num_units, activation=None, reuse=None)",
            "1.5 1.8": "(num_units, activation=None, reuse=None, name=None)",
            "1.9 1.10": "(num_units, activation=None, reuse=None, name=None, dtype=None)",
            "1.11 1.15": "(num_units, activation=None, reuse=None, name=None, dtype=None, **kwargs)",
        },
        variables=Variables(default="basic_rnn_cell", given="name", weights=("kernel", "bias")),
        aliases={
            "tensorflow.contrib.rnn.BasicRNNCell": ("1.0", "1.15"),
        },
        dropped=("input_size",),
        by_hand="build keras.layers.RNN over keras.layers.SimpleRNNCell once and call it",
    ),
    layer(
        "nn.rnn_cell.GRUCell",
        "tf.nn.rnn_cell.GRUCell(4)(inputs, state)",
        {
            "0.12 1.0": "(num_units, input_size=None, activation=nn.tanh)",
            "1.1 1.1": "(num_units, input_size=None, activation=nn.tanh, reuse=None)",
            "1.2 1.4": "(num_units, activation=None, reuse=None, kernel_initializer=None, bias_initializer=None)",
            "1.5 1.8": "(num_units, activation=None, reuse=None, "
            "kernel_initializer=None, bias_initializer=None, name=None)",
            "1.9 1.10": "(num_units, activation=None, reuse=None, "
            "kernel_initializer=None, bias_initializer=None, name=None, dtype=None)",
            "1.11 1.15": "(num_units, activation=None, reuse=None, "
            "kernel_initializer=None, bias_initializer=None, name=None, dtype=None, "
            "**kwargs)",
        },
        variables=Variables(
            default="gru_cell",
            given="name",
            weights=("gates/kernel", "gates/bias", "candidate/kernel", "candidate/bias"),
        ),
        aliases={
            "tensorflow.contrib.rnn.GRUCell": ("1.0", "1.15"),
        },
        dropped=("input_size",),
        by_hand="build keras.layers.RNN over keras.layers.GRUCell once and call it; it splits its kernels differently",
    ),
    layer(
        "nn.rnn_cell.BasicLSTMCell",
        "tf.nn.rnn_cell.BasicLSTMCell(4)(inputs, (state, state))",
        {
            "0.12 1.0": "(num_units, forget_bias=1.0, input_size=None, state_is_tuple=True, activation=nn.tanh)",
            "1.1 1.1": "(num_units, forget_bias=1.0, input_size=None, "
            "state_is_tuple=True, activation=nn.tanh, reuse=None)",
            "1.2 1.4": "(num_units, forget_bias=1.0, state_is_tuple=True, activation=None, reuse=None)",
            "1.5 1.8": "(num_units, forget_bias=1.0, state_is_tuple=True, activation=None, reuse=None, name=None)",
            "1.9 1.10": "(num_units, forget_bias=1.0, state_is_tuple=True, "
            "activation=None, reuse=None, name=None, dtype=None)",
            "1.11 1.15": "(num_units, forget_bias=1.0, state_is_tuple=True, "
            "activation=None, reuse=None, name=None, dtype=None, **kwargs)",
        },
        variables=Variables(default="basic_lstm_cell", given="name", weights=("kernel", "bias")),
        aliases={
            "tensorflow.contrib.rnn.BasicLSTMCell": ("1.0", "1.15"),
        },
        dropped=("input_size",),
        by_hand="build keras.layers.RNN over keras.layers.LSTMCell once and call it; it splits its kernels differently",
    ),
    layer(
        "nn.rnn_cell.LSTMCell",
        "tf.nn.rnn_cell.LSTMCell(4)(inputs, (state, state))",
        {
            "0.12 0.12": "(num_units, input_size=None, use_peepholes=False, "
            "cell_clip=None, initializer=None, num_proj=None, proj_clip=None, "
            "num_unit_shards=1, num_proj_shards=1, forget_bias=1.0, state_is_tuple=True, "
            "activation=nn.tanh)",
            "1.0 1.0": "(num_units, input_size=None, use_peepholes=False, "
            "cell_clip=None, initializer=None, num_proj=None, proj_clip=None, "
            "num_unit_shards=None, num_proj_shards=None, forget_bias=1.0, "
            "state_is_tuple=True, activation=nn.tanh)",
            "1.1 1.1": "(num_units, input_size=None, use_peepholes=False, "
            "cell_clip=None, initializer=None, num_proj=None, proj_clip=None, "
            "num_unit_shards=None, num_proj_shards=None, forget_bias=1.0, "
            "state_is_tuple=True, activation=nn.tanh, reuse=None)",
            "1.2 1.4": "(num_units, use_peepholes=False, cell_clip=None, "
            "initializer=None, num_proj=None, proj_clip=None, num_unit_shards=None, "
            "num_proj_shards=None, forget_bias=1.0, state_is_tuple=True, activation=None, "
            "reuse=None)",
            "1.5 1.8": "(num_units, use_peepholes=False, cell_clip=None, "
            "initializer=None, num_proj=None, proj_clip=None, num_unit_shards=None, "
            "num_proj_shards=None, forget_bias=1.0, state_is_tuple=True, activation=None, "
            "reuse=None, name=None)",
            "1.9 1.10": "(num_units, use_peepholes=False, cell_clip=None, "
            "initializer=None, num_proj=None, proj_clip=None, num_unit_shards=None, "
            "num_proj_shards=None, forget_bias=1.0, state_is_tuple=True, activation=None, "
            "reuse=None, name=None, dtype=None)",
            "1.11 1.15": "(num_units, use_peepholes=False, cell_clip=None, "
            "initializer=None, num_proj=None, proj_clip=None, num_unit_shards=None, "
            "num_proj_shards=None, forget_bias=1.0, state_is_tuple=True, activation=None, "
            "reuse=None, name=None, dtype=None, **kwargs)",
        },
        variables=Variables(default="lstm_cell", given="name", weights=("kernel", "bias")),
        aliases={
            "tensorflow.contrib.rnn.LSTMCell": ("1.0", "1.15"),
        },
        dropped=("input_size",),
        by_hand="build keras.layers.RNN over keras.layers.LSTMCell once and call it; it splits its kernels differently",
    ),
)
