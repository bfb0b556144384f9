"""The demo itself, on the installed TensorFlow."""

import os

import numpy as np
import pytest

from tfcompat import demo
from tfcompat.demo import original

LEGACY_KERAS = os.environ.get("TF_USE_LEGACY_KERAS") in ("1", "true", "True")
EPOCHS = 16  # after fewer the network reads less than the demo promises


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo-out")
    demo.run(folder, epochs=EPOCHS)
    return folder


@pytest.mark.skipif(LEGACY_KERAS, reason="the demo's promise is about Keras 3; one run of it takes 20 seconds")
class TestOnKeras3:
    def test_every_way_to_train_ends_with_the_same_logits(self, folder):
        first, *others = (np.load(path)["test_logits"] for path in sorted(folder.glob("*.npz")))
        assert len(others) == 2
        for logits in others:
            np.testing.assert_allclose(logits, first, rtol=1e-4, atol=1e-4)

    def test_the_migrated_script_saves_the_variables_of_tf1(self, folder):
        with np.load(folder / "migrated_script.npz") as saved:
            layers = "conv1", "conv2", "hidden", "logits"
            weights = {f"{layer}_{weight}" for layer in layers for weight in ("kernel", "bias")}
            assert set(saved) == {*weights, "test_logits"}

    def test_the_page_says_that_all_is_well(self, folder):
        page = (folder / "index.html").read_text(encoding="utf-8")
        assert "✓" in page
        assert "has no attribute &#39;app&#39;" in page


def test_the_shipped_script_fails_untouched_whichever_keras_there_is(tmp_path):
    outcome = original.run(tmp_path)
    assert outcome.error == "AttributeError: module 'tensorflow' has no attribute 'app'"
    assert original.where(outcome).endswith("flags = tf.app.flags")
