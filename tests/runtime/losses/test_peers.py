"""Where semantics match, the numbers are those of PyTorch and optax (the extra `peers`)."""

from __future__ import annotations

import numpy as np
import pytest

from tfcompat import losses

pytestmark = pytest.mark.without_keras

K = 6
RANDOM = np.random.RandomState(0)
LOGITS = (RANDOM.normal(size=(8, K)) * 5).astype("float32")
IDS = RANDOM.randint(0, K, 8)
LABELS = RANDOM.dirichlet(np.ones(K), 8).astype("float32")
BINARY = RANDOM.uniform(size=(8, K)).astype("float32")
WEIGHTS = RANDOM.uniform(size=K).astype("float32")


def alike(ours, theirs):
    np.testing.assert_allclose(ours, theirs, rtol=2e-6, atol=2e-6)


@pytest.fixture
def torch():
    return pytest.importorskip("torch", reason="PyTorch is not installed; it comes with the extra `peers`")


@pytest.fixture
def optax():
    pytest.importorskip("jax", reason="JAX is not installed; it comes with the extra `peers`")
    return pytest.importorskip("optax", reason="optax is not installed; it comes with the extra `peers`")


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("weights", [None, WEIGHTS])
def test_torch_cross_entropy(torch, smoothing, weights):
    loss = torch.nn.CrossEntropyLoss(
        weight=None if weights is None else torch.tensor(weights), reduction="none", label_smoothing=smoothing
    )
    keywords = {"label_smoothing": smoothing, "class_weight": weights}
    theirs = loss(torch.tensor(LOGITS), torch.tensor(IDS))
    alike(losses.sparse_softmax_cross_entropy(IDS, LOGITS, **keywords), theirs)
    theirs = loss(torch.tensor(LOGITS), torch.tensor(LABELS))
    alike(losses.softmax_cross_entropy(LABELS, LOGITS, **keywords), theirs)


def test_torch_ignore_index(torch):
    ids = IDS.copy()
    ids[::2] = -100
    theirs = torch.nn.CrossEntropyLoss(ignore_index=-100)(torch.tensor(LOGITS), torch.tensor(ids))
    alike(losses.SparseSoftmaxCrossEntropy(ignore_class=-100)(ids, LOGITS), theirs)


@pytest.mark.parametrize("pos_weight", [None, WEIGHTS])
def test_torch_bce_with_logits(torch, pos_weight):
    weight = None if pos_weight is None else torch.tensor(pos_weight)
    theirs = torch.nn.BCEWithLogitsLoss(pos_weight=weight)(torch.tensor(LOGITS), torch.tensor(BINARY))
    alike(losses.SigmoidCrossEntropy(pos_weight=pos_weight)(BINARY, LOGITS), theirs)


def test_optax(optax):
    alike(losses.softmax_cross_entropy(LABELS, LOGITS), optax.softmax_cross_entropy(LOGITS, LABELS))
    ids = losses.sparse_softmax_cross_entropy(IDS, LOGITS)
    alike(ids, optax.softmax_cross_entropy_with_integer_labels(LOGITS, IDS))
    alike(losses.sigmoid_cross_entropy(BINARY, LOGITS), optax.sigmoid_binary_cross_entropy(LOGITS, BINARY))
    focal = losses.sigmoid_cross_entropy(BINARY.round(), LOGITS, focal_gamma=2.0)
    alike(focal, optax.sigmoid_focal_loss(LOGITS, BINARY.round(), gamma=2.0))
