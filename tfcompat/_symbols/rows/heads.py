"""Heads of estimators, ``tf.contrib.learn``, ``tf.contrib.model_pruning``: a model goes with them, so no shim does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols._model import Era, Symbol

if TYPE_CHECKING:
    from tfcompat._symbols._model import Labels, Reduction

_ESTIMATOR = (
    "A head belongs to an Estimator, which TensorFlow 2.16 no longer has: the model, its training loop and its exports "
    "have to be written anew, and only a person can say which of them are wanted."
)
_LEARN = "tf.contrib.learn is gone with TensorFlow 2, and what trained the model went with it."
_CONTRIB = "weight_column=None, {}label_vocabulary=None"
_FULL = "{}weight_column=None, {}label_vocabulary=None, loss_reduction='{}', loss_fn=None, {}name=None"
_WHOLE = "weighted_sum_over_batch_size"


class _Head(NamedTuple):
    """What tells one row from another."""

    path: str
    labels: Labels
    reduction: Reduction
    why: str
    by_hand: str
    before: str
    eras: tuple[tuple[str, str, str], ...]
    compat: str = ""
    """The first release that has it in ``tf.compat.v1`` too."""


_IDS = "tfcompat.SparseSoftmaxCrossEntropy over tfcompat.Logits(n_classes)"
_ONE = "tfcompat.SigmoidCrossEntropy over tfcompat.Logits(1)"
_MANY = "tfcompat.SigmoidCrossEntropy over tfcompat.Logits(n_classes), which takes the mean over the classes as well"


def _contrib(first: str, classes: str, thresholds: str, metrics: str = "") -> tuple[tuple[str, str, str], ...]:
    """The signatures of a head of ``tf.contrib.estimator``: a reduction came with 1.6, and another default with 1.8."""
    start = f"({classes}{_CONTRIB.format(thresholds)}"
    last = f"({_FULL.format(classes, thresholds, _WHOLE, metrics)})"
    early = (("1.4", "1.5", f"{start}, name=None)"),)
    if metrics:
        early = (("1.4", "1.4", f"{start}, name=None)"), ("1.5", "1.5", f"{start}, loss_fn=None, name=None)"))
    middle = (("1.6", "1.7", f"({_FULL.format(classes, thresholds, 'weighted_sum', '')})"),)
    if metrics:
        return (*early, *middle, ("1.8", "1.8", last.replace(metrics, "")), ("1.9", "1.15", last))
    return (*early, *middle, (first, "1.15", last))


def _estimator(classes: str, thresholds: str, metrics: str = "") -> tuple[tuple[str, str, str], ...]:
    """The signature of a head of ``tf.estimator``, which has Keras' reductions."""
    return (("1.15", "2.15", f"({_FULL.format(classes, thresholds, 'sum_over_batch_size', metrics)})"),)


_DNN = (
    "(hidden_units, feature_columns, model_dir=None, n_classes=2, weight_column=None, label_vocabulary=None, "
    "optimizer='Adagrad', activation_fn=nn.relu, dropout=None, {}config=None{})"
)
_PARTITIONER, _WARM = "input_layer_partitioner=None, ", ", warm_start_from=None, loss_reduction='{}'"
_LEARN_HEAD = "label_name=None, weight_column_name=None, enable_centered_bias=False, head_name=None, thresholds=None"
_THRESHOLDS, _CLASSES = "thresholds=None, ", "n_classes, "
_METRICS = "classes_for_class_based_metrics=None, "

_MASKED = (
    "(inputs, num_outputs, activation_fn=nn.relu, normalizer_fn=None, normalizer_params=None, weights_initializer=..., "
    "weights_regularizer=None, biases_initializer=zeros_initializer(), biases_regularizer=None, reuse=None, "
    "variables_collections=None, outputs_collections=None, trainable=True, scope=None)"
)

_HEADS = (
    _Head(
        "contrib.estimator.multi_class_head",
        "ids",
        "sum_over_batch_size",
        _ESTIMATOR,
        f"write a Keras model with {_IDS}",
        "tf.contrib.estimator.multi_class_head(n_classes=3)",
        _contrib("1.8", _CLASSES, ""),
    ),
    _Head(
        "contrib.estimator.binary_classification_head",
        "independent",
        "sum_over_batch_size",
        _ESTIMATOR,
        f"write a Keras model with {_ONE}",
        "tf.contrib.estimator.binary_classification_head()",
        _contrib("1.8", "", _THRESHOLDS),
    ),
    _Head(
        "contrib.estimator.multi_label_head",
        "independent",
        "sum_over_batch_size",
        _ESTIMATOR,
        f"write a Keras model with {_MANY}",
        "tf.contrib.estimator.multi_label_head(n_classes=3)",
        _contrib("1.8", _CLASSES, _THRESHOLDS, _METRICS),
    ),
    _Head(
        "contrib.estimator.logistic_regression_head",
        "independent",
        "sum_over_batch_size",
        _ESTIMATOR,
        f"write a Keras model with {_ONE}, whose labels may be any probability",
        "tf.contrib.estimator.logistic_regression_head()",
        (("1.9", "1.15", f"(weight_column=None, loss_reduction='{_WHOLE}', name=None)"),),
    ),
    _Head(
        "estimator.MultiClassHead",
        "ids",
        "sum_over_batch_size",
        _ESTIMATOR,
        f"write a Keras model with {_IDS}",
        "tf.estimator.MultiClassHead(n_classes=3)",
        _estimator(_CLASSES, ""),
        "1.15",
    ),
    _Head(
        "estimator.BinaryClassHead",
        "independent",
        "sum_over_batch_size",
        _ESTIMATOR,
        f"write a Keras model with {_ONE}",
        "tf.estimator.BinaryClassHead()",
        _estimator("", _THRESHOLDS),
        "1.15",
    ),
    _Head(
        "estimator.MultiLabelHead",
        "independent",
        "sum_over_batch_size",
        _ESTIMATOR,
        f"write a Keras model with {_MANY}",
        "tf.estimator.MultiLabelHead(n_classes=3)",
        _estimator(_CLASSES, _THRESHOLDS, _METRICS),
        "1.15",
    ),
    _Head(
        "estimator.LogisticRegressionHead",
        "independent",
        "sum_over_batch_size",
        _ESTIMATOR,
        f"write a Keras model with {_ONE}, whose labels may be any probability",
        "tf.estimator.LogisticRegressionHead()",
        (("1.15", "2.15", "(weight_column=None, loss_reduction='sum_over_batch_size', name=None)"),),
        "1.15",
    ),
    _Head(
        "estimator.DNNClassifier",
        "ids",
        "sum",
        f"{_ESTIMATOR} TensorFlow 1 summed its loss over the batch, and TensorFlow 2 takes the mean.",
        f'write a Keras model with {_IDS}, and reduction="sum" where it was written for TensorFlow 1',
        "tf.estimator.DNNClassifier(hidden_units=[10], feature_columns=columns)",
        (
            ("1.3", "1.5", _DNN.format(_PARTITIONER, "")),
            ("1.6", "1.9", _DNN.format(_PARTITIONER, _WARM.format("weighted_sum"))),
            ("1.10", "1.15", _DNN.format(_PARTITIONER, _WARM.format("weighted_sum") + ", batch_norm=False")),
            ("2.0", "2.15", _DNN.format("", _WARM.format("sum_over_batch_size") + ", batch_norm=False")),
        ),
        "1.13",
    ),
    _Head(
        "contrib.learn.multi_class_head",
        "ids",
        "mean",
        _LEARN,
        f"write a Keras model with {_IDS}",
        "tf.contrib.learn.multi_class_head(n_classes=3)",
        (("1.1", "1.15", f"(n_classes, {_LEARN_HEAD}, metric_class_ids=None, loss_fn=None, label_keys=None)"),),
    ),
    _Head(
        "contrib.learn.multi_label_head",
        "independent",
        "mean",
        _LEARN,
        f"write a Keras model with {_MANY}",
        "tf.contrib.learn.multi_label_head(n_classes=3)",
        (("1.1", "1.15", f"(n_classes, {_LEARN_HEAD}, metric_class_ids=None, loss_fn=None)"),),
    ),
    _Head(
        "contrib.learn.binary_svm_head",
        "independent",
        "mean",
        _LEARN,
        "write a Keras model with keras.losses.Hinge over one unit, whose labels are -1 and 1",
        "tf.contrib.learn.binary_svm_head()",
        (("1.1", "1.15", f"({_LEARN_HEAD})"),),
    ),
    _Head(
        "contrib.learn.ops.softmax_classifier",
        "distribution",
        "sum_by_nonzero_weights",
        _LEARN,
        "write tfcompat.softmax_cross_entropy of tf.linalg.matmul(tensor_in, weights) + biases, times class_weight",
        "tf.contrib.learn.ops.softmax_classifier(inputs, labels, weights, biases)",
        (("0.12", "1.15", "(tensor_in, labels, weights, biases, class_weight=None, name=None)"),),
    ),
    _Head(
        "contrib.learn.models.logistic_regression",
        "distribution",
        "sum_by_nonzero_weights",
        _LEARN,
        "write a Keras model with tfcompat.SoftmaxCrossEntropy over tfcompat.Logits(n_classes)",
        "tf.contrib.learn.models.logistic_regression(inputs, labels)",
        (("0.12", "1.15", "(x, y, class_weight=None, init_mean=None, init_stddev=1.0)"),),
    ),
    _Head(
        "contrib.layers.multi_class_target",
        "ids",
        "mean_with_sample_weight",
        _LEARN,
        f"write a Keras model with {_IDS}; two classes had one logit, as tfcompat.SigmoidCrossEntropy takes it",
        "tf.contrib.layers.multi_class_target(n_classes=3)",
        (("0.12", "1.15", "(n_classes, label_name=None, weight_column_name=None)"),),
    ),
    _Head(
        "contrib.model_pruning.masked_fully_connected",
        "none",
        "none",
        "The masks that it makes are set by tf.contrib.model_pruning, which is gone with TensorFlow 2.",
        "prune a Keras model with the TensorFlow Model Optimization toolkit",
        "tf.contrib.model_pruning.masked_fully_connected(inputs, 10)",
        (
            (
                "1.5",
                "1.15",
                _MASKED,
            ),
        ),
    ),
)


def _row(head: _Head) -> Symbol:
    first, last = head.eras[0][0], head.eras[-1][1]
    return Symbol(
        path=head.path,
        kind="class" if head.path.rpartition(".")[2][0].isupper() else "function",
        homes={"tensorflow": (first, last), **({"tensorflow.compat.v1": (head.compat, last)} if head.compat else {})},
        aliases={"tensorflow.estimator.LinearClassifier": ("1.3", "2.15")} if "DNN" in head.path else {},
        eras=tuple(Era(first=first, last=last, signature=text) for first, last, text in head.eras),
        labels=head.labels,
        reduction=head.reduction,
        shim=False,
        code="TFC109",
        action="manual",
        why=head.why,
        by_hand=head.by_hand,
        removal="",
        before=head.before,
    )


ROWS = tuple(map(_row, _HEADS))
