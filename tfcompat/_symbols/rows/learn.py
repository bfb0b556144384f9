"""``tf.contrib.learn`` and ``tf.contrib.model_pruning``: without their models, a shim would be no use."""

from __future__ import annotations

from tfcompat._symbols.rows._heads import IDS, MANY, Head, row

_LEARN = "tf.contrib.learn is gone from TensorFlow 2, with what trained the model."
_LEARN_HEAD = "label_name=None, weight_column_name=None, enable_centered_bias=False, head_name=None, thresholds=None"
_MASKED = (
    "(inputs, num_outputs, activation_fn=nn.relu, normalizer_fn=None, normalizer_params=None, weights_initializer=..., "
    "weights_regularizer=None, biases_initializer=zeros_initializer(), biases_regularizer=None, reuse=None, "
    "variables_collections=None, outputs_collections=None, trainable=True, scope=None)"
)

ROWS = tuple(
    row(head)
    for head in (
        Head(
            "contrib.learn.multi_class_head",
            "ids",
            "mean",
            _LEARN,
            f"write a Keras model with {IDS}",
            "tf.contrib.learn.multi_class_head(n_classes=3)",
            (("1.1", "1.15", f"(n_classes, {_LEARN_HEAD}, metric_class_ids=None, loss_fn=None, label_keys=None)"),),
        ),
        Head(
            "contrib.learn.multi_label_head",
            "independent",
            "mean",
            _LEARN,
            f"write a Keras model with {MANY}",
            "tf.contrib.learn.multi_label_head(n_classes=3)",
            (("1.1", "1.15", f"(n_classes, {_LEARN_HEAD}, metric_class_ids=None, loss_fn=None)"),),
        ),
        Head(
            "contrib.learn.binary_svm_head",
            "independent",
            "mean",
            _LEARN,
            "write a Keras model with keras.losses.Hinge over one unit, whose labels are -1 and 1",
            "tf.contrib.learn.binary_svm_head()",
            (("1.1", "1.15", f"({_LEARN_HEAD})"),),
        ),
        Head(
            "contrib.learn.ops.softmax_classifier",
            "distribution",
            "sum_by_nonzero_weights",
            _LEARN,
            "write tfcompat.softmax_cross_entropy of tf.linalg.matmul(tensor_in, weights) + biases, times class_weight",
            "tf.contrib.learn.ops.softmax_classifier(inputs, labels, weights, biases)",
            (("0.12", "1.15", "(tensor_in, labels, weights, biases, class_weight=None, name=None)"),),
        ),
        Head(
            "contrib.learn.models.logistic_regression",
            "distribution",
            "sum_by_nonzero_weights",
            _LEARN,
            "write a Keras model with tfcompat.SoftmaxCrossEntropy over tfcompat.Logits(n_classes)",
            "tf.contrib.learn.models.logistic_regression(inputs, labels)",
            (("0.12", "1.15", "(x, y, class_weight=None, init_mean=None, init_stddev=1.0)"),),
        ),
        Head(
            "contrib.layers.multi_class_target",
            "ids",
            "mean_with_sample_weight",
            _LEARN,
            f"write a Keras model with {IDS}; with two classes it had one logit, as tfcompat.SigmoidCrossEntropy takes",
            "tf.contrib.layers.multi_class_target(n_classes=3)",
            (("0.12", "1.15", "(n_classes, label_name=None, weight_column_name=None)"),),
        ),
        Head(
            "contrib.model_pruning.masked_fully_connected",
            "none",
            "none",
            "tf.contrib.model_pruning, which is gone from TensorFlow 2, sets the masks that it makes.",
            "prune a Keras model with the TensorFlow Model Optimization toolkit",
            "tf.contrib.model_pruning.masked_fully_connected(inputs, 10)",
            (("1.5", "1.15", _MASKED),),
        ),
    )
)
