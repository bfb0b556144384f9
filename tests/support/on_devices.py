"""A kernel in slices on four logical devices; a program, because a process divides its CPU before anything else.

It prints what each check raised, or null, as JSON.
"""

from __future__ import annotations

import contextlib
import functools
import json
import sys
import traceback
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

ROOT = Path(__file__).parents[2]
DEVICES = 4
N, D = 24, 5
CUTS = {2: [700, 900], 4: [300, 500, 800, 1000]}
RANDOM = np.random.RandomState(0)
X = RANDOM.normal(size=(N, D)).astype("float32")
UPSTREAM = np.linspace(1, 2, N).astype("float32")
WITH_ALL = {"label_smoothing": 0.1, "z_loss": 0.01, "temperature": 2.0, "ignore_class": 3}


def placed(devices, make=tf.Variable, cuts=None, seed=0):
    """Kernels and biases, each slice on its device, and what they are in one piece."""
    random = np.random.RandomState(seed)
    cuts = cuts or CUTS[devices]
    kernel, bias = (random.normal(size=size).astype("float32") for size in ((D, sum(cuts)), (sum(cuts),)))
    ends = np.cumsum(cuts)[:-1]
    kernels, biases = [], []
    for i, (part, of_bias) in enumerate(zip(np.split(kernel, ends, 1), np.split(bias, ends), strict=True)):
        with tf.device(f"CPU:{i}"):
            kernels.append(make(part))
            biases.append(make(of_bias))
    return kernels, biases, tf.constant(kernel), tf.constant(bias)


def slopes(function, ids, x, kernel, bias, **keywords):
    with tf.GradientTape() as tape:
        tape.watch([x, kernel, bias])
        loss = function(ids, x, kernel, bias, chunk_size=7, **keywords)
        total = tf.reduce_sum(loss * UPSTREAM)
    return [loss, *tape.gradient(total, [x, kernel, bias])]


def in_one_piece(found):
    loss, to_x, to_kernels, to_biases = found
    return [loss, to_x, tf.concat(to_kernels, 1), tf.concat(to_biases, 0)]


def hold_equal(devices, compiled, **keywords):
    kernels, biases, kernel, bias = placed(devices)
    ids = tf.constant(RANDOM.randint(0, len(bias), N))
    run = functools.partial(slopes, sharded, kernel=kernels, bias=biases, **keywords)
    loss, to_x, *parts = (tf.function(run) if compiled else run)(ids, tf.constant(X))
    wanted = slopes(tfcompat.linear_sparse_softmax_cross_entropy, ids, tf.constant(X), kernel, bias, **keywords)
    got = [loss, to_x, tf.concat(parts[0], 1), tf.concat(parts[1], 0)]
    for a, b in zip(got, wanted, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-5)
    return [[sends.short(slope.device) for slope in of] for of in parts]


def check_it_is_the_loss_on_one_device():
    for devices in CUTS:
        assert hold_equal(devices, False) == [[f"CPU:{i}" for i in range(devices)]] * 2


def check_it_is_the_loss_on_one_device_in_a_graph():
    hold_equal(2, True)
    hold_equal(4, True, **WITH_ALL)


def step(kernels, biases, loss=None, **keywords):
    """A step of gradient descent that returns the gradient to the inputs."""

    def train(ids, x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            total = tf.reduce_sum((loss or sharded)(ids, x, kernels, biases, chunk_size=8, **keywords))
        to_x, to_kernels, to_biases = tape.gradient(total, [x, kernels, biases])
        for variable, slope in zip([*kernels, *biases], [*to_kernels, *to_biases], strict=True):
            with tf.device(variable.device):
                variable.assign_sub(0.1 * slope)
        return to_x

    return train


def hold_traffic(devices, dtype="float32", numbers=3, rows=N, cuts=None, more=(), **keywords):
    """Each device but the first gets inputs, ids and three gradients, and sends three numbers and its part."""
    kernels, biases, *_ = placed(devices, cuts=cuts)
    train = step(kernels, biases, **keywords)
    spec = [tf.TensorSpec([rows], "int64"), tf.TensorSpec([rows, D], dtype)]
    graph = tf.function(train, input_signature=spec)
    found = sends.placed(graph, tf.zeros([rows or N], "int64"), tf.zeros([rows or N, D], dtype))
    others, small, large = range(1, devices), ("float32", (rows, numbers)), (dtype, (rows, D))
    wanted = [("CPU:0", f"CPU:{i}", *each) for i in others for each in (("int64", (rows,)), small, large, *more)]
    wanted += [(f"CPU:{i}", "CPU:0", *each) for i in others for each in (small, large)]
    assert sorted(found.sent, key=str) == sorted((sends.Sent(*each) for each in wanted), key=str), found.sent
    return found


def check_what_travels_is_small():
    hold_traffic(2)


def check_what_travels_is_as_small_with_keywords_and_half_precision():
    """Weights that are known only at run time reach a device once, not again for each chunk."""
    weights = tf.Variable(tf.ones([sum(CUTS[2])]))
    hold_traffic(2, "bfloat16", 4, more=[("float32", (CUTS[2][1],))], class_weight=weights, **WITH_ALL)


def check_what_travels_is_as_small_in_compiled_kernels():
    found = hold_traffic(2, cuts=[2**17 + 1, 2**17])  # times 8 examples: as many elements as are worth compiling
    assert found.programs == {"CPU:0", "CPU:1"}, found.programs


def check_products_are_on_the_device_of_their_slice_of_four():
    found = hold_traffic(4, rows=None)
    columns = {f"CPU:{i}": columns for i, columns in enumerate(CUTS[4])}
    for device, own in columns.items():
        assert found.products[device] & set(columns.values()) == {own}, found.products


def check_a_kernel_that_travels_is_seen():
    """What is not split, or is split and put together."""

    def together(ids, x, kernels, biases, **keywords):
        kernel, bias = tf.concat(kernels, 1), tf.concat(biases, 0)
        return tfcompat.linear_sparse_softmax_cross_entropy(ids, x, kernel, bias, **keywords)

    kernels, biases, *_ = placed(2)
    train = tf.function(step(kernels, biases, together))
    found = sends.placed(train, tf.zeros([N], "int64"), tf.constant(X))
    assert ("CPU:1", "CPU:0", "float32", (D, CUTS[2][1])) in found.sent, found.sent


def check_variables_of_keras_are_used_where_they_are():
    make = getattr(keras, "Variable", tf.Variable)
    kernels, biases, kernel, bias = placed(2, make)
    ids = tf.constant(RANDOM.randint(0, 1600, N))
    run = tf.function(lambda ids, x: sharded(ids, x, kernels, biases))
    found = sends.placed(run, ids, tf.constant(X))
    assert {each[2:] for each in found.sent} == {("int64", (N,)), ("float32", (N, D)), ("float32", (N, 3))}, found.sent
    wanted = tfcompat.linear_sparse_softmax_cross_entropy(ids, X, kernel, bias)
    np.testing.assert_allclose(run(ids, tf.constant(X)), wanted, rtol=1e-5)


def check_xla_refuses_variables_of_other_devices():
    """As the page says: it compiles for one device."""
    kernels, biases, *_ = placed(2)
    run = tf.function(lambda: sharded(tf.zeros([N], "int64"), X, kernels, biases), jit_compile=True)
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"Trying to access resource [\s\S]* located in device"):
        run()


def check_an_optimizer_for_each_slice_sends_numbers_alone():
    """As the page says: one optimizer for all slices moves them to the first device."""
    for split in (lambda pairs: [pairs], lambda pairs: [[pair] for pair in pairs]):
        kernels, *_ = placed(2)
        groups = [(keras.optimizers.SGD(0.1, 0.9), len(group)) for group in split(kernels)]

        def train(ids, kernels=kernels, groups=groups):
            with tf.GradientTape() as tape:
                loss = sharded(ids, X, kernels)
            pairs = list(zip(tape.gradient(loss, kernels), kernels, strict=True))
            for optimizer, count in groups:
                given, pairs = pairs[:count], pairs[count:]
                with tf.device(given[0][1].device) if count == 1 else contextlib.nullcontext():
                    optimizer.apply_gradients(given)

        found = sends.placed(tf.function(train), tf.zeros([N], "int64"))
        large = [each for each in found.sent if CUTS[2][1] in each.shape]
        assert bool(large) is (len(groups) == 1), large


CHECKS = [name for name in list(globals()) if name.startswith("check_")]


def main() -> None:
    found = {}
    for name in CHECKS:
        try:
            found[name] = globals()[name]()
        except Exception:  # noqa: BLE001 - whatever a check raises is what its test shows
            found[name] = traceback.format_exc()
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import sends

    sends.simulate(DEVICES)
    import tfcompat
    from tfcompat._keras import keras

    sharded = tfcompat.sharded_linear_sparse_softmax_cross_entropy
    main()
