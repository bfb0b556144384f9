"""TensorFlow Addons, which ended with TensorFlow 2.15 and cannot be imported with later releases."""

from __future__ import annotations

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, Symbol

_WHY = "TensorFlow Addons cannot be imported with TensorFlow 2.16 or later, and {}"

ROWS = (
    Symbol(
        path="tensorflow_addons.losses.SigmoidFocalCrossEntropy",
        kind="class",
        homes={"": ("0.23", "0.23")},
        aliases={"tensorflow_addons.losses.sigmoid_focal_crossentropy": ("0.23", "0.23")},
        eras=(
            Era(
                first="0.23",
                last="0.23",
                signature="(from_logits=False, alpha=0.25, gamma=2.0, reduction='none', "
                "name='sigmoid_focal_crossentropy')",
                label_gradient=True,
                library="tensorflow_addons",
            ),
        ),
        labels="independent",
        reduction="none",
        shim=False,
        code=Code.BY_HAND,
        action="manual",
        why=_WHY.format("its focal loss took probabilities by default, and summed over the classes."),
        by_hand='write tfcompat.SigmoidCrossEntropy(focal_gamma=2.0, class_reduction="sum", reduction="none"), which '
        "takes logits, and weight the two kinds of labels by alpha and 1 - alpha",
        removal="",
        before="tensorflow_addons.losses.SigmoidFocalCrossEntropy(from_logits=True)",
    ),
    Symbol(
        path="tensorflow_addons.seq2seq.SequenceLoss",
        kind="class",
        homes={"": ("0.23", "0.23")},
        aliases={"tensorflow_addons.seq2seq.sequence_loss": ("0.23", "0.23")},
        eras=(
            Era(
                first="0.23",
                last="0.23",
                signature="(average_across_timesteps=False, average_across_batch=False, sum_over_timesteps=True, "
                "sum_over_batch=True, softmax_loss_function=None, name=None)",
                library="tensorflow_addons",
            ),
        ),
        labels="ids",
        reduction="sum_by_nonzero_weights",
        shim=False,
        code=Code.BY_HAND,
        action="manual",
        why=_WHY.format("its class and its function default to different means."),
        by_hand='write tfcompat.SparseSoftmaxCrossEntropy(reduction="sum_by_nonzero_weights") for the class, and '
        'reduction="mean_with_sample_weight" for the function',
        removal="",
        before="tensorflow_addons.seq2seq.SequenceLoss()",
    ),
)
