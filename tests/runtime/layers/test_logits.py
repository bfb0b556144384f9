"""`Logits` is a Dense layer in all but its activation: weights, LoRA, quantisation, precision, old configurations."""

from __future__ import annotations

import numpy as np
import pytest

import tfcompat
from tfcompat import losses
from tfcompat._keras import IS_KERAS_3, keras

X = np.random.RandomState(0).normal(size=(32, 8)).astype("float32")
IDS = np.arange(32) % 3
keras_3 = pytest.mark.skipif(not IS_KERAS_3, reason="tf_keras has neither LoRA nor quantisation")


def model_of(layer):
    return keras.Sequential([keras.Input((8,)), layer])


@pytest.mark.parametrize("suffix", [".h5", ".keras"])
@pytest.mark.parametrize("way", ["in", "out"])
def test_weights_of_a_dense_layer_fit_both_ways(suffix, way, tmp_path):
    dense, logits = (model_of(make(3, name="head")) for make in (keras.layers.Dense, tfcompat.Logits))
    source, target = (dense, logits) if way == "in" else (logits, dense)
    path = str(tmp_path / f"model{suffix}")
    source.save(path)
    target.set_weights(keras.models.load_model(path).get_weights())
    np.testing.assert_allclose(target(X), source(X), rtol=1e-6)
    names = [[w.path if IS_KERAS_3 else w.name for w in model.layers[-1].weights] for model in (source, target)]
    assert [name.split("/")[-2:] for name in names[0]] == [name.split("/")[-2:] for name in names[1]]


@keras_3
def test_lora_trains_alone_and_is_saved(tmp_path):
    model = model_of(tfcompat.Logits(3, name="head"))
    layer = model.layers[-1]
    layer.enable_lora(2)
    kernel = np.array(layer._kernel)
    model.compile(keras.optimizers.SGD(1.0), losses.SparseSoftmaxCrossEntropy())
    losses_of = model.fit(X, IDS, epochs=3, verbose=0).history["loss"]
    assert losses_of[-1] < losses_of[0]
    np.testing.assert_array_equal(np.array(layer._kernel), kernel)
    path = str(tmp_path / "model.keras")
    model.save(path)
    np.testing.assert_allclose(keras.models.load_model(path)(X), model(X), rtol=1e-5, atol=1e-5)


@keras_3
def test_int8_quantisation_stays_near(tmp_path):
    model = model_of(tfcompat.Logits(3, name="head"))
    before = model(X).numpy()
    model.layers[-1].quantize("int8")
    assert model.layers[-1].kernel.dtype == "int8"
    assert model(X).dtype == "float32"
    np.testing.assert_allclose(model(X), before, atol=0.05 * np.abs(before).max())
    path = str(tmp_path / "model.keras")
    model.save(path)
    np.testing.assert_allclose(keras.models.load_model(path)(X), model(X), rtol=1e-5, atol=1e-5)


@keras_3
@pytest.mark.parametrize("mode", ["int8", "float8"])
def test_quantised_logits_are_float32_under_mixed_precision(mode, tmp_path):
    """Keras 3 calls another method of a quantised layer, which returned half precision where float32 was promised."""
    model = model_of(tfcompat.Logits(3, dtype=keras.mixed_precision.Policy("mixed_bfloat16")))
    model.layers[-1].quantize(mode)
    path = str(tmp_path / "model.keras")
    model.save(path)
    assert model(X).dtype == keras.models.load_model(path)(X).dtype == "float32"


@pytest.mark.parametrize("half", ["mixed_float16", "mixed_bfloat16"])
def test_the_product_is_half_precision_unless_the_layer_is_float32(half):
    weights = None
    outputs = {}
    for name, dtype in (("half", keras.mixed_precision.Policy(half)), ("single", "float32")):
        model = model_of(tfcompat.Logits(3, dtype=dtype))
        weights = weights or model.get_weights()
        model.set_weights(weights)
        outputs[name] = model(X).numpy()
        assert model.outputs[0].dtype == "float32"
        assert outputs[name].dtype == np.float32
    exact = X @ weights[0] + weights[1]
    np.testing.assert_allclose(outputs["single"], exact, rtol=1e-5, atol=1e-6)
    assert 1e-5 < np.abs(outputs["half"] - exact).max() < 0.1


@pytest.mark.parametrize("activation", [None, "linear", keras.activations.linear])
def test_no_activation_under_any_name_is_accepted(activation):
    layer = tfcompat.Logits(3, activation=activation)
    assert tfcompat.Logits.from_config(layer.get_config()).units == 3
    assert tfcompat.Logits.from_config(keras.layers.Dense(3, activation=activation).get_config()).units == 3


@pytest.mark.parametrize(
    ("activation", "link"), [("softmax", "softmax"), ("sigmoid", "sigmoid"), (keras.activations.softmax, "softmax")]
)
def test_another_activation_is_refused_with_the_remedy(activation, link):
    config = keras.layers.Dense(3, activation=activation).get_config()
    for make in (lambda: tfcompat.Logits(3, activation=activation), lambda: tfcompat.Logits.from_config(config)):
        with pytest.raises((ValueError, TypeError), match=rf"tfcompat\.with_probabilities\(model, '{link}'\)"):
            make()


def test_a_function_of_the_user_that_is_named_linear_is_refused():
    """It was dropped in silence."""

    def linear(x):
        return 2 * x

    with pytest.raises(ValueError, match="Logits takes no activation, got 'linear': its output is logits"):
        tfcompat.Logits(3, activation=linear)
