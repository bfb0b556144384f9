"""``tf.contrib.layers``: initialisers, regularisers, embeddings and a training step."""

from __future__ import annotations

from tfcompat._symbols._model import Variables
from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "contrib.layers.xavier_initializer",
        "tf.contrib.layers.xavier_initializer(seed=1)([4, 3])",
        {
            "0.12 1.15": "(uniform=True, seed=None, dtype=float32)",
        },
        aliases={
            "tensorflow.contrib.layers.xavier_initializer_conv2d": ("0.12", "1.15"),
            "tensorflow.contrib.slim.xavier_initializer": ("0.12", "1.15"),
            "tensorflow.contrib.slim.xavier_initializer_conv2d": ("0.12", "1.15"),
            "tf_slim.xavier_initializer": ("1.15", "2.21"),
            "tf_slim.layers.xavier_initializer": ("1.15", "2.21"),
            "tf_slim.xavier_initializer_conv2d": ("1.15", "2.21"),
            "tf_slim.layers.xavier_initializer_conv2d": ("1.15", "2.21"),
        },
        by_hand="write tf.keras.initializers.GlorotUniform",
    ),
    layer(
        "contrib.layers.variance_scaling_initializer",
        "tf.contrib.layers.variance_scaling_initializer(seed=1)([4, 3])",
        {
            "0.12 1.15": "(factor=2.0, mode='FAN_IN', uniform=False, seed=None, dtype=float32)",
        },
        slim=True,
        by_hand="write tf.keras.initializers.VarianceScaling",
    ),
    layer(
        "contrib.layers.l1_regularizer",
        "tf.contrib.layers.l1_regularizer(0.5)(inputs)",
        {
            "0.12 1.15": "(scale, scope=None)",
        },
        slim=True,
        by_hand="write keras.regularizers.L1",
    ),
    layer(
        "contrib.layers.l2_regularizer",
        "tf.contrib.layers.l2_regularizer(0.5)(inputs)",
        {
            "0.12 1.15": "(scale, scope=None)",
        },
        slim=True,
        by_hand="write keras.regularizers.L2 with half the scale",
    ),
    layer(
        "contrib.layers.l1_l2_regularizer",
        "tf.contrib.layers.l1_l2_regularizer(0.5, 0.5)(inputs)",
        {
            "1.3 1.15": "(scale_l1=1.0, scale_l2=1.0, scope=None)",
        },
        slim=True,
        by_hand="write keras.regularizers.L1L2, with half the scale for the squares",
    ),
    layer(
        "contrib.layers.sum_regularizer",
        "tf.contrib.layers.sum_regularizer([layer])(inputs)",
        {
            "0.12 1.15": "(regularizer_list, scope=None)",
        },
        slim=True,
        by_hand="write a function",
    ),
    layer(
        "contrib.layers.apply_regularization",
        "tf.contrib.layers.apply_regularization(total, [inputs])",
        {
            "0.12 1.15": "(regularizer, weights_list=None)",
        },
        slim=True,
        by_hand="add the penalties to the loss",
    ),
    layer(
        "contrib.layers.optimize_loss",
        "tf.contrib.layers.optimize_loss(loss, None, rate, optimizer)",
        {
            "0.12 1.0": "(loss, global_step, learning_rate, optimizer, "
            "gradient_noise_scale=None, gradient_multipliers=None, clip_gradients=None, "
            "learning_rate_decay_fn=None, update_ops=None, variables=None, name=None, "
            "summaries=None, colocate_gradients_with_ops=False)",
            "1.1 1.15": "(loss, global_step, learning_rate, optimizer, "
            "gradient_noise_scale=None, gradient_multipliers=None, clip_gradients=None, "
            "learning_rate_decay_fn=None, update_ops=None, variables=None, name=None, "
            "summaries=None, colocate_gradients_with_ops=False, increment_global_step=True)",
        },
        slim=True,
        by_hand="write the step of an optimizer",
    ),
    layer(
        "contrib.layers.embed_sequence",
        "tf.contrib.layers.embed_sequence(targets, 5, 2)",
        {
            "1.0 1.15": "(ids, vocab_size=None, embed_dim=None, unique=False, "
            "initializer=None, regularizer=None, trainable=True, scope=None, reuse=None)",
        },
        variables=Variables(default="EmbedSequence", given="scope", weights=("embeddings",)),
        by_hand="build keras.layers.Embedding once and call it",
    ),
    layer(
        "contrib.layers.bow_encoder",
        "tf.contrib.layers.bow_encoder(targets, 5, 2)",
        {
            "1.1 1.15": "(ids, vocab_size, embed_dim, sparse_lookup=True, "
            "initializer=None, regularizer=None, trainable=True, scope=None, reuse=None)",
        },
        variables=Variables(default="bow_encoder", given="scope", weights=("embeddings",)),
        by_hand="take the mean of an embedding",
    ),
    layer(
        "contrib.layers.relu6",
        "tf.contrib.layers.relu6(inputs, 10)",
        {
            "1.0 1.15": "(inputs, num_outputs, activation_fn=nn.relu6, "
            "normalizer_fn=None, normalizer_params=None, "
            "weights_initializer=glorot_uniform_initializer(), weights_regularizer=None, "
            "biases_initializer=zeros_initializer(), biases_regularizer=None, reuse=None, "
            "variables_collections=None, outputs_collections=None, trainable=True, "
            "scope=None)",
        },
        variables=Variables(default="fully_connected", given="scope", weights=("weights",), bias="biases"),
        slim=True,
        by_hand="build keras.layers.Dense once and call it",
    ),
    layer(
        "contrib.layers.elu",
        "tf.contrib.layers.elu(inputs, 10)",
        {
            "1.2 1.15": "(inputs, num_outputs, activation_fn=nn.elu, "
            "normalizer_fn=None, normalizer_params=None, "
            "weights_initializer=glorot_uniform_initializer(), weights_regularizer=None, "
            "biases_initializer=zeros_initializer(), biases_regularizer=None, reuse=None, "
            "variables_collections=None, outputs_collections=None, trainable=True, "
            "scope=None)",
        },
        variables=Variables(default="fully_connected", given="scope", weights=("weights",), bias="biases"),
        slim=True,
        by_hand="build keras.layers.Dense once and call it",
    ),
    layer(
        "contrib.layers.legacy_relu",
        "tf.contrib.layers.legacy_relu(inputs, 10)",
        {
            "1.0 1.15": "(x, num_output_units, activation_fn=nn.relu, "
            "weight_init=glorot_uniform_initializer(), bias_init=zeros_initializer(), "
            "name=None, weight_collections=('weights',), bias_collections=('biases',), "
            "output_collections=('activations',), trainable=True, weight_regularizer=None, "
            "bias_regularizer=None)",
        },
        variables=Variables(default="fully_connected", given="name", weights=("weights",), bias="bias"),
        slim=True,
        by_hand="build keras.layers.Dense once and call it",
    ),
)
