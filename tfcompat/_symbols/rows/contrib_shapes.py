"""``tf.contrib.layers``: layers without variables."""

from __future__ import annotations

from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "contrib.layers.avg_pool2d",
        "tf.contrib.layers.avg_pool2d(images, 2)",
        {
            "0.12 1.15": "(inputs, kernel_size, stride=2, padding='VALID', "
            "data_format='NHWC', outputs_collections=None, scope=None)",
        },
        slim=True,
        by_hand="build keras.layers.AveragePooling2D once and call it",
    ),
    layer(
        "contrib.layers.avg_pool3d",
        "tf.contrib.layers.avg_pool3d(volumes, 2)",
        {
            "1.3 1.15": "(inputs, kernel_size, stride=2, padding='VALID', "
            "data_format='NDHWC', outputs_collections=None, scope=None)",
        },
        slim=True,
        by_hand="build keras.layers.AveragePooling3D once and call it",
    ),
    layer(
        "contrib.layers.max_pool2d",
        "tf.contrib.layers.max_pool2d(images, 2)",
        {
            "0.12 1.15": "(inputs, kernel_size, stride=2, padding='VALID', "
            "data_format='NHWC', outputs_collections=None, scope=None)",
        },
        slim=True,
        by_hand="build keras.layers.MaxPooling2D once and call it",
    ),
    layer(
        "contrib.layers.max_pool3d",
        "tf.contrib.layers.max_pool3d(volumes, 2)",
        {
            "1.3 1.15": "(inputs, kernel_size, stride=2, padding='VALID', "
            "data_format='NDHWC', outputs_collections=None, scope=None)",
        },
        slim=True,
        by_hand="build keras.layers.MaxPooling3D once and call it",
    ),
    layer(
        "contrib.layers.dropout",
        "tf.contrib.layers.dropout(inputs, 0.5)",
        {
            "1.0 1.4": "(inputs, keep_prob=0.5, noise_shape=None, is_training=True, "
            "outputs_collections=None, scope=None)",
            "1.5 1.15": "(inputs, keep_prob=0.5, noise_shape=None, is_training=True, "
            "outputs_collections=None, scope=None, seed=None)",
        },
        slim=True,
        by_hand="build keras.layers.Dropout, which takes the share to drop, once and call it with training=",
    ),
    layer(
        "contrib.layers.flatten",
        "tf.contrib.layers.flatten(images)",
        {
            "0.12 1.15": "(inputs, outputs_collections=None, scope=None)",
        },
        slim=True,
        by_hand="build keras.layers.Flatten once and call it",
    ),
    layer(
        "contrib.layers.one_hot_encoding",
        "tf.contrib.layers.one_hot_encoding(ids, 5)",
        {
            "0.12 1.15": "(labels, num_classes, on_value=1.0, off_value=0.0, outputs_collections=None, scope=None)",
        },
        slim=True,
        by_hand="write tf.one_hot",
    ),
    layer(
        "contrib.layers.softmax",
        "tf.contrib.layers.softmax(logits)",
        {
            "1.0 1.15": "(logits, scope=None)",
        },
        slim=True,
        by_hand="write tf.nn.softmax",
    ),
    layer(
        "contrib.layers.maxout",
        "tf.contrib.layers.maxout(logits, 1)",
        {
            "1.7 1.15": "(inputs, num_units, axis=-1, scope=None)",
        },
        slim=True,
        by_hand="write tf.reduce_max over a reshaped tensor",
    ),
    layer(
        "contrib.layers.dense_to_sparse",
        "tf.contrib.layers.dense_to_sparse(targets)",
        {
            "1.6 1.15": "(tensor, eos_token=0, outputs_collections=None, scope=None)",
        },
        slim=True,
        by_hand="write tf.sparse.from_dense",
    ),
    layer(
        "contrib.layers.repeat",
        "tf.contrib.layers.repeat(inputs, 2, layer)",
        {
            "0.12 1.15": "(inputs, repetitions, layer, *args, **kwargs)",
        },
        slim=True,
        by_hand="write a loop",
    ),
    layer(
        "contrib.layers.stack",
        "tf.contrib.layers.stack(inputs, layer, [1, 2])",
        {
            "0.12 1.15": "(inputs, layer, stack_args, **kwargs)",
        },
        slim=True,
        by_hand="write a loop",
    ),
)
