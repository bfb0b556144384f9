"""Shapes of models with one output: how each is built and compiled, and what is right of its losses and metrics.

A verdict is ``ok``, the number of the code of a mistake, or ``?`` where the model does not decide it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf
from support.shaped_models import (
    Decoder,
    OwnFocal,
    OwnHits,
    OwnLoss,
    OwnNll,
    OwnStep,
    Shape,
    accuracy_by_hand,
    both_logits,
    dice_of_logits,
    f1_of_logits,
    f1_of_probabilities,
    focal_by_hand,
    from_logits,
    functional,
    perplexity,
    regularized,
    sequential,
    sigmoid_by_hand,
    softmax_by_hand,
)

import tfcompat
from tfcompat._keras import keras
from tfcompat.metrics import FromLogits, SparseAccuracy, SparseTopKAccuracy

if TYPE_CHECKING:
    from collections.abc import Callable

L, losses, metrics = keras.layers, keras.losses, keras.metrics
SPARSE, BINARY = losses.SparseCategoricalCrossentropy, losses.BinaryCrossentropy
IMAGE = (6, 6, 2)


def probabilities(*makes: Callable[[], Any], verdicts: str, metrics: tuple[Any, ...] = ("accuracy",)) -> Shape:
    """Return a model of layers for class ids, with the loss on probabilities."""
    return Shape(
        lambda: sequential(*(make() for make in makes)),
        "sparse_categorical_crossentropy",
        lambda: list(metrics),
        verdicts,
    )


CLASSIFIERS = {
    "logits": Shape(lambda: sequential(L.Dense(3)), from_logits, lambda: ["accuracy"], "ok ok"),
    "softmax": probabilities(
        lambda: L.Dense(3, "softmax"), metrics=("accuracy", "sparse_top_k_categorical_accuracy"), verdicts="ok ok ok"
    ),
    "logits to probabilities": probabilities(lambda: L.Dense(3), verdicts="202 ok"),
    "softmax twice": Shape(lambda: sequential(L.Dense(3), L.Softmax()), from_logits, lambda: ["acc"], "201 ok"),
    "activation layer": probabilities(lambda: L.Dense(3), lambda: L.Activation("softmax"), verdicts="ok ok"),
    "binary": Shape(
        lambda: sequential(L.Dense(1, "sigmoid")),
        "binary_crossentropy",
        lambda: ["accuracy", metrics.AUC(), metrics.Precision()],
        "ok ok ok ok",
    ),
    "binary logits": Shape(
        lambda: sequential(L.Dense(1)),
        lambda: from_logits(BINARY),
        lambda: ["accuracy", metrics.AUC(), metrics.AUC(from_logits=True), FromLogits(metrics.Recall(), "sigmoid")],
        "ok 208 208 ok ok",
    ),
    "binary logits to probabilities": Shape(
        lambda: sequential(L.Dense(1)), "binary_crossentropy", lambda: ["accuracy"], "202 208"
    ),
    "binary over its threshold": Shape(
        lambda: sequential(L.Dense(1)),
        lambda: from_logits(BINARY),
        lambda: [metrics.BinaryAccuracy(threshold=0.0)],
        "ok ok",
    ),
    "multi-label": Shape(
        lambda: sequential(L.Dense(4, "sigmoid")),
        "binary_crossentropy",
        lambda: ["accuracy", "binary_accuracy", metrics.AUC(multi_label=True, num_labels=4)],
        "ok 208 ok ok",
    ),
    "multi-label logits": Shape(
        lambda: sequential(L.Dense(4)),
        tfcompat.SigmoidCrossEntropy,
        lambda: [
            FromLogits("binary_accuracy", "sigmoid"),
            FromLogits("binary_accuracy", "softmax"),
            FromLogits(metrics.AUC(), tf.nn.softmax),
            FromLogits(metrics.AUC(), tf.sigmoid),
        ],
        "ok ok 208 208 ok",
    ),
    "link of the other family": Shape(
        lambda: sequential(L.Dense(3)),
        tfcompat.SparseSoftmaxCrossEntropy,
        lambda: [
            FromLogits(metrics.AUC(), "sigmoid", one_hot=True),
            FromLogits(metrics.AUC(), "softmax", one_hot=True),
            FromLogits("sparse_categorical_accuracy", "sigmoid"),
            SparseAccuracy(),
            SparseTopKAccuracy(k=2),
        ],
        "ok 208 ok ok ok ok",
    ),
    "link after a softmax": Shape(
        lambda: sequential(L.Dense(3, "softmax")),
        SPARSE,
        lambda: [FromLogits("sparse_categorical_accuracy", "softmax"), SparseAccuracy()],
        "ok 201 ok",
    ),
    "relu": Shape(lambda: sequential(L.Dense(3, "relu")), from_logits, None, "206"),
    "tanh": Shape(lambda: sequential(L.Dense(1, "tanh")), "binary_crossentropy", None, "206"),
    "log of softmax": Shape(lambda: sequential(L.Dense(3, "log_softmax")), from_logits, lambda: ["accuracy"], "ok ok"),
    "one logit for classes": Shape(lambda: sequential(L.Dense(1)), from_logits, None, "207"),
    "softmax for a binary loss": Shape(lambda: sequential(L.Dense(3, "softmax")), "binary_crossentropy", None, "203"),
    "sigmoids for classes": Shape(lambda: sequential(L.Dense(3, "sigmoid")), "categorical_crossentropy", None, "203"),
    "two classes, binary loss": Shape(
        lambda: sequential(L.Dense(2, "softmax")), "binary_crossentropy", lambda: ["binary_accuracy"], "ok ok"
    ),
    "focal": Shape(
        lambda: sequential(L.Dense(1)), lambda: losses.BinaryFocalCrossentropy(from_logits=True), None, "ok"
    ),
    "partial": Shape(
        lambda: sequential(L.Dense(3)),
        lambda: functools.partial(losses.categorical_crossentropy, from_logits=True),
        lambda: [metrics.CategoricalCrossentropy(), metrics.CategoricalCrossentropy(from_logits=True)],
        "ok 208 ok",
    ),
    "divergence": Shape(lambda: sequential(L.Dense(3, "softmax")), "kl_divergence", lambda: ["accuracy"], "ok ok"),
    "divergence of logits": Shape(lambda: sequential(L.Dense(3)), losses.KLDivergence, None, "202"),
    "distillation": Shape(lambda: sequential(L.Dense(3)), tfcompat.losses.Distillation, None, "ok"),
    "distillation of probabilities": Shape(
        lambda: sequential(L.Dense(3, "softmax")), tfcompat.losses.Distillation, None, "201"
    ),
    "matching of logits": Shape(lambda: sequential(L.Dense(3)), tfcompat.losses.LogitMatching, None, "ok"),
    "regression": Shape(
        lambda: sequential(L.Dense(8, "relu"), L.Dense(1)),
        "mse",
        lambda: ["mae", metrics.RootMeanSquaredError()],
        "ok ok ok",
    ),
    "sigmoids in the middle": Shape(
        lambda: sequential(L.Dense(8, "sigmoid"), L.Dense(3, use_bias=False)),
        from_logits,
        lambda: ["accuracy"],
        "ok ok",
    ),
    "gated by a softmax": Shape(
        lambda: sequential(L.Dense(8, "softmax"), L.Dense(3)), from_logits, lambda: ["accuracy"], "ok ok"
    ),
}

WRITTEN_OUT = {
    "lambda": probabilities(lambda: L.Dense(3), lambda: L.Lambda(tf.nn.softmax), verdicts="ok ok"),
    "softmax by hand": probabilities(lambda: L.Dense(3), lambda: L.Lambda(softmax_by_hand), verdicts="ok ok"),
    "softmax by hand, twice": Shape(
        lambda: sequential(L.Dense(3), L.Lambda(softmax_by_hand)), from_logits, None, "201"
    ),
    "sigmoid by hand": Shape(
        lambda: sequential(L.Dense(1), L.Lambda(sigmoid_by_hand)),
        "binary_crossentropy",
        lambda: [metrics.AUC()],
        "ok ok",
    ),
    "temperature": Shape(lambda: sequential(L.Dense(3), L.Lambda(lambda z: z / 0.07)), from_logits, None, "ok"),
    "capped logits": Shape(
        lambda: sequential(L.Dense(3), L.Lambda(lambda z: 30.0 * tf.tanh(z / 30.0))), from_logits, None, "ok"
    ),
    "clipped probabilities": probabilities(
        lambda: L.Dense(3, "softmax"), lambda: L.Lambda(lambda p: tf.clip_by_value(p, 1e-7, 1 - 1e-7)), verdicts="ok ok"
    ),
    "classes that are hidden": Shape(
        lambda: sequential(L.Dense(3), L.Lambda(lambda z: tf.where([True, True, False], z, -1e9))),
        from_logits,
        None,
        "ok",
    ),
    "sum of two heads": Shape(
        lambda: functional(lambda x: L.Add()([L.Dense(3)(x), L.Dense(3)(x)])), from_logits, None, "ok"
    ),
    "mean of softmaxes": Shape(
        lambda: functional(lambda x: L.Average()([L.Dense(3, "softmax")(x) for _ in range(3)])),
        "sparse_categorical_crossentropy",
        lambda: ["accuracy"],
        "ok ok",
    ),
    "mean of softmaxes to logits": Shape(
        lambda: functional(lambda x: L.Average()([L.Dense(3, "softmax")(x) for _ in range(2)])),
        from_logits,
        None,
        "201",
    ),
    "separate sigmoids": Shape(
        lambda: functional(lambda x: L.Concatenate()([L.Dense(1, "sigmoid")(x) for _ in range(3)])),
        "binary_crossentropy",
        lambda: [metrics.BinaryAccuracy()],
        "ok ok",
    ),
    "some of the classes": Shape(
        lambda: functional(lambda x: L.Lambda(lambda z: z[:, 1:])(L.Dense(4)(x))), from_logits, None, "ok"
    ),
    "all but one class": Shape(
        lambda: functional(lambda x: L.Lambda(lambda p: p[:, 1:])(L.Dense(3, "softmax")(x))),
        "categorical_crossentropy",
        None,
        "?",
    ),
    "normalized weights": Shape(
        lambda: sequential(L.Dense(3, kernel_constraint="unit_norm"), L.Lambda(lambda z: 16.0 * z)),
        from_logits,
        None,
        "ok",
    ),
    "half precision": Shape(
        lambda: sequential(L.Dense(3), L.Activation("softmax", dtype="float32")),
        "sparse_categorical_crossentropy",
        lambda: ["accuracy"],
        "ok ok",
        policy="mixed_bfloat16",
    ),
    "half precision logits": Shape(
        lambda: sequential(tfcompat.Logits(3)),
        tfcompat.SparseSoftmaxCrossEntropy,
        lambda: [SparseAccuracy()],
        "ok ok",
        policy="mixed_float16",
    ),
    "our probabilities": Shape(
        lambda: sequential(tfcompat.Logits(3), tfcompat.Probabilities()), SPARSE, lambda: ["accuracy"], "ok ok"
    ),
}

OWN = {
    "own loss on logits": Shape(lambda: sequential(L.Dense(3)), OwnLoss, lambda: ["accuracy"], "ok ok"),
    "own loss on logits, softmax": Shape(lambda: sequential(L.Dense(3, "softmax")), OwnLoss, None, "201"),
    "own log-likelihood": Shape(lambda: sequential(L.Dense(3, "softmax")), OwnNll, lambda: ["accuracy"], "ok ok"),
    "own log-likelihood of logits": Shape(lambda: sequential(L.Dense(3)), OwnNll, None, "202"),
    "own focal loss": Shape(
        lambda: sequential(L.Dense(1, "sigmoid")), lambda: focal_by_hand, lambda: ["accuracy"], "ok ok"
    ),
    "own focal loss of logits": Shape(lambda: sequential(L.Dense(1)), lambda: focal_by_hand, None, "202"),
    "own focal class": Shape(lambda: sequential(L.Dense(3)), OwnFocal, None, "ok"),
    "own dice loss": Shape(
        lambda: sequential(L.Conv2D(1, 3), shape=IMAGE), lambda: dice_of_logits, lambda: ["accuracy"], "ok 208"
    ),
    "own loss and its weight": Shape(
        lambda: sequential(L.Dense(1)), lambda: both_logits, lambda: [metrics.AUC()], "ok 208"
    ),
    "own metric of classes": Shape(
        lambda: sequential(L.Dense(3)), from_logits, lambda: [accuracy_by_hand, OwnHits()], "ok ok ok"
    ),
    "own metric of logits": Shape(
        lambda: sequential(L.Dense(1)),
        lambda: from_logits(BINARY),
        lambda: [f1_of_logits, f1_of_probabilities],
        "ok ok 208",
    ),
    "own metric of probabilities": Shape(
        lambda: sequential(L.Dense(1, "sigmoid")),
        "binary_crossentropy",
        lambda: [f1_of_logits, f1_of_probabilities],
        "ok 201 ok",
    ),
    "own perplexity": Shape(lambda: Decoder(), from_logits, lambda: [perplexity], "ok ok", np.ones([2, 5], "int32")),
    "own training step": Shape(
        lambda: OwnStep(), "sparse_categorical_crossentropy", None, "?", np.ones([2, 4], "float32")
    ),
    "activity regularizer": Shape(regularized, from_logits, lambda: ["accuracy"], "ok ok"),
}
