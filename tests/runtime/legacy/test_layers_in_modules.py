"""The layers in TensorFlow 2 style: a ``tf.Module`` owns their variables, eagerly and in ``tf.function``."""

from __future__ import annotations

import inspect
import warnings

import numpy as np
import pytest
import tensorflow as tf

from tfcompat.legacy import contrib, layers

tf1 = tf.compat.v1
pytestmark = [pytest.mark.without_keras, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
X = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def half_sum(weights):
    return 0.5 * tf.reduce_sum(weights)


class Module(tf.Module):
    """A module whose layers a test chooses."""

    def __init__(self, body):
        super().__init__()
        self.body = body

    def __call__(self, x):
        return self.body(x)


class TracedModule(Module):
    @tf.function(reduce_retracing=False)
    def __call__(self, x):
        return self.body(x)


BODIES = {
    "dense": (lambda x: layers.dense(x, 2, name="d"), ["d/bias", "d/kernel"]),
    "dense without a name": (lambda x: layers.dense(x, 2), ["dense/bias", "dense/kernel"]),
    "two without names": (
        lambda x: layers.dense(layers.dense(x, 3), 3),
        ["dense/bias", "dense/kernel", "dense_1/bias", "dense_1/kernel"],
    ),
    "fully_connected": (
        lambda x: contrib.layers.fully_connected(x, 2, scope="fc"),
        ["fc/biases", "fc/weights"],
    ),
    "legacy_fully_connected": (
        lambda x: contrib.layers.legacy_fully_connected(x, 2),
        ["fully_connected/bias", "fully_connected/weights"],
    ),
}


@pytest.mark.parametrize("kind", [Module, TracedModule])
@pytest.mark.parametrize("case", BODIES)
def test_variables_are_made_once_and_belong_to_the_module(case, kind):
    body, wanted = BODIES[case]
    net = kind(body)
    first, second = net(X), net(X)
    net(tf.concat([X, X], 0))  # traced again
    np.testing.assert_array_equal(first, second)
    assert sorted(v.name.removesuffix(":0") for v in net.variables) == wanted
    assert net.trainable_variables == net.variables


def test_training_moves_the_variables_that_the_next_call_reads():
    net = Module(lambda x: layers.dense(x, 1, name="d"))
    y = tf.constant([[1.0], [2.0]])
    losses = []
    for _ in range(3):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((net(X) - y) ** 2)
        for variable, slope in zip(net.trainable_variables, tape.gradient(loss, net.trainable_variables), strict=True):
            variable.assign_sub(0.01 * slope)
        losses.append(float(loss))
    assert losses[2] < losses[1] < losses[0]


def test_two_modules_share_nothing():
    one, two = (Module(lambda x: layers.dense(x, 2, name="d")) for _ in range(2))
    one(X), two(X)
    assert {v.ref() for v in one.variables}.isdisjoint({v.ref() for v in two.variables})


def test_a_module_inside_a_module_owns_its_own():
    inner = Module(lambda x: layers.dense(x, 2, name="inner"))
    outer = Module(lambda x: layers.dense(inner(x), 2, name="outer"))
    outer.inner = inner
    outer(X)
    assert [v.name for v in inner.variables] == ["inner/bias:0", "inner/kernel:0"]
    assert len(outer.variables) == 4


def test_scopes_count():
    def body(x):
        with tf1.variable_scope("a"):
            x = layers.dense(x, 3)
        with tf1.variable_scope("b", reuse=tf1.AUTO_REUSE):
            return layers.dense(x, 3)

    net = Module(body)
    net(X)
    assert sorted(v.name for v in net.variables) == [f"{s}/dense/{v}:0" for s in "ab" for v in ("bias", "kernel")]


def test_penalties_are_those_of_the_traced_call():
    def body(x):
        layers.dense(x, 2, name="d", kernel_regularizer=half_sum)
        layers.dense(x, 2, name="d", kernel_regularizer=half_sum)
        with tf1.variable_scope("s", regularizer=half_sum):
            layers.dense(x, 2, name="e")
        return tf1.get_collection("regularization_losses")

    net = TracedModule(body)
    net(X)
    for variable in net.variables:
        variable.assign(tf.ones_like(variable))
    assert [float(p) for p in net(X)] == [3.0, 3.0, 1.0]
    assert not tf1.get_collection("regularization_losses")


def test_a_layer_object_belongs_to_the_module_that_holds_it(tmp_path):
    def make():
        net = TracedModule(None)
        net.layer = layers.Dense(2, kernel_regularizer=half_sum)
        net.body = lambda x: (net.layer(x), tf1.get_collection("regularization_losses"))
        return net

    one, two = make(), make()
    value, penalties = one(X)
    two(X)
    assert [v.ref() for v in one.layer.variables] == [one.layer.kernel.ref(), one.layer.bias.ref()]
    assert {v.ref() for v in one.variables} == {v.ref() for v in one.layer.weights}
    assert float(penalties[0]) == float(one.layer.losses[0]) == pytest.approx(float(half_sum(one.layer.kernel)))
    path = tf.train.Checkpoint(net=one).save(str(tmp_path / "saved"))
    tf.train.Checkpoint(net=two).restore(path).assert_consumed()
    np.testing.assert_array_equal(two(X)[0], value)


def test_a_functional_layer_is_saved_and_restored_with_its_module(tmp_path):
    one, two = (Module(lambda x: layers.dense(x, 2, name="d")) for _ in range(2))
    value = one(X)
    path = tf.train.Checkpoint(net=one).save(str(tmp_path / "saved"))
    status = tf.train.Checkpoint(net=two).restore(path)  # before it has variables
    np.testing.assert_array_equal(two(X), value)
    status.assert_consumed()


def test_the_properties_of_a_layer():
    layer = layers.Dense(2, name="d", dtype=tf.float64, trainable=False)
    with pytest.raises(ValueError, match=r"^tf.layers.Dense 'd' has no scope yet: the first call creates it\.$"):
        layer.scope_name  # noqa: B018 - the access is what raises
    assert layer(X).dtype == tf.float64
    assert (layer.name, layer.scope_name, layer.dtype, layer.count_params()) == ("d", "d", "float64", 8)
    assert layer.trainable_weights == []
    assert [v.shape for v in layer.non_trainable_weights] == [(3, 2), (2,)]
    assert layer.compute_output_shape([None, 3]) == [None, 2]
    assert isinstance(layer, tf.Module)


def test_sparse_inputs():
    x = tf.sparse.from_dense([[0.0, 2.0, 0.0]])
    layer = layers.Dense(2, kernel_initializer=tf1.ones_initializer())
    np.testing.assert_array_equal(layer(x), [[2.0, 2.0]])


class Methods(tf.Module):
    def one(self, x):
        return self.other(x)

    def other(self, x):
        return layers.dense(x, 2)


def test_message_of_a_layer_without_a_name_in_several_methods():
    with pytest.raises(ValueError, match=r"several methods of Methods are running, so .* give the layer a name"):
        Methods().one(X)


def test_message_of_one_name_for_two_shapes():
    net = Module(lambda x: layers.dense(layers.dense(x, 2, name="d"), 2, name="d"))
    with pytest.raises(ValueError, match=r"The variable d/kernel of this module has shape \(3, 2\), but a layer needs"):
        net(X)


@pytest.mark.parametrize(
    ("run", "error", "message"),
    [
        (
            lambda: layers.Dense(2, unit=3),
            TypeError,
            "^tf.layers.Dense has no keyword unit=; apart from those in its sign",
        ),
        (lambda: layers.Dense(), TypeError, "missing a required argument: 'units'; write tf.layers.Dense.units=10"),
        (lambda: contrib.layers.fully_connected(X, 2.5), ValueError, "needs an integer num_outputs, got 2.5"),
        (
            lambda: contrib.layers.fully_connected(X, 2, activation=None),
            TypeError,
            r"^tf.contrib.layers.fully_connected has no keyword activation=; did you mean activation_fn=\?",
        ),
    ],
)
def test_message(run, error, message):
    with pytest.raises(error, match=message):
        run()


def caught(run):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        run()
    return [(w.filename, w.lineno) for w in seen if "tf.layers.Dense is a legacy name" in str(w.message)]


def test_building_and_subclassing_warn_where_they_stand():
    def subclass():
        class Mine(layers.Dense):  # subclassed here
            def __init__(self, units):
                super().__init__(units, name="mine")

        assert list(inspect.signature(Mine).parameters) == ["units"]

    lines, first = inspect.getsourcelines(subclass)
    assert caught(subclass) == [(__file__, first + next(i for i, s in enumerate(lines) if "subclassed here" in s))]
    here = inspect.currentframe().f_lineno
    assert caught(lambda: layers.Dense(2)) == [(__file__, here + 1)]


def test_the_class_is_one_and_inspectable():
    assert layers.Dense is layers.Dense
    assert isinstance(layers.Dense, type)
    assert next(iter(inspect.signature(layers.Dense).parameters)) == "units"
    assert (layers.Dense.__module__, layers.Dense.__qualname__) == ("tfcompat.legacy.layers", "Dense")
