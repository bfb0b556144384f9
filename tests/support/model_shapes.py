"""All shapes of models: those of `support.shapes_of_heads`, sequences, images, other class axes, several outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf
from support.shaped_models import (
    Decoder,
    Heads,
    InTraining,
    Shape,
    Tied,
    from_logits,
    functional,
    sequential,
)
from support.shapes_of_heads import CLASSIFIERS, OWN, WRITTEN_OUT

import tfcompat
from tfcompat._keras import IS_KERAS_3, keras
from tfcompat.metrics import SparseAccuracy

if TYPE_CHECKING:
    from collections.abc import Callable

L, losses, metrics = keras.layers, keras.losses, keras.metrics
SPARSE, DENSE, BINARY = (
    losses.SparseCategoricalCrossentropy,
    losses.CategoricalCrossentropy,
    losses.BinaryCrossentropy,
)
TIMES, IMAGE = (5, 4), (6, 6, 2)

SEQUENCES = {
    "time steps": Shape(
        lambda: sequential(L.TimeDistributed(L.Dense(3, "softmax")), shape=TIMES),
        "sparse_categorical_crossentropy",
        lambda: ["accuracy"],
        "ok ok",
    ),
    "recurrent": Shape(
        lambda: sequential(
            L.Embedding(9, 4, mask_zero=True), L.Bidirectional(L.LSTM(3, return_sequences=True)), L.Dense(3), shape=(5,)
        ),
        from_logits,
        lambda: ["accuracy"],
        "ok ok",
    ),
    "last step": Shape(
        lambda: sequential(L.GRU(3), L.Dense(1, "sigmoid"), shape=TIMES),
        "binary_crossentropy",
        lambda: ["accuracy"],
        "ok ok",
    ),
    "last of many softmaxes": Shape(
        lambda: sequential(L.Dense(3, "softmax"), L.Lambda(lambda p: p[:, -1]), shape=TIMES),
        "sparse_categorical_crossentropy",
        lambda: ["accuracy"],
        "ok ok",
    ),
    "pointer": Shape(
        lambda: sequential(L.Dense(1), L.Flatten(), L.Softmax(), shape=TIMES),
        "sparse_categorical_crossentropy",
        lambda: ["accuracy"],
        "ok ok",
    ),
    "pointer logits": Shape(
        lambda: sequential(L.Dense(1), L.Reshape((5,)), shape=TIMES), from_logits, lambda: ["accuracy"], "ok ok"
    ),
    "decoder over a vocabulary": Shape(
        Decoder,
        from_logits,
        lambda: [metrics.SparseCategoricalAccuracy(), metrics.SparseTopKCategoricalAccuracy(k=2)],
        "ok ok ok",
        np.ones([2, 5], "int32"),
    ),
    "decoder, probabilities": Shape(
        lambda: Decoder("softmax"), from_logits, lambda: ["accuracy"], "201 ok", np.ones([2, 5], "int32")
    ),
    "decoder, tied": Shape(Tied, from_logits, lambda: [SparseAccuracy()], "ok ok", np.ones([2, 5], "int32")),
    "decoder, tied, read as probabilities": Shape(
        Tied, "sparse_categorical_crossentropy", None, "202", np.ones([2, 5], "int32")
    ),
    "decoder, half precision": Shape(
        Tied, from_logits, lambda: ["accuracy"], "ok ok", np.ones([2, 5], "int32"), "mixed_bfloat16"
    ),
    "labels of many steps": Shape(
        lambda: sequential(L.Dense(4, "sigmoid"), shape=TIMES),
        "binary_crossentropy",
        lambda: ["accuracy", "binary_accuracy"],
        "ok 208 ok",
    ),
}

AXES = {
    "segmentation": Shape(
        lambda: sequential(L.Conv2D(4, 3, activation="relu"), L.Conv2DTranspose(3, 3), shape=IMAGE),
        from_logits,
        lambda: ["accuracy", metrics.MeanIoU(3), metrics.MeanIoU(3, sparse_y_pred=False)],
        "ok ok 208 ok",
    ),
    "segmentation, resized": Shape(
        lambda: sequential(L.Conv2D(3, 3), L.UpSampling2D(2, interpolation="bilinear"), shape=IMAGE),
        from_logits,
        lambda: ["accuracy"],
        "ok ok",
    ),
    "segmentation, resized softmax": Shape(
        lambda: sequential(L.Conv2D(3, 3, activation="softmax"), L.Resizing(8, 8), shape=IMAGE),
        SPARSE,
        lambda: ["accuracy"],
        "ok ok",
    ),
    "mask": Shape(
        lambda: sequential(L.Conv2D(1, 1, activation="sigmoid"), shape=IMAGE),
        "binary_crossentropy",
        lambda: ["accuracy", metrics.BinaryIoU([1])],
        "ok ok ok",
    ),
    "mask logits": Shape(
        lambda: sequential(L.Conv2D(1, 1), shape=IMAGE),
        tfcompat.SigmoidCrossEntropy,
        lambda: [metrics.BinaryIoU([1])],
        "ok 208",
    ),
    "pooled logits": Shape(
        lambda: sequential(L.Conv2D(3, 3), L.GlobalAveragePooling2D(), shape=IMAGE),
        from_logits,
        lambda: ["accuracy"],
        "ok ok",
    ),
    "pooled softmax": Shape(
        lambda: sequential(L.Conv2D(3, 3, activation="softmax"), L.GlobalAveragePooling2D(), shape=IMAGE),
        SPARSE,
        lambda: ["accuracy"],
        "ok ok",
    ),
    "classes first": Shape(
        lambda: sequential(L.Dense(3, "softmax"), L.Permute((2, 1)), shape=TIMES), lambda: DENSE(axis=1), None, "ok"
    ),
    "classes first, softmax along them": Shape(
        lambda: sequential(L.Dense(3), L.Permute((2, 1)), L.Softmax(axis=1), shape=TIMES),
        lambda: DENSE(axis=1),
        None,
        "ok",
    ),
    "classes first, logits": Shape(
        lambda: sequential(L.Dense(3), L.Permute((2, 1)), shape=TIMES),
        lambda: tfcompat.SparseSoftmaxCrossEntropy(axis=1),
        lambda: [SparseAccuracy(axis=1), SparseAccuracy()],
        "ok ok 208",
    ),
    "classes first, our probabilities": Shape(
        lambda: sequential(L.Dense(3), L.Permute((2, 1)), tfcompat.Probabilities(axis=1), shape=TIMES),
        lambda: DENSE(axis=1),
        None,
        "ok",
    ),
    "softmax along another axis": Shape(
        lambda: sequential(L.Dense(3), L.Softmax(axis=1), shape=TIMES), "categorical_crossentropy", None, "203"
    ),
    "softmax over the batch": Shape(
        lambda: sequential(L.Dense(3), L.Lambda(lambda z: tf.nn.softmax(z, axis=0))),
        "categorical_crossentropy",
        None,
        "210",
    ),
}


def named(x):
    return {"a": L.Dense(3, "softmax", name="a")(x), "b": L.Dense(1, name="b")(x)}


def listed(x):
    return [L.Dense(3, name="first")(x), L.Dense(1, "sigmoid", name="second")(x)]


def shared(x):
    head = sequential(L.Dense(4, "relu"), L.Dense(3))
    return [head(x), head(L.Dense(4)(x))]


SEVERAL = {
    "by name": Shape(
        lambda: functional(named),
        lambda: {"a": "sparse_categorical_crossentropy", "b": from_logits(BINARY)},
        lambda: {"a": ["accuracy"], "b": [metrics.AUC(), "binary_accuracy"]},
        "ok ok ok 208 208",
    ),
    "by name, one metric": Shape(
        lambda: functional(named),
        lambda: {"a": SPARSE(), "b": "binary_crossentropy"},
        lambda: {"a": "accuracy"},
        "ok ok 202",
    ),
    "in a list, flat metrics": Shape(
        lambda: functional(listed),
        lambda: [from_logits(), "binary_crossentropy"],
        lambda: ["accuracy", "accuracy"],
        "ok ok ok ok" if IS_KERAS_3 else "ok ok ok ok ok ok",
    ),
    "in a list, lists of metrics": Shape(
        lambda: functional(listed),
        lambda: [SPARSE(), BINARY()],
        lambda: [["accuracy"], [metrics.AUC(), "accuracy"]],
        "202 ok ok ok ok",
    ),
    "in a list, by name": Shape(
        lambda: functional(listed),
        lambda: {"first": from_logits(), "second": BINARY()},
        lambda: {"second": ["accuracy"]},
        "ok ok ok",
    ),
    "one loss for both": Shape(
        lambda: functional(lambda x: [L.Dense(1, "sigmoid")(x), L.Dense(1)(x)]), "binary_crossentropy", None, "ok 202"
    ),
    "one without a loss": Shape(
        lambda: functional(named), lambda: {"a": from_logits()}, lambda: {"a": ["accuracy"]}, "201 ok"
    ),
    "shared head": Shape(
        lambda: functional(shared), lambda: [from_logits(), "sparse_categorical_crossentropy"], None, "ok 202"
    ),
    "nested": Shape(
        lambda: sequential(sequential(sequential(L.Dense(3, "softmax")))), SPARSE, lambda: ["accuracy"], "ok ok"
    ),
    "heads of a subclass": Shape(
        Heads,
        lambda: {"class": from_logits(), "box": "mse"},
        lambda: {"class": ["accuracy"], "box": ["mae"]},
        "ok ok ok ok",
        np.ones([2, 4], "float32"),
    ),
    "while it trains": Shape(InTraining, from_logits, lambda: ["accuracy"], "ok ok", np.ones([2, 4], "float32")),
}


def endpoint(make: Callable[[], Any], head: Any, labels: str, *, width: int) -> Any:
    """Return a model whose loss is a layer."""

    def build() -> Any:
        inputs, given = keras.Input((4,)), keras.Input((width,) if width else (), dtype=labels)
        return keras.Model([inputs, given], make()([head()(inputs), given]))

    return build


ENDPOINTS = {
    "endpoint": Shape(
        endpoint(tfcompat.layers.SparseSoftmaxCrossEntropyLayer, lambda: L.Dense(3), "int64", width=0), None, None, "ok"
    ),
    "endpoint of a softmax": Shape(
        endpoint(tfcompat.layers.SoftmaxCrossEntropyLayer, lambda: L.Dense(3, "softmax"), "float32", width=3),
        None,
        None,
        "201",
    ),
    "endpoint of one logit": Shape(
        endpoint(tfcompat.layers.SigmoidCrossEntropyLayer, lambda: L.Dense(1), "float32", width=1), None, None, "ok"
    ),
}

GROUPS = {
    "one output": CLASSIFIERS,
    "formulas, averages, masks, half precision": WRITTEN_OUT,
    "own losses, metrics and steps": OWN,
    "sequences and decoders": SEQUENCES,
    "images, and classes along another axis": AXES,
    "several outputs, shared and nested models": SEVERAL,
    "endpoint layers": ENDPOINTS,
}
SHAPES = {name: shape for group in GROUPS.values() for name, shape in group.items()}


def compiled(shape: Shape) -> Any:
    """Return the model of a shape, compiled."""
    loss = shape.loss if shape.loss is None or isinstance(shape.loss, str) else shape.loss()
    model = shape.make()
    model.compile(optimizer="sgd", loss=loss, metrics=shape.metrics() if shape.metrics else None)
    return model
