"""What layers make of inputs that they cannot take, and of a flag that only the run decides."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

import tfcompat.legacy as legacy
from tfcompat.legacy._implementations.layers import _places
from tfcompat.legacy._implementations.layers.convolution import Conv2D

tf1 = tf.compat.v1
layers, slim = legacy.layers, legacy.contrib.slim
pytestmark = [pytest.mark.without_keras, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def images(*shape):
    return tf1.placeholder(tf.float32, shape or [None, 8, 8, 3])


def run(fetches, feed):
    with tf1.Session() as session:
        session.run(tf1.global_variables_initializer())
        return session.run(fetches, feed)


@pytest.mark.usefixtures("graph")
class TestTrainingIsAPlaceholder:
    def test_dropout(self):
        x, training = tf1.placeholder(tf.float32, [100]), tf1.placeholder_with_default(False, [])
        y = layers.dropout(x, 0.5, training=training, seed=1)
        assert run(y, {x: np.ones(100)}).sum() == 100
        assert (run(y, {x: np.ones(100), training: True}) == 0).sum() > 20

    @pytest.mark.parametrize("shape", [[4, 3], [2, 2, 2, 3]], ids=["rows", "images"])
    def test_batch_normalization(self, shape):
        x, training = tf1.placeholder(tf.float32, shape), tf1.placeholder(tf.bool, [])
        y = layers.batch_normalization(x, training=training)
        updates = tf1.get_collection("update_ops")
        moments = [v for v in tf1.global_variables() if "moving" in v.op.name]
        data = np.arange(np.prod(shape), dtype="float32").reshape(shape)
        with tf1.Session() as session:
            session.run(tf1.global_variables_initializer())
            still, _ = session.run([y, updates], {x: data, training: False})
            np.testing.assert_allclose(still, data / np.sqrt(1.001), rtol=1e-5)
            assert [session.run(v).tolist() for v in moments] == [[0, 0, 0], [1, 1, 1]]
            moved, _ = session.run([y, updates], {x: data, training: True})
            assert abs(moved.mean()) < 1e-5
            assert session.run(moments[0]).min() > 0

    def test_batch_norm_of_contrib(self):
        x, training = tf1.placeholder(tf.float32, [4, 3]), tf1.placeholder(tf.bool, [])
        y = slim.batch_norm(x, is_training=training, updates_collections=None)
        data = np.arange(12, dtype="float32").reshape(4, 3)
        assert abs(run(y, {x: data, training: True}).mean()) < 1e-5
        np.testing.assert_allclose(run(y, {x: data, training: False}), data / np.sqrt(1.001), rtol=1e-5)


ADVICE = r"transpose the inputs, tf\.transpose\(inputs, \[0, 2, 3, 1\]\), write data_format='channels_last'"


@pytest.mark.usefixtures("graph")
class TestChannelsFirst:
    @pytest.mark.parametrize(
        "build",
        [
            lambda x: layers.conv2d(x, 2, 3, data_format="channels_first"),
            lambda x: layers.separable_conv2d(x, 2, 3, data_format="channels_first"),
            lambda x: layers.max_pooling2d(x, 2, 2, data_format="channels_first"),
            lambda x: slim.conv2d(x, 2, 3, data_format="NCHW"),
        ],
    )
    def test_a_graph_without_a_kernel_is_refused_where_it_is_built(self, build, monkeypatch):
        monkeypatch.setattr(_places, "channels_first_runs", lambda: False)
        with pytest.raises(ValueError, match=ADVICE):
            build(images(None, 3, 8, 8))

    def test_it_is_built_where_there_is_a_kernel(self, monkeypatch):
        monkeypatch.setattr(_places, "channels_first_runs", lambda: True)
        assert layers.conv2d(images(None, 3, 8, 8), 2, 3, data_format="channels_first").shape[1:] == [2, 6, 6]

    def test_what_tensorflow_1_transposed_runs_everywhere(self):
        x = images(None, 3, 4, 4)
        y = layers.conv2d_transpose(x, 2, 2, 2, data_format="channels_first")
        assert run(y, {x: np.ones((1, 3, 4, 4))}).shape == (1, 2, 8, 8)


def test_eagerly_the_error_of_the_kernel_is_explained(monkeypatch):
    def fails(*_):
        raise tf.errors.UnimplementedError(None, None, "only supports the NHWC tensor format on the CPU")

    monkeypatch.setattr(_places, "channels_first_runs", lambda: False)
    monkeypatch.setattr(Conv2D, "_convolve", fails)
    with pytest.raises(ValueError, match=ADVICE) as raised:
        layers.conv2d(tf.ones([1, 3, 8, 8]), 2, 3, data_format="channels_first")
    assert "NHWC" in str(raised.value.__cause__)


@pytest.mark.usefixtures("graph")
class TestReuse:
    def test_with_another_shape(self):
        layers.conv2d(images(), 4, 3, name="c")
        with pytest.raises(
            ValueError, match=r"c/kernel, but specified shape \(3, 3, 3, 5\) and found shape \(3, 3, 3, 4\)"
        ):
            layers.conv2d(images(), 5, 3, name="c", reuse=True)

    def test_without_saying_so(self):
        layers.conv2d(images(), 4, 3, name="c")
        with pytest.raises(ValueError, match=r"c/kernel already exists, disallowed\. Did you mean to set reuse=True"):
            layers.conv2d(images(), 4, 3, name="c")

    def test_a_layer_for_inputs_of_another_size(self):
        layer = layers.Conv2D(4, 3)
        layer(images())
        with pytest.raises(ValueError, match="was built for inputs with size 3 at axis -1, got 5"):
            layer(images(None, 8, 8, 5))


@pytest.mark.usefixtures("graph")
@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: layers.conv2d(images(2, 3), 4, 3), "needs inputs of rank 4, got rank 2, shape"),
        (lambda: layers.conv2d(images(None, 8, 8, None), 4, 3), "needs to know the number of channels of its inputs"),
        (
            lambda: layers.conv2d(images(), 4, (3, 3, 3)),
            r"kernel_size= takes an integer or 2 of them, got \(3, 3, 3\)",
        ),
        (lambda: layers.conv2d(images(), 4, 3, padding="full"), "padding= takes one of valid, same, got 'full'"),
        (lambda: layers.max_pooling2d(images(), 2, None), r"needs strides=, got None; usually it equals pool_size"),
        (lambda: layers.batch_normalization(images(), axis=7), "axis= takes distinct axes of inputs of rank 4"),
        (lambda: slim.conv2d(images(), 4, 3, data_format="HWC"), "data_format= must be one of NWC, NCW, NHWC"),
        (lambda: slim.l2_regularizer(1), "takes a floating-point scale of at least 0.0, got 1"),
        (lambda: slim.stack(images(), slim.conv2d, 4), r"stack\(\) takes a list with the arguments of each layer"),
        (lambda: legacy.nn.rnn_cell.MultiRNNCell([]), "takes at least one cell, got none"),
        (
            lambda: legacy.nn.rnn_cell.DropoutWrapper(legacy.nn.rnn_cell.GRUCell(2), 1.5),
            "a probability between 0 and 1",
        ),
    ],
)
def test_message(build, message):
    with pytest.raises(ValueError, match=message):
        build()


def test_a_function_without_the_decorator_is_no_function_of_an_arg_scope():
    def layer(x):
        return x

    with (
        pytest.raises(ValueError, match="which is not decorated with @add_arg_scope: decorate it, or leave it out"),
        slim.arg_scope([layer]),
    ):
        pass
    scoped = slim.add_arg_scope(lambda x, by=1: x * by)
    with slim.arg_scope([scoped], by=3):
        assert scoped(2) == 6
        assert scoped(2, by=5) == 10
    assert scoped(2) == 2


def test_a_state_is_an_instance_and_a_cell_is_a_cell():
    cell = legacy.nn.rnn_cell.LSTMCell(3)
    assert isinstance(cell.state_size, legacy.nn.rnn_cell.LSTMStateTuple)
    assert isinstance(cell, legacy.nn.rnn_cell.RNNCell)
    assert isinstance(layers.Conv2D(1, 1), layers.Layer)
    assert not isinstance(layers.Conv2D(1, 1), layers.Conv3D)


class Scaled(tf.Module):
    def __init__(self):
        super().__init__()
        self.cell = legacy.nn.rnn_cell.BasicLSTMCell(3)

    @tf.function
    def __call__(self, x):
        return tf1.nn.dynamic_rnn(self.cell, x, dtype=tf.float32)[0]


def test_a_cell_runs_in_a_function_of_a_module():
    net = Scaled()
    x = tf.ones([2, 4, 3])
    first = net(x)
    np.testing.assert_array_equal(net(x), first)
    assert len(net.trainable_variables) == 2
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(net(x))
    assert all(slope is not None for slope in tape.gradient(loss, net.trainable_variables))
