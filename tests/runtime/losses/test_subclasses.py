"""Subclasses of the losses and endpoint layers: their own constructors run, and saved models bring them back."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import layers, losses
from tfcompat._keras import IS_KERAS_3, keras

X = np.random.RandomState(0).normal(size=(8, 4)).astype("float32")
IDS = np.arange(8) % 3
Z = np.random.RandomState(1).normal(size=(8, 3)).astype("float32")
FAMILIES = {
    losses.SoftmaxCrossEntropy: np.eye(3, dtype="float32")[IDS],
    losses.SparseSoftmaxCrossEntropy: IDS,
    losses.SigmoidCrossEntropy: np.eye(3, dtype="float32")[IDS],
    losses.Distillation: np.roll(Z, 1, axis=1),
    losses.LogitMatching: np.roll(Z, 1, axis=1),
}
LAYERS = [layers.SoftmaxCrossEntropyLayer, layers.SparseSoftmaxCrossEntropyLayer, layers.SigmoidCrossEntropyLayer]
SAVED = [
    ".keras",
    pytest.param(".h5", marks=pytest.mark.filterwarnings("ignore")),
    pytest.param("", marks=pytest.mark.skipif(IS_KERAS_3, reason="Keras 3 loads no model back from a SavedModel")),
]


def register(cls):
    return keras.saving.register_keras_serializable("test_subclasses")(cls)


def scaled(family):
    class Scaled(family):
        def __init__(self, scale=1.0, **keywords):
            super().__init__(**keywords)
            self.scale = scale

        def call(self, y_true, y_pred):
            return self.scale * super().call(y_true, y_pred)

        def get_config(self):
            return {**super().get_config(), "scale": self.scale}

    return Scaled


@pytest.mark.parametrize("family", FAMILIES)
def test_a_loss_passes_keywords_on_and_takes_positions(family):
    mine = scaled(family)
    for made in (mine(2.0, reduction="sum", axis=-1), mine(reduction="sum", axis=-1, scale=2.0)):
        assert made.scale == 2.0
        assert made.reduction == "sum"
        np.testing.assert_allclose(made(FAMILIES[family], Z), family(reduction="sum")(FAMILIES[family], Z))
    again = mine.from_config(made.get_config())
    assert again.get_config() == made.get_config()
    with pytest.raises(TypeError, match=rf"{family.__name__}\(\) takes no from_logits=; leave it out"):
        mine(from_logits=True)


def test_a_loss_with_two_positions_is_an_object():
    class Two(losses.SparseSoftmaxCrossEntropy):
        def __init__(self, first, second, *more, **keywords):
            super().__init__(**keywords)
            self.given = (first, second, *more)

    assert Two(1.0, 2.0).given == (1.0, 2.0)
    assert Two(tf.zeros([2]), tf.zeros([2]), 3).given[2] == 3


def test_a_constructor_of_its_own_keywords_refuses_others():
    class Narrow(losses.SoftmaxCrossEntropy):
        def __init__(self, *, scale=1.0):
            super().__init__(label_smoothing=0.1)

    assert Narrow(scale=2.0).get_config()["label_smoothing"] == 0.1
    with pytest.raises(TypeError, match=r"Narrow\(\) takes no axis=; it takes scale\."):
        Narrow(axis=1)
    assert Narrow.from_config(Narrow().get_config()).get_config() == Narrow().get_config()


def test_a_configuration_that_would_lose_an_argument_says_what_to_do():
    class Smoothed(losses.SparseSoftmaxCrossEntropy):
        def __init__(self, smooth=0.0):
            super().__init__(label_smoothing=smooth)

    class End(layers.SparseSoftmaxCrossEntropyLayer):
        def __init__(self, smooth=0.0):
            super().__init__(label_smoothing=smooth)

    for cls in (Smoothed, End):
        message = rf"{cls.__name__} cannot be rebuilt .* takes no label_smoothing=, which was 0\.2\. Add \*\*kwargs"
        with pytest.raises(TypeError, match=message):
            cls.from_config(cls(0.2).get_config())


@register
class Saved(losses.SparseSoftmaxCrossEntropy):
    def __init__(self, scale=1.0, **keywords):
        super().__init__(**keywords)
        self.scale = scale

    def __call__(self, *args, **keywords):
        return self.scale * super().__call__(*args, **keywords)

    def get_config(self):
        return {**super().get_config(), "scale": self.scale}


@register
class Fixed(losses.SparseSoftmaxCrossEntropy):
    def __init__(self):
        super().__init__(ignore_class=[2], class_weight={0: 2.0})


@pytest.mark.parametrize("loss", [lambda: Saved(3.0, ignore_class=1, class_weight={0: 2.0}), Fixed])
@pytest.mark.parametrize("suffix", SAVED)
def test_a_model_with_one_is_saved_and_goes_on(loss, suffix, tmp_path):
    model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(3)])
    model.compile("sgd", loss())
    model.fit(X, IDS, verbose=0)
    model.save(tmp_path / f"model{suffix}")
    again = keras.models.load_model(tmp_path / f"model{suffix}")
    assert type(again.loss) is type(model.loss)
    assert again.loss.get_config() == model.loss.get_config()
    np.testing.assert_allclose(again.evaluate(X, IDS, verbose=0), model.evaluate(X, IDS, verbose=0), rtol=1e-5)


@register
class End(layers.SparseSoftmaxCrossEntropyLayer):
    def __init__(self):
        super().__init__(label_smoothing=0.1)
        self.scale = 2.0


@register
class Stretched(layers.SparseSoftmaxCrossEntropyLayer):
    def __init__(self, scale, **keywords):
        super().__init__(**keywords)
        self.scale = scale

    def get_config(self):
        return {**super().get_config(), "scale": self.scale}


@register
class OfSaved(layers.SparseSoftmaxCrossEntropyLayer):
    family = Saved


@pytest.mark.parametrize("family", LAYERS)
def test_an_endpoint_layer_runs_its_own_constructor(family):
    class Mine(family):
        def __init__(self, scale, **keywords):
            super().__init__(**keywords)
            self.scale = scale

    class Plain(Mine):
        pass

    for cls in (Mine, Plain):
        made = cls(2.0, label_smoothing=0.1, name="end")
        assert (made.scale, made.name, made.loss.get_config()["label_smoothing"]) == (2.0, "end", 0.1)
        with pytest.raises(TypeError, match=r"takes no from_logits=; leave it out"):
            cls(2.0, from_logits=True)


@pytest.mark.parametrize("make", [End, lambda: Stretched(3.0, temperature=2.0), lambda: OfSaved(scale=2.0, axis=-1)])
@pytest.mark.parametrize("suffix", SAVED)
def test_an_endpoint_layer_is_saved_and_goes_on(make, suffix, tmp_path):
    x, y = keras.Input((4,)), keras.Input((), dtype="int64")
    layer = make()
    model = keras.Model([x, y], layer([tfcompat.Logits(3)(x), y]))
    model.compile("sgd")
    model.fit([X, IDS], verbose=0)
    model.save(tmp_path / f"model{suffix}")
    again = keras.models.load_model(tmp_path / f"model{suffix}")
    (loaded,) = [each for each in again.layers if isinstance(each, layers.SparseSoftmaxCrossEntropyLayer)]
    assert type(loaded) is type(layer)
    assert {**loaded.get_config(), "name": ""} == {**layer.get_config(), "name": ""}
    assert getattr(loaded, "scale", None) == getattr(layer, "scale", None)
    np.testing.assert_allclose(
        np.ravel(again.evaluate([X, IDS], verbose=0)), np.ravel(model.evaluate([X, IDS], verbose=0)), rtol=1e-5
    )


@pytest.mark.parametrize("family", [f for f in FAMILIES if f.__name__.endswith("CrossEntropy")])
def test_a_class_given_to_compile_trains_like_an_object(family):
    labels, values = FAMILIES[family], []
    weights = np.arange(8, dtype="float32")
    for loss in (family, family()):
        model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(3, kernel_initializer="ones")])
        model.compile("sgd", loss)
        values += [[model.evaluate(X, labels, verbose=0, sample_weight=given) for given in (None, weights)]]
    np.testing.assert_allclose(*values, rtol=1e-6)


@pytest.mark.parametrize("family", [losses.SparseSoftmaxCrossEntropy, losses.SigmoidCrossEntropy, Fixed])
def test_a_class_given_to_compile_says_what_to_do_when_it_is_saved(family, tmp_path):
    model = keras.Sequential([keras.Input((4,)), tfcompat.Logits(3)])
    model.compile("sgd", family)
    model.fit(X, IDS if family is not losses.SigmoidCrossEntropy else np.eye(3)[IDS], verbose=0)
    with pytest.raises(TypeError, match=r"pass an object, such as tfcompat\.SparseSoftmaxCrossEntropy\(\)"):
        model.save(tmp_path / "model.keras")
    model.compile(model.optimizer, family())
    model.save(tmp_path / "model.keras")
    assert type(keras.models.load_model(tmp_path / "model.keras").loss) is family
