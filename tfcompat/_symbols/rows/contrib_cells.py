"""``tf.contrib.rnn``: the cells that are not in ``tf.nn.rnn_cell``."""

from __future__ import annotations

from tfcompat._symbols._model import Variables
from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "contrib.rnn.LSTMBlockCell",
        "tf.contrib.rnn.LSTMBlockCell(4)(inputs, (state, state))",
        {
            "0.12 0.12": "(num_units, forget_bias=1.0, use_peephole=False, use_compatible_names=False)",
            "1.0 1.2": "(num_units, forget_bias=1.0, use_peephole=False)",
            "1.3 1.3": "(num_units, forget_bias=1.0, clip_cell=True, use_peephole=False)",
            "1.4 1.4": "(num_units, forget_bias=1.0, cell_clip=None, use_peephole=False, reuse=None)",
            "1.5 1.12": "(num_units, forget_bias=1.0, cell_clip=None, "
            "use_peephole=False, reuse=None, name='lstm_cell')",
            "1.13 1.15": "(num_units, forget_bias=1.0, cell_clip=None, "
            "use_peephole=False, dtype=None, reuse=None, name='lstm_cell')",
        },
        variables=Variables(default="lstm_cell", given="name", weights=("kernel", "bias")),
        refused=(
            "clip_cell",
            "use_compatible_names",
        ),
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "contrib.rnn.GRUBlockCell",
        "tf.contrib.rnn.GRUBlockCell(num_units=4)(inputs, state)",
        {
            "0.12 1.3": "(cell_size)",
            "1.4 1.4": "(num_units=None, cell_size=None)",
            "1.5 1.15": "(num_units=None, cell_size=None, reuse=None, name='gru_cell')",
        },
        variables=Variables(default="gru_cell", given="name", weights=("w_ru", "b_ru", "w_c", "b_c")),
        renamed={"cell_size": "num_units"},
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "contrib.rnn.GRUBlockCellV2",
        "tf.contrib.rnn.GRUBlockCellV2(num_units=4)(inputs, state)",
        {
            "1.4 1.4": "(num_units=None, cell_size=None)",
            "1.5 1.15": "(num_units=None, cell_size=None, reuse=None, name='gru_cell')",
        },
        variables=Variables(
            default="gru_cell",
            given="name",
            weights=("gates/kernel", "gates/bias", "candidate/kernel", "candidate/bias"),
        ),
        renamed={"cell_size": "num_units"},
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "contrib.rnn.UGRNNCell",
        "tf.contrib.rnn.UGRNNCell(4)(inputs, state)",
        {
            "1.2 1.15": "(num_units, initializer=None, forget_bias=1.0, activation=nn.tanh, reuse=None)",
        },
        variables=Variables(default="ugrnn_cell", given="", weights=("kernel", "bias")),
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "contrib.rnn.IntersectionRNNCell",
        "tf.contrib.rnn.IntersectionRNNCell(3)(inputs, inputs)",
        {
            "1.2 1.15": "(num_units, num_in_proj=None, initializer=None, "
            "forget_bias=1.0, y_activation=nn.relu, reuse=None)",
        },
        variables=Variables(default="intersection_rnn_cell", given="", weights=("kernel", "bias")),
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "contrib.rnn.NASCell",
        "tf.contrib.rnn.NASCell(4)(inputs, (state, state))",
        {
            "1.1 1.13": "(num_units, num_proj=None, use_biases=False, reuse=None)",
            "1.14 1.15": "(num_units, num_proj=None, use_bias=False, reuse=None, **kwargs)",
        },
        variables=Variables(default="nas_cell", given="", weights=("recurrent_kernel", "kernel")),
        renamed={"use_biases": "use_bias"},
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "contrib.rnn.CoupledInputForgetGateLSTMCell",
        "tf.contrib.rnn.CoupledInputForgetGateLSTMCell(4)(inputs, (state, state))",
        {
            "0.12 1.0": "(num_units, use_peepholes=False, initializer=None, "
            "num_proj=None, proj_clip=None, num_unit_shards=1, num_proj_shards=1, "
            "forget_bias=1.0, state_is_tuple=False, activation=nn.tanh)",
            "1.1 1.1": "(num_units, use_peepholes=False, initializer=None, "
            "num_proj=None, proj_clip=None, num_unit_shards=1, num_proj_shards=1, "
            "forget_bias=1.0, state_is_tuple=False, activation=nn.tanh, reuse=None)",
            "1.2 1.4": "(num_units, use_peepholes=False, initializer=None, "
            "num_proj=None, proj_clip=None, num_unit_shards=1, num_proj_shards=1, "
            "forget_bias=1.0, state_is_tuple=True, activation=nn.tanh, reuse=None)",
            "1.5 1.15": "(num_units, use_peepholes=False, initializer=None, "
            "num_proj=None, proj_clip=None, num_unit_shards=1, num_proj_shards=1, "
            "forget_bias=1.0, state_is_tuple=True, activation=nn.tanh, reuse=None, "
            "layer_norm=False, norm_gain=1.0, norm_shift=0.0)",
        },
        variables=Variables(default="coupled_input_forget_gate_lstm_cell", given="", weights=("W_0", "B")),
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "contrib.rnn.LayerNormBasicLSTMCell",
        "tf.contrib.rnn.LayerNormBasicLSTMCell(4)(inputs, (state, state))",
        {
            "1.0 1.0": "(num_units, forget_bias=1.0, input_size=None, "
            "activation=nn.tanh, layer_norm=True, norm_gain=1.0, norm_shift=0.0, "
            "dropout_keep_prob=1.0, dropout_prob_seed=None)",
            "1.1 1.15": "(num_units, forget_bias=1.0, input_size=None, "
            "activation=nn.tanh, layer_norm=True, norm_gain=1.0, norm_shift=0.0, "
            "dropout_keep_prob=1.0, dropout_prob_seed=None, reuse=None)",
        },
        variables=Variables(
            default="layer_norm_basic_lstm_cell",
            given="",
            weights=(
                "kernel",
                "input/gamma",
                "input/beta",
                "transform/gamma",
                "transform/beta",
                "forget/gamma",
                "forget/beta",
                "output/gamma",
                "output/beta",
                "state/gamma",
                "state/beta",
            ),
        ),
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "contrib.rnn.InputProjectionWrapper",
        "tf.contrib.rnn.InputProjectionWrapper(cell, 3)",
        {
            "1.0 1.1": "(cell, num_proj, input_size=None)",
            "1.2 1.15": "(cell, num_proj, activation=None, input_size=None, reuse=None)",
        },
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "contrib.rnn.OutputProjectionWrapper",
        "tf.contrib.rnn.OutputProjectionWrapper(cell, 2)",
        {
            "1.0 1.0": "(cell, output_size)",
            "1.1 1.1": "(cell, output_size, reuse=None)",
            "1.2 1.15": "(cell, output_size, activation=None, reuse=None)",
        },
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "contrib.rnn.HighwayWrapper",
        "tf.contrib.rnn.HighwayWrapper(cell)",
        {
            "1.2 1.15": "(cell, couple_carry_transform_gates=True, carry_bias_init=1.0)",
        },
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "contrib.rnn.EmbeddingWrapper",
        "tf.contrib.rnn.EmbeddingWrapper(cell, 5, 3)",
        {
            "1.0 1.0": "(cell, embedding_classes, embedding_size, initializer=None)",
            "1.1 1.15": "(cell, embedding_classes, embedding_size, initializer=None, reuse=None)",
        },
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "contrib.rnn.ConvLSTMCell",
        "tf.contrib.rnn.ConvLSTMCell(2, [4, 4, 3], 2, [3, 3])",
        {
            "1.4 1.15": "(conv_ndims, input_shape, output_channels, kernel_shape, "
            "use_bias=True, skip_connection=False, forget_bias=1.0, initializers=None, "
            "name='conv_lstm_cell')",
        },
        by_hand="build keras.layers.ConvLSTM2D once and call it",
    ),
    layer(
        "contrib.rnn.Conv1DLSTMCell",
        "tf.contrib.rnn.Conv1DLSTMCell(input_shape=[4, 3], output_channels=2, kernel_shape=[3])",
        {
            "1.4 1.15": "(name='conv_1d_lstm_cell', **kwargs)",
        },
        by_hand="build keras.layers.ConvLSTM1D once and call it",
    ),
    layer(
        "contrib.rnn.Conv2DLSTMCell",
        "tf.contrib.rnn.Conv2DLSTMCell(input_shape=[4, 4, 3], output_channels=2, kernel_shape=[3, 3])",
        {
            "1.4 1.15": "(name='conv_2d_lstm_cell', **kwargs)",
        },
        by_hand="build keras.layers.ConvLSTM2D once and call it",
    ),
    layer(
        "contrib.rnn.Conv3DLSTMCell",
        "tf.contrib.rnn.Conv3DLSTMCell(input_shape=[4, 4, 4, 3], output_channels=2, kernel_shape=[3, 3, 3])",
        {
            "1.4 1.15": "(name='conv_3d_lstm_cell', **kwargs)",
        },
        by_hand="build keras.layers.ConvLSTM3D once and call it",
    ),
)
