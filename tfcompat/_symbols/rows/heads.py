"""Estimator heads: without their models, a shim would be no use."""

from __future__ import annotations

from tfcompat._symbols.rows._heads import IDS, MANY, ONE, Head, row

_ESTIMATOR = (
    "A head belongs to an Estimator, which TensorFlow 2.16 no longer has: the model, its training loop and its exports "
    "have to be rewritten, and which of them are needed is your decision."
)
_CONTRIB = "weight_column=None, {}label_vocabulary=None"
_FULL = "{}weight_column=None, {}label_vocabulary=None, loss_reduction='{}', loss_fn=None, {}name=None"
_WHOLE = "weighted_sum_over_batch_size"


def _contrib(first: str, classes: str, thresholds: str, metrics: str = "") -> tuple[tuple[str, str, str], ...]:
    """Return the signatures of a head of ``tf.contrib.estimator``.

    A reduction came with 1.6, and another default with 1.8.
    """
    start = f"({classes}{_CONTRIB.format(thresholds)}"
    last = f"({_FULL.format(classes, thresholds, _WHOLE, metrics)})"
    early: tuple[tuple[str, str, str], ...] = (("1.4", "1.5", f"{start}, name=None)"),)
    if metrics:
        early = (
            ("1.4", "1.4", f"{start}, name=None)"),
            ("1.5", "1.5", f"{start}, loss_fn=None, name=None)"),
        )
    middle = (("1.6", "1.7", f"({_FULL.format(classes, thresholds, 'weighted_sum', '')})"),)
    if metrics:
        return (*early, *middle, ("1.8", "1.8", last.replace(metrics, "")), ("1.9", "1.15", last))
    return (*early, *middle, (first, "1.15", last))


def _estimator(classes: str, thresholds: str, metrics: str = "") -> tuple[tuple[str, str, str], ...]:
    """Return the signature of a head of ``tf.estimator``, which has Keras' reductions."""
    return (("1.15", "2.15", f"({_FULL.format(classes, thresholds, 'sum_over_batch_size', metrics)})"),)


_DNN = (
    "(hidden_units, feature_columns, model_dir=None, n_classes=2, weight_column=None, label_vocabulary=None, "
    "optimizer='Adagrad', activation_fn=nn.relu, dropout=None, {}config=None{})"
)
_PARTITIONER, _WARM = "input_layer_partitioner=None, ", ", warm_start_from=None, loss_reduction='{}'"
_THRESHOLDS, _CLASSES = "thresholds=None, ", "n_classes, "
_METRICS = "classes_for_class_based_metrics=None, "

ROWS = tuple(
    row(head)
    for head in (
        Head(
            "contrib.estimator.multi_class_head",
            "ids",
            "sum_over_batch_size",
            _ESTIMATOR,
            f"write a Keras model with {IDS}",
            "tf.contrib.estimator.multi_class_head(n_classes=3)",
            _contrib("1.8", _CLASSES, ""),
        ),
        Head(
            "contrib.estimator.binary_classification_head",
            "independent",
            "sum_over_batch_size",
            _ESTIMATOR,
            f"write a Keras model with {ONE}",
            "tf.contrib.estimator.binary_classification_head()",
            _contrib("1.8", "", _THRESHOLDS),
        ),
        Head(
            "contrib.estimator.multi_label_head",
            "independent",
            "sum_over_batch_size",
            _ESTIMATOR,
            f"write a Keras model with {MANY}",
            "tf.contrib.estimator.multi_label_head(n_classes=3)",
            _contrib("1.8", _CLASSES, _THRESHOLDS, _METRICS),
        ),
        Head(
            "contrib.estimator.logistic_regression_head",
            "independent",
            "sum_over_batch_size",
            _ESTIMATOR,
            f"write a Keras model with {ONE}, whose labels may be any probability",
            "tf.contrib.estimator.logistic_regression_head()",
            (("1.9", "1.15", f"(weight_column=None, loss_reduction='{_WHOLE}', name=None)"),),
        ),
        Head(
            "estimator.MultiClassHead",
            "ids",
            "sum_over_batch_size",
            _ESTIMATOR,
            f"write a Keras model with {IDS}",
            "tf.estimator.MultiClassHead(n_classes=3)",
            _estimator(_CLASSES, ""),
            "1.15",
        ),
        Head(
            "estimator.BinaryClassHead",
            "independent",
            "sum_over_batch_size",
            _ESTIMATOR,
            f"write a Keras model with {ONE}",
            "tf.estimator.BinaryClassHead()",
            _estimator("", _THRESHOLDS),
            "1.15",
        ),
        Head(
            "estimator.MultiLabelHead",
            "independent",
            "sum_over_batch_size",
            _ESTIMATOR,
            f"write a Keras model with {MANY}",
            "tf.estimator.MultiLabelHead(n_classes=3)",
            _estimator(_CLASSES, _THRESHOLDS, _METRICS),
            "1.15",
        ),
        Head(
            "estimator.LogisticRegressionHead",
            "independent",
            "sum_over_batch_size",
            _ESTIMATOR,
            f"write a Keras model with {ONE}, whose labels may be any probability",
            "tf.estimator.LogisticRegressionHead()",
            (("1.15", "2.15", "(weight_column=None, loss_reduction='sum_over_batch_size', name=None)"),),
            "1.15",
        ),
        Head(
            "estimator.DNNClassifier",
            "ids",
            "sum",
            f"{_ESTIMATOR} TensorFlow 1 summed its loss over the batch, and TensorFlow 2 takes the mean.",
            f'write a Keras model with {IDS}, and reduction="sum" if it was written for TensorFlow 1',
            "tf.estimator.DNNClassifier(hidden_units=[10], feature_columns=columns)",
            (
                ("1.3", "1.5", _DNN.format(_PARTITIONER, "")),
                ("1.6", "1.9", _DNN.format(_PARTITIONER, _WARM.format("weighted_sum"))),
                ("1.10", "1.15", _DNN.format(_PARTITIONER, _WARM.format("weighted_sum") + ", batch_norm=False")),
                ("2.0", "2.15", _DNN.format("", _WARM.format("sum_over_batch_size") + ", batch_norm=False")),
            ),
            "1.13",
        ),
    )
)
