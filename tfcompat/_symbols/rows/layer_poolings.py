"""``tf.layers``: pooling."""

from __future__ import annotations

from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "layers.average_pooling1d",
        "tf.layers.average_pooling1d(sequences, pool_size=2, strides=2)",
        {
            "1.0 1.15": "(inputs, pool_size, strides, padding='valid', data_format='channels_last', name=None)",
        },
        by_hand="build keras.layers.AveragePooling1D once and call it",
    ),
    layer(
        "layers.AveragePooling1D",
        "tf.layers.AveragePooling1D(pool_size=2, strides=2)(sequences)",
        {
            "1.4 1.15": "(pool_size, strides, padding='valid', data_format='channels_last', name=None, **kwargs)",
        },
        by_hand="build keras.layers.AveragePooling1D once and call it",
    ),
    layer(
        "layers.max_pooling1d",
        "tf.layers.max_pooling1d(sequences, pool_size=2, strides=2)",
        {
            "1.0 1.15": "(inputs, pool_size, strides, padding='valid', data_format='channels_last', name=None)",
        },
        by_hand="build keras.layers.MaxPooling1D once and call it",
    ),
    layer(
        "layers.MaxPooling1D",
        "tf.layers.MaxPooling1D(pool_size=2, strides=2)(sequences)",
        {
            "1.4 1.15": "(pool_size, strides, padding='valid', data_format='channels_last', name=None, **kwargs)",
        },
        by_hand="build keras.layers.MaxPooling1D once and call it",
    ),
    layer(
        "layers.average_pooling2d",
        "tf.layers.average_pooling2d(images, pool_size=2, strides=2)",
        {
            "1.0 1.15": "(inputs, pool_size, strides, padding='valid', data_format='channels_last', name=None)",
        },
        by_hand="build keras.layers.AveragePooling2D once and call it",
    ),
    layer(
        "layers.AveragePooling2D",
        "tf.layers.AveragePooling2D(pool_size=2, strides=2)(images)",
        {
            "1.4 1.15": "(pool_size, strides, padding='valid', data_format='channels_last', name=None, **kwargs)",
        },
        by_hand="build keras.layers.AveragePooling2D once and call it",
    ),
    layer(
        "layers.max_pooling2d",
        "tf.layers.max_pooling2d(images, pool_size=2, strides=2)",
        {
            "1.0 1.15": "(inputs, pool_size, strides, padding='valid', data_format='channels_last', name=None)",
        },
        by_hand="build keras.layers.MaxPooling2D once and call it",
    ),
    layer(
        "layers.MaxPooling2D",
        "tf.layers.MaxPooling2D(pool_size=2, strides=2)(images)",
        {
            "1.4 1.15": "(pool_size, strides, padding='valid', data_format='channels_last', name=None, **kwargs)",
        },
        by_hand="build keras.layers.MaxPooling2D once and call it",
    ),
    layer(
        "layers.average_pooling3d",
        "tf.layers.average_pooling3d(volumes, pool_size=2, strides=2)",
        {
            "1.0 1.15": "(inputs, pool_size, strides, padding='valid', data_format='channels_last', name=None)",
        },
        by_hand="build keras.layers.AveragePooling3D once and call it",
    ),
    layer(
        "layers.AveragePooling3D",
        "tf.layers.AveragePooling3D(pool_size=2, strides=2)(volumes)",
        {
            "1.4 1.15": "(pool_size, strides, padding='valid', data_format='channels_last', name=None, **kwargs)",
        },
        by_hand="build keras.layers.AveragePooling3D once and call it",
    ),
    layer(
        "layers.max_pooling3d",
        "tf.layers.max_pooling3d(volumes, pool_size=2, strides=2)",
        {
            "1.0 1.15": "(inputs, pool_size, strides, padding='valid', data_format='channels_last', name=None)",
        },
        by_hand="build keras.layers.MaxPooling3D once and call it",
    ),
    layer(
        "layers.MaxPooling3D",
        "tf.layers.MaxPooling3D(pool_size=2, strides=2)(volumes)",
        {
            "1.4 1.15": "(pool_size, strides, padding='valid', data_format='channels_last', name=None, **kwargs)",
        },
        by_hand="build keras.layers.MaxPooling3D once and call it",
    ),
)
