"""The metrics of class ids: cross-entropy, perplexity, accuracy and top k."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from support.metric_batches import (
    IDS,
    LOGITS,
    SPARSE,
    K,
    N,
    compiled_update,
    damaged,
    m,
    number,
)

import tfcompat
from tfcompat import metrics
from tfcompat.metrics import FromLogits


def test_cross_entropy_is_the_loss():
    np.testing.assert_allclose(
        number(metrics.SparseCrossEntropy(), IDS, LOGITS),
        tf.reduce_mean(tfcompat.sparse_softmax_cross_entropy(IDS, LOGITS)),
        rtol=1e-6,
    )


def test_perplexity_is_the_exponential_of_the_mean_and_not_the_mean_of_exponentials():
    losses = tfcompat.sparse_softmax_cross_entropy(IDS, LOGITS).numpy()
    perplexity = metrics.Perplexity()
    for batch in (slice(0, 100), slice(100, N)):
        perplexity.update_state(IDS[batch], LOGITS[batch])
    np.testing.assert_allclose(perplexity.result(), np.exp(losses.mean()), rtol=1e-5)
    assert abs(np.mean([np.exp(losses[:100].mean()), np.exp(losses[100:].mean())]) - perplexity.result()) > 1e-3


def test_perplexity_of_a_uniform_guess_is_the_number_of_classes():
    np.testing.assert_allclose(number(metrics.Perplexity(), IDS, np.zeros((N, K), "float32")), K, rtol=1e-6)


@pytest.mark.parametrize("k", [1, 2, 3, K, K + 1])
def test_top_k_is_that_of_tensorflow(k):
    right = np.mean(tf.math.in_top_k(IDS, LOGITS, k))
    np.testing.assert_allclose(number(metrics.SparseTopKAccuracy(k=k), IDS, LOGITS), right, rtol=1e-6)


@pytest.mark.parametrize("jit_compile", [False, True])
@pytest.mark.parametrize("row", [[np.nan, np.nan], [np.nan, 1.0], [1.0, np.nan]])
@pytest.mark.parametrize("metric", [metrics.SparseAccuracy, lambda: metrics.SparseTopKAccuracy(k=1)])
def test_no_class_of_a_row_with_a_nan_was_predicted(metric, row, jit_compile):
    for label in (0, 1):
        found = metric()
        compiled_update(found, jit_compile=jit_compile)(tf.constant([label]), tf.constant([row]))
        assert found.result() == 0


def test_equal_logits_do_not_push_a_class_out_and_nan_does():
    logits = np.array([[0.5, 0.5, 0.5], [0.5, np.nan, 0.1], [np.nan, np.nan, np.nan]], "float32")
    found = [number(metrics.SparseTopKAccuracy(k=1), [2], row[None]) for row in logits]
    np.testing.assert_array_equal(found, [1, 0, 0])


@pytest.mark.parametrize("metric", SPARSE)
@pytest.mark.parametrize("shape", [(N,), (N, 1), (4, 100), (4, 100, 1)])
def test_an_ignored_class_is_its_rows_deleted_from_a_metric_of_ids(metric, shape):
    ids, logits, kept = damaged()
    logits = logits.reshape(*([4, 100] if shape[0] == 4 else [N]), K)
    right = number(metric(), IDS[kept], LOGITS[kept])
    np.testing.assert_allclose(number(metric(ignore_class=255), ids.reshape(shape), logits), right, rtol=1e-5)


@pytest.mark.parametrize("metric", SPARSE)
def test_a_weight_of_zero_is_a_deleted_row_of_a_metric_of_ids(metric):
    kept = np.arange(N) % 3 != 0
    logits = np.where(kept[:, None], LOGITS, np.float32(np.nan))
    right = number(metric(), IDS[kept], LOGITS[kept])
    np.testing.assert_allclose(number(metric(), IDS, logits, sample_weight=kept), right, rtol=1e-5)
    np.testing.assert_allclose(
        number(metric(), np.where(kept, IDS, 0), logits, sample_weight=3.0 * kept), right, rtol=1e-5
    )


@pytest.mark.parametrize("metric", SPARSE)
def test_classes_of_a_metric_of_ids_may_lie_on_another_axis(metric):
    image = LOGITS.reshape(4, 100, K).swapaxes(1, 2)
    right = number(metric(), IDS, LOGITS)
    np.testing.assert_allclose(number(metric(axis=1), IDS.reshape(4, 100), image), right, rtol=1e-6)


@pytest.mark.parametrize("metric", [*SPARSE, lambda: FromLogits(m.AUC(), "softmax", one_hot=True)])
def test_an_id_out_of_range_raises(metric):
    labels, logits = tf.constant([0, 7]), tf.constant(LOGITS[:2])
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"labels must be class ids in \[0, num_classes\).* 7"):
        metric().update_state(labels, logits)
    in_graph = metric()
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"labels must be class ids in \[0, num_classes\)"):
        compiled_update(in_graph)(labels, logits)


@pytest.mark.parametrize("metric", SPARSE)
def test_an_id_out_of_range_is_nan_where_xla_cannot_raise(metric):
    found = metric()
    compiled_update(found, jit_compile=True)(tf.constant([0, 7]), tf.constant(LOGITS[:2]))
    assert np.isnan(found.result())


@pytest.mark.parametrize("metric", SPARSE)
def test_where_nothing_counts_there_is_nothing_to_average(metric):
    found = number(metric(ignore_class=255), np.full(N, 255), LOGITS)
    assert found == (1 if metric is metrics.Perplexity else 0)
