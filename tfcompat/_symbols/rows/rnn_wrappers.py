"""``tf.nn.rnn_cell`` and ``tf.contrib.rnn``: wrappers, states and functions that run cells."""

from __future__ import annotations

from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "nn.rnn_cell.DropoutWrapper",
        "tf.nn.rnn_cell.DropoutWrapper(cell)",
        {
            "0.12 1.0": "(cell, input_keep_prob=1.0, output_keep_prob=1.0, seed=None)",
            "1.1 1.3": "(cell, input_keep_prob=1.0, output_keep_prob=1.0, "
            "state_keep_prob=1.0, variational_recurrent=False, input_size=None, "
            "dtype=None, seed=None)",
            "1.4 1.13": "(cell, input_keep_prob=1.0, output_keep_prob=1.0, "
            "state_keep_prob=1.0, variational_recurrent=False, input_size=None, "
            "dtype=None, seed=None, dropout_state_filter_visitor=None)",
            "1.14 1.15": "(cell, input_keep_prob=1.0, output_keep_prob=1.0, "
            "state_keep_prob=1.0, variational_recurrent=False, input_size=None, "
            "dtype=None, seed=None, dropout_state_filter_visitor=None, **kwargs)",
        },
        aliases={
            "tensorflow.contrib.rnn.DropoutWrapper": ("1.0", "1.15"),
        },
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "nn.rnn_cell.ResidualWrapper",
        "tf.nn.rnn_cell.ResidualWrapper(cell)",
        {
            "1.1 1.3": "(cell)",
            "1.4 1.13": "(cell, residual_fn=None)",
            "1.14 1.15": "(cell, residual_fn=None, **kwargs)",
        },
        aliases={
            "tensorflow.contrib.rnn.ResidualWrapper": ("1.1", "1.15"),
        },
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "nn.rnn_cell.DeviceWrapper",
        "tf.nn.rnn_cell.DeviceWrapper(cell, '/cpu:0')",
        {
            "1.1 1.13": "(cell, device)",
            "1.14 1.15": "(cell, device, **kwargs)",
        },
        aliases={
            "tensorflow.contrib.rnn.DeviceWrapper": ("1.1", "1.15"),
        },
        by_hand="build keras.layers.RNN over your own cell once and call it",
    ),
    layer(
        "nn.rnn_cell.MultiRNNCell",
        "tf.nn.rnn_cell.MultiRNNCell([cell])",
        {
            "0.12 1.15": "(cells, state_is_tuple=True)",
        },
        aliases={
            "tensorflow.contrib.rnn.MultiRNNCell": ("1.0", "1.15"),
        },
        by_hand="build keras.layers.StackedRNNCells once",
    ),
    layer(
        "nn.rnn_cell.RNNCell",
        "tf.nn.rnn_cell.RNNCell()",
        {
            "0.12 1.15": "(trainable=True, name=None, dtype=None, **kwargs)",
        },
        aliases={
            "tensorflow.contrib.rnn.RNNCell": ("1.2", "1.15"),
        },
        by_hand="subclass keras.layers.Layer with a state_size",
    ),
    layer(
        "nn.rnn_cell.LSTMStateTuple",
        "tf.nn.rnn_cell.LSTMStateTuple(state, state)",
        {
            "0.12 1.15": "(c, h)",
        },
        aliases={
            "tensorflow.contrib.rnn.LSTMStateTuple": ("1.0", "1.15"),
        },
        by_hand="write a list of the two",
    ),
    layer(
        "contrib.rnn.LayerRNNCell",
        "tf.contrib.rnn.LayerRNNCell()",
        {
            "1.7 1.15": "(trainable=True, name=None, dtype=None, **kwargs)",
        },
        by_hand="subclass keras.layers.Layer with a state_size",
    ),
    layer(
        "contrib.rnn.static_rnn",
        "tf.contrib.rnn.static_rnn(cell, [inputs], dtype=inputs.dtype)",
        {
            "1.0 1.15": "(cell, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None)",
        },
        by_hand="build keras.layers.RNN once and call it",
    ),
    layer(
        "contrib.rnn.static_bidirectional_rnn",
        "tf.contrib.rnn.static_bidirectional_rnn(cell, cell, [inputs], dtype=inputs.dtype)",
        {
            "1.0 1.15": "(cell_fw, cell_bw, inputs, initial_state_fw=None, "
            "initial_state_bw=None, dtype=None, sequence_length=None, scope=None)",
        },
        by_hand="build keras.layers.Bidirectional once and call it",
    ),
    layer(
        "contrib.rnn.static_state_saving_rnn",
        "tf.contrib.rnn.static_state_saving_rnn(cell, [inputs], saver, 'name')",
        {
            "1.0 1.15": "(cell, inputs, state_saver, state_name, sequence_length=None, scope=None)",
        },
        by_hand="build keras.layers.RNN(stateful=True) once and call it",
    ),
    layer(
        "contrib.rnn.stack_bidirectional_rnn",
        "tf.contrib.rnn.stack_bidirectional_rnn([cell], [cell], [inputs], dtype=inputs.dtype)",
        {
            "1.1 1.15": "(cells_fw, cells_bw, inputs, initial_states_fw=None, "
            "initial_states_bw=None, dtype=None, sequence_length=None, scope=None)",
        },
        by_hand="build keras.layers.Bidirectional for each layer",
    ),
    layer(
        "contrib.rnn.stack_bidirectional_dynamic_rnn",
        "tf.contrib.rnn.stack_bidirectional_dynamic_rnn([cell], [cell], steps, dtype=inputs.dtype)",
        {
            "1.1 1.3": "(cells_fw, cells_bw, inputs, initial_states_fw=None, "
            "initial_states_bw=None, dtype=None, sequence_length=None, "
            "parallel_iterations=None, scope=None)",
            "1.4 1.13": "(cells_fw, cells_bw, inputs, initial_states_fw=None, "
            "initial_states_bw=None, dtype=None, sequence_length=None, "
            "parallel_iterations=None, time_major=False, scope=None)",
            "1.14 1.15": "(cells_fw, cells_bw, inputs, initial_states_fw=None, "
            "initial_states_bw=None, dtype=None, sequence_length=None, "
            "parallel_iterations=None, time_major=False, scope=None, swap_memory=False)",
        },
        by_hand="build keras.layers.Bidirectional for each layer",
    ),
)
