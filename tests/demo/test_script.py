"""The shipped script is what the demo says it is, and the recording is of this very text."""

import ast

import numpy as np
import pytest

from tfcompat.demo import digits, record_tf115

LEGACY = {
    "tf.placeholder",
    "tf.layers.conv2d",
    "tf.layers.max_pooling2d",
    "tf.layers.flatten",
    "tf.layers.dense",
    "tf.layers.dropout",
    "tf.nn.softmax_cross_entropy_with_logits",
    "tf.losses.sparse_softmax_cross_entropy",
    "tf.train.MomentumOptimizer",
    "tf.Session",
}


@pytest.fixture
def calls(script):
    return [node for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Call)]


def test_it_is_a_script_for_tensorflow_1(script, calls):
    assert "import tensorflow as tf\n" in script
    assert "compat" not in script
    assert "disable" not in script
    assert {ast.unparse(call.func) for call in calls} >= LEGACY


def test_its_legacy_calls_name_every_argument(calls):
    legacy = [call for call in calls if ast.unparse(call.func) in LEGACY - {"tf.Session"}]
    assert len(legacy) == 14
    assert all(call.keywords and not call.args for call in legacy)


def test_its_logits_layer_has_ten_units(calls):
    dense = [call for call in calls if ast.unparse(call.func) == "tf.layers.dense"]
    assert "units=10" in [ast.unparse(keyword) for call in dense for keyword in call.keywords]


def test_the_recording_is_of_this_text(recording):
    assert recording.script_sha256 == record_tf115.sha256_of_script()
    assert recording.versions["tensorflow"] == "1.15.5"
    assert len(recording.points) == record_tf115.EPOCHS


def test_the_recorded_losses_keep_every_digit(recording):
    losses = [loss for point in recording.points for loss in point[1:]]
    assert all(float(np.float32(loss)) == loss for loss in losses), "a rounded loss is no float32"


def test_the_recorded_model_reads_more_than_95_percent(recording, start):
    assert np.mean(np.array(recording.predicted) == start.test_labels) > 0.95


def test_fewer_epochs_are_the_first_of_more(start):
    longer = digits.load(3)
    np.testing.assert_array_equal(longer.batches[:2], start.batches)
    for one, other in zip(longer.weights, start.weights, strict=True):
        np.testing.assert_array_equal(one, other)


def test_every_epoch_takes_every_training_image_once(start):
    for epoch in start.batches:
        np.testing.assert_array_equal(np.sort(epoch, axis=None), np.arange(digits.TRAIN))
