"""The first wrong label is found on the host, and the message says where it stands and what to do."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import tensorflow as tf

from tfcompat.validation import validate_labels

pytestmark = pytest.mark.without_keras

IDS = np.array([0, 1, 2, 0, 7, 1])
X = np.zeros((6, 2))
ROWS = np.array([[0.2, 0.3, 0.5], [0.0, 1.0, 0.0]])
SWAPPED = r"Are these logits, and labels and logits swapped\?$"
OUT_OF_RANGE = r"but class ids must lie in \[0, 3\)\. "


class Sequence:
    """What keras.utils.PyDataset has: a length and an index, and no end when it is iterated over."""

    def __len__(self):
        return 2

    def __getitem__(self, index):
        return X[:3], IDS[3 * index % 6 :][:3]


def dataset(*parts):
    return tf.data.Dataset.from_tensor_slices(parts if len(parts) > 1 else parts[0])


RIGHT = {
    "a list": ([0, 2, 1], {}),
    "any shape": (np.zeros((2, 3, 4), "int8"), {}),
    "a tensor": (tf.constant([0, 2]), {}),
    "whole floats": (np.float32([0.0, 2.0]), {}),
    "bools": (np.array([True, False]), {}),
    "a single id": (2, {}),
    "no label": (np.zeros(0, int), {}),
    "an ignored id": ([0, -1, 2], {"ignore_class": -1}),
    "several ignored ids": ([0, -1, 255], {"ignore_class": [-1, 255]}),
    "steps of two examples": ([[0, 1, 0], [1, 0, 0]], {}),
    "a dataset": (dataset(IDS[:4]).batch(3), {}),
    "a generator": ((batch for batch in ([0, 1], [2])), {}),
    "a ragged tensor": (tf.ragged.constant([[1], [2, 0]]), {}),
    "distributions": (ROWS, {"kind": "distribution"}),
    "half distributions": (tf.constant(ROWS, tf.bfloat16), {"kind": "distribution"}),
    "integer one-hot rows": (np.eye(3, dtype=int), {"kind": "distribution"}),
    "independent classes": (np.ones((2, 3)), {"kind": "independent"}),
}


@pytest.mark.parametrize("case", RIGHT)
def test_right_labels_pass(case):
    labels, keywords = RIGHT[case]
    assert validate_labels(labels, 3, **keywords) is None


def test_one_class_on_its_own_needs_no_axis():
    assert validate_labels([0.0, 1.0], 1, kind="independent") is None


def test_large_unsigned_ids_are_compared_as_they_are():
    validate_labels(np.array([2**24 + 1], "uint64"), 2**24 + 2)
    with pytest.raises(ValueError, match=rf"labels\[0\] is {2**24 + 1}, but class ids must lie in \[0, {2**24 + 1}\)"):
        validate_labels(np.array([2**24 + 1], "uint64"), 2**24 + 1)


@pytest.mark.parametrize("value", [np.inf, np.nan])
def test_what_is_no_number_is_no_id(value):
    with pytest.raises(ValueError, match=rf"^labels\[1\] is {value}, but class ids are whole numbers\. {SWAPPED}"):
        validate_labels([0.0, value], 3)


WRONG = {
    "in an array": (IDS, {}, r"^labels\[4\] is 7, " + OUT_OF_RANGE),
    "in a matrix": (IDS.reshape(2, 3), {}, r"^labels\[1, 1\] is 7, "),
    "a single id": (7, {}, "^labels is 7, "),
    "in a pair": ((X, IDS), {}, r"^labels\[4\] is 7, "),
    "in a dataset": (dataset(IDS), {}, "^label 4 is 7, "),
    "in a batch": (dataset(X, IDS).batch(4), {}, r"^labels\[0\] of batch 1 is 7, "),
    "in a batch with weights": (dataset(X, IDS, np.ones(6)).batch(3), {}, r"^labels\[1\] of batch 1 is 7, "),
    "in a list of batches": ([IDS[:2], IDS[2:]], {}, r"^labels\[2\] of batch 1 is 7, "),
    "in a sequence": (Sequence(), {}, r"^labels\[1\] of batch 1 is 7, "),
    "in a ragged tensor": (tf.ragged.constant([[1], [2, 7]]), {}, r"^labels\[2\] is 7, "),
    "too large": (
        [7],
        {},
        r"Pass num_classes=8 if there are that many classes, or ignore_class=7 if it marks examples that do not",
    ),
    "negative": ([-1], {}, r"^labels\[0\] is -1, .* Pass ignore_class=-1 if it marks examples that do not count\.$"),
    "counted from 1": ([1, 2, 3], {}, r"^labels\[2\] is 3, .* If ids start at 1 here, subtract 1\.$"),
    "counted from 1 in batches": ([np.array([1, 2]), np.array([3])], {}, "If ids start at 1 here, subtract 1"),
    "the number of classes": ([0, 3], {}, "Pass num_classes=4 if there are that many classes, "),
    "a fraction": ([0.5], {}, r"^labels\[0\] is 0\.5, but class ids are whole numbers\. " + SWAPPED),
    "one-hot rows": (
        np.eye(3),
        {},
        r"^labels are one-hot rows of 3, but class ids are expected\. Pass kind='distribution', or take the argmax\.$",
    ),
    "integer one-hot rows": (np.eye(3, dtype=int)[IDS[[0, 1, 2, 3] * 2]], {}, "^labels are one-hot rows of 3, "),
    "ids for distributions": (
        [1, 2],
        {"kind": "distribution"},
        r"^labels have shape \(2,\), but distribution labels have 3 numbers on the last axis\. For class ids pass",
    ),
    "other classes": (
        np.ones((2, 4)),
        {"kind": "independent"},
        r"independent labels have 3 numbers on the last axis\.$",
    ),
    "logits": (
        [[0.5, 2.0, -1.5]],
        {"kind": "distribution"},
        r"^labels\[0, 1\] is 2\.0, but probabilities must lie in \[0, 1\]\. " + SWAPPED,
    ),
    "a probability that is NaN": (np.array([[np.nan, 1, 0]]), {"kind": "independent"}, r"^labels\[0, 0\] is nan, "),
    "a row that sums to less": (
        ROWS * [[1.0], [0.5]],
        {"kind": "distribution"},
        r"^labels\[1\] sums to 0\.5, but a distribution must sum to 1\. For independent classes pass kind='ind",
    ),
    "signs": (
        [[1.0, -1.0, 1.0]],
        {"kind": "independent"},
        r"^labels\[0, 1\] is -1\.0, .* To turn labels -1 and 1 into 0 and 1, write \(labels \+ 1\) / 2\.$",
    ),
    "a kind that is none": (
        [0],
        {"kind": "sparse"},
        r"^kind must be one of 'ids', 'distribution', 'independent', got ",
    ),
    "ignored rows": (ROWS, {"kind": "distribution", "ignore_class": 0}, "^ignore_class is only for class ids: "),
    "a generator that is used up": (
        iter([]),
        {},
        "^there are no labels to check; a generator can be read only once",
    ),
    "a dataset without end": (
        dataset(IDS).repeat(),
        {},
        "^labels is a Dataset that repeats forever. Pass it before",
    ),
    "a tuple of one": ((IDS,), {}, r"^a tuple must be \(x, labels\) or \(x, labels, sample_weight\), got one of 1\.$"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_label_is_named(case):
    labels, keywords, message = WRONG[case]
    with pytest.raises(ValueError, match=message):
        validate_labels(labels, 3, **keywords)


@pytest.mark.parametrize("classes", [0, -1, 2.0, "3", None])
def test_the_number_of_classes_is_a_positive_int(classes):
    with pytest.raises(ValueError, match=r"^num_classes must be a positive int, got "):
        validate_labels([0], classes)


NO_NUMBERS = {
    "text": (["cat"], r"^labels must be numbers, got list of dtype <U3\.$"),
    "a dict": ({"a": IDS}, "^labels must be an array, a tensor, a Dataset or an iterable of batches, got dict"),
    "a dict in a dataset": (dataset({"a": IDS}), "^labels must be numbers, got dict"),
    "nothing": (None, "^labels must be an array, a tensor, a Dataset or an iterable of batches, got NoneType"),
    "rows of different lengths": ([[1], [2, 0]], "^labels must have values and one shape, got list"),
}


@pytest.mark.parametrize("case", NO_NUMBERS)
def test_what_are_no_labels_at_all_is_refused(case):
    labels, message = NO_NUMBERS[case]
    with pytest.raises(TypeError, match=message):
        validate_labels(labels, 3)


def test_symbolic_labels_have_no_values_yet():
    @tf.function
    def step(labels):
        validate_labels(labels, 3)

    with pytest.raises(TypeError, match=r"Call validate_labels outside of tf\.function and of models\."):
        step(tf.constant([0]))


def test_looking_at_arrays_needs_no_tensorflow():
    code = "import sys; from tfcompat.validation import validate_labels; validate_labels([0], 1); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "numpy" in loaded
    assert not {"tensorflow", "keras", "tf_keras"} & set(loaded)
