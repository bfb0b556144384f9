"""Names of losses in other libraries, and ours: suggestions for a misspelt attribute of the package."""

from __future__ import annotations

from difflib import get_close_matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SPARSE, _DENSE, _SIGMOID = "SparseSoftmaxCrossEntropy", "SoftmaxCrossEntropy", "SigmoidCrossEntropy"
NAMES_ELSEWHERE: dict[str, tuple[str, ...]] = {
    "CrossEntropyLoss": (_SPARSE, _DENSE),
    "CrossEntropy": (_SPARSE, _DENSE),
    "NLLLoss": (_SPARSE,),
    "BCEWithLogitsLoss": (_SIGMOID,),
    "BCELoss": (_SIGMOID,),
    "MultiLabelSoftMarginLoss": (_SIGMOID,),
    "BinaryCrossentropy": (_SIGMOID,),
    "BinaryFocalCrossentropy": (_SIGMOID,),
    "CategoricalCrossentropy": (_DENSE,),
    "CategoricalFocalCrossentropy": (_DENSE,),
    "SparseCategoricalCrossentropy": (_SPARSE,),
    "FocalLoss": (_SIGMOID, _SPARSE),
    "cross_entropy": ("sparse_softmax_cross_entropy", "softmax_cross_entropy"),
    "binary_crossentropy": ("sigmoid_cross_entropy",),
    "binary_cross_entropy": ("sigmoid_cross_entropy",),
    "binary_cross_entropy_with_logits": ("sigmoid_cross_entropy",),
    "sigmoid_binary_cross_entropy": ("sigmoid_cross_entropy",),
    "sigmoid_focal_loss": ("sigmoid_cross_entropy",),
    "categorical_crossentropy": ("softmax_cross_entropy",),
    "sparse_categorical_crossentropy": ("sparse_softmax_cross_entropy",),
    "softmax_cross_entropy_with_integer_labels": ("sparse_softmax_cross_entropy",),
    "fused_linear_cross_entropy": ("linear_sparse_softmax_cross_entropy",),
    "vocab_parallel_cross_entropy": ("sharded_linear_sparse_softmax_cross_entropy",),
    "FromLogits": ("metrics.FromLogits",),
    "SparseAccuracy": ("metrics.SparseAccuracy",),
    "SparseTopKAccuracy": ("metrics.SparseTopKAccuracy",),
    "SparseCrossEntropy": ("metrics.SparseCrossEntropy", _SPARSE),
    "Perplexity": ("metrics.Perplexity",),
    "Distillation": ("losses.Distillation",),
    "LogitMatching": ("losses.LogitMatching",),
    "softmax": ("links.softmax",),
    "log_softmax": ("links.log_softmax",),
    "sigmoid": ("links.sigmoid",),
}


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return a sentence with the likely names; empty if none is close."""
    found = list(NAMES_ELSEWHERE.get(name, ()))
    if not found:
        alike = [each for each in known if each[0].isupper() == name[0].isupper()]
        found = _nearest(name, alike) or _nearest(name, known)
    return f"; did you mean {' or '.join(found)}?" if found else ""


def _nearest(name: str, known: Iterable[str]) -> list[str]:
    spelt = {_plain(each): each for each in known}
    return [spelt[each] for each in get_close_matches(_plain(name), spelt, 1, 0.75)]


def _plain(name: str) -> str:
    return name.replace("_", "").lower()
