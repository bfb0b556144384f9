"""Names and keywords of other libraries are answered with ours."""

from __future__ import annotations

import inspect
import operator
import re
import subprocess
import sys

import pytest

import tfcompat
from tfcompat._symbols import KEYWORDS_ELSEWHERE
from tfcompat._symbols.names_elsewhere import NAMES_ELSEWHERE

pytestmark = pytest.mark.without_keras
KEYWORDS = {
    "ignore_index": ("sparse_softmax_cross_entropy", "ignore_class="),
    "weight": ("softmax_cross_entropy", "class_weight="),
    "alpha": ("sigmoid_cross_entropy", "pos_weight= or class_weight="),
    "gamma": ("softmax_cross_entropy", "focal_gamma="),
    "smoothing": ("softmax_cross_entropy", "label_smoothing="),
    "T": ("softmax_cross_entropy", "temperature="),
    "dim": ("predicted_class", "axis="),
}


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_keywords_of_the_field_are_answered_with_ours(keyword):
    name, ours = KEYWORDS[keyword]
    with pytest.raises(TypeError, match=rf"^{name}\(\) takes no {keyword}=; write {ours}\.$"):
        getattr(tfcompat, name)(**{keyword: 1})


@pytest.mark.parametrize("keyword", KEYWORDS_ELSEWHERE)
@pytest.mark.parametrize("name", ["sparse_softmax_cross_entropy", "SigmoidCrossEntropy", "predicted_class"])
def test_only_keywords_that_are_taken_are_named(name, keyword):
    with pytest.raises(TypeError) as raised:
        getattr(tfcompat, name)(**{keyword: 1})
    known = inspect.signature(getattr(tfcompat, name)).parameters
    assert set(re.findall(r"(\w+)=", f"{raised.value}".partition("; write ")[2])) <= set(known)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("CrossEntropyLoss", r"did you mean SparseSoftmaxCrossEntropy or SoftmaxCrossEntropy\?$"),
        ("SoftmaxCrossentropy", r"did you mean SoftmaxCrossEntropy\?$"),
        ("sparse_softmax_crossentropy", r"did you mean sparse_softmax_cross_entropy\?$"),
        ("logits", r"did you mean Logits\?$"),
        ("FromLogits", r"did you mean metrics\.FromLogits\?$"),
        ("nonsense", r"^module 'tfcompat' has no attribute 'nonsense'$"),
    ],
)
def test_a_name_that_is_nearly_ours(name, message):
    with pytest.raises(AttributeError, match=message):
        getattr(tfcompat, name)


def test_every_name_that_is_suggested_is_there():
    for names in NAMES_ELSEWHERE.values():
        for name in names:
            assert operator.attrgetter(name)(tfcompat) is not None


def test_a_suggestion_imports_no_tensorflow():
    code = (
        "import sys, tfcompat\ntry:\n    tfcompat.CrossEntropyLoss\nexcept AttributeError as error:\n    print(error)\n"
        "assert 'tensorflow' not in sys.modules and not hasattr(tfcompat, '__path_to__')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "did you mean" in run.stdout
