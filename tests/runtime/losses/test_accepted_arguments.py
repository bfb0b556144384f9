"""What means the same is taken: numbers of NumPy, float ids, ignored classes in any collection."""

from __future__ import annotations

import json

import numpy as np
import pytest
from support.small_batch import IDS, Z, sparse

import tfcompat
from tfcompat import losses
from tfcompat._keras import IS_KERAS_3


def test_float_ids_of_keras_are_accepted_by_the_function():
    np.testing.assert_array_equal(sparse(IDS.astype("float32"), Z), sparse(IDS, Z))


def test_tf_keras_appends_an_axis_that_the_function_drops_again():
    """It hands a function given to compile the ids (batch, 1); to everyone else that is a mistake."""
    if IS_KERAS_3:
        with pytest.raises(ValueError, match=r"Write tf\.squeeze\(labels, -1\)"):
            sparse(IDS[:, None], Z)
    else:
        np.testing.assert_array_equal(sparse(IDS[:, None], Z), sparse(IDS, Z))


def test_numbers_of_numpy_are_numbers():
    loss = sparse(IDS, Z, label_smoothing=np.float32(0.1), axis=np.int64(-1), ignore_class=np.array([7, 8]))
    np.testing.assert_allclose(loss, sparse(IDS, Z, label_smoothing=0.1), rtol=1e-6)


def test_labels_that_round_above_one_are_labels():
    assert np.isfinite(losses.SigmoidCrossEntropy()([[np.float32(1.0000001)]], [[1.0]]))


@pytest.mark.parametrize("classes", [{2}, frozenset([2]), range(2, 3), [2], (2,), np.array([2]), 2, np.int64(2)])
def test_ignored_classes_come_in_any_collection(classes):
    wanted = sparse(IDS, Z, ignore_class=2)
    np.testing.assert_array_equal(sparse(IDS, Z, ignore_class=classes), wanted)
    loss = losses.SparseSoftmaxCrossEntropy(ignore_class=classes)
    assert loss(IDS, Z) == losses.SparseSoftmaxCrossEntropy(ignore_class=2)(IDS, Z)
    assert json.loads(json.dumps(loss.get_config()["ignore_class"])) in (2, [2])
    assert float(tfcompat.metrics.SparseAccuracy(ignore_class=classes)(IDS, Z)) == 0.5
    tfcompat.validate_labels([0, 1, 2], 2, ignore_class=classes)


def test_k_of_numpy_is_a_number():
    assert tfcompat.metrics.SparseTopKAccuracy(k=np.int64(2)).get_config()["k"] == 2
