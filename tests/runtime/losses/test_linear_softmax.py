"""The fused form is the plain one, some examples at a time: values, gradients, keywords, errors, and what is held."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

import tfcompat
from tfcompat import losses
from tfcompat._chunked import chunk_size as _sizes
from tfcompat._chunked import kernel_gradient as _gradient

pytestmark = pytest.mark.without_keras

N, D, K = 7, 3, 5
RANDOM = np.random.RandomState(0)
X, W, B = (tf.constant(RANDOM.normal(size=size).astype("float32")) for size in ((N, D), (D, K), K))
IDS = tf.constant(RANDOM.randint(0, K, N))
ROWS = tf.constant(RANDOM.uniform(size=(N, K)).astype("float32"))
UPSTREAM = tf.constant(np.linspace(1, 2, N).astype("float32"))
SPARSE = (tfcompat.linear_sparse_softmax_cross_entropy, tfcompat.sparse_softmax_cross_entropy)
DENSE = (tfcompat.linear_softmax_cross_entropy, tfcompat.softmax_cross_entropy)
KEYWORDS = [
    {},
    {"label_smoothing": 0.1, "z_loss": 0.01},
    {"focal_gamma": 2.0},
    {"class_weight": [1.0, 2.0, 3.0, 4.0, 5.0], "temperature": 2.0},
]
families = pytest.mark.parametrize("pair", [SPARSE, DENSE], ids=["sparse", "dense"])


def materialised(function):
    return lambda y, x, kernel, bias, **keywords: function(y, tf.matmul(x, kernel) + bias, **keywords)


def slopes(function, labels, x=X, kernel=W, bias=B, **keywords):
    watched = [x, kernel, bias] + ([labels] if labels.dtype.is_floating else [])
    with tf.GradientTape() as tape:
        tape.watch(watched)
        loss = function(labels, x, kernel, bias, **keywords)
        total = tf.reduce_sum(loss * tf.cast(UPSTREAM, loss.dtype))
    return [loss, *tape.gradient(total, watched)]


def alike(got, wanted, **tolerance):
    for a, b in zip(got, wanted, strict=True):
        np.testing.assert_allclose(a, b, **{"rtol": 1e-5, "atol": 1e-6, **tolerance})


@families
@pytest.mark.parametrize("keywords", KEYWORDS, ids=str)
@pytest.mark.parametrize("mode", ["eager", "graph", "xla", "unknown sizes"])
def test_it_is_the_loss_of_the_logits(pair, keywords, mode):
    fused, plain = pair
    labels = IDS if pair is SPARSE else ROWS

    def run(labels, x, kernel, bias):
        return slopes(fused, labels, x, kernel, bias, chunk_size=3, **keywords)

    if mode != "eager":
        spec = [tf.TensorSpec([None, *t.shape[1:]] if t.shape[0] == N else t.shape, t.dtype) for t in (labels, X, W, B)]
        run = tf.function(run, jit_compile=mode == "xla", input_signature=spec if mode == "unknown sizes" else None)
    alike(run(labels, X, W, B), slopes(materialised(plain), labels, **keywords))


@families
@pytest.mark.parametrize("chunk_size", ["auto", 1, 2, N, N + 1, 1000])
def test_the_size_of_a_chunk_changes_nothing(pair, chunk_size):
    fused, plain = pair
    labels = IDS if pair is SPARSE else ROWS
    alike(slopes(fused, labels, chunk_size=chunk_size), slopes(materialised(plain), labels))


@families
def test_any_leading_dimensions_and_no_bias(pair):
    fused, plain = pair
    x = tf.reshape(X[:6], [2, 3, D])
    labels = tf.reshape(IDS[:6], [2, 3]) if pair is SPARSE else tf.reshape(ROWS[:6], [2, 3, K])
    got = fused(labels, x, W, chunk_size=4)
    assert got.shape == (2, 3)
    np.testing.assert_allclose(got, plain(labels, tf.matmul(x, W)), rtol=1e-5)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float64"])
def test_the_loss_is_float32_or_wider(dtype):
    x, kernel, bias = (tf.cast(t, dtype) for t in (X, W, B))
    got = slopes(SPARSE[0], IDS, x, kernel, bias, chunk_size=3)
    wanted = slopes(materialised(SPARSE[1]), IDS, x, kernel, bias)
    assert [t.dtype for t in got] == [t.dtype for t in wanted]
    assert got[0].dtype == ("float64" if dtype == "float64" else "float32")
    tolerance = {"float16": 2e-2, "bfloat16": 2e-1, "float64": 1e-12}[dtype]
    alike([tf.cast(t, "float64") for t in got], [tf.cast(t, "float64") for t in wanted], rtol=tolerance, atol=tolerance)


def test_ignored_examples_may_hold_anything():
    x = tf.concat([X[:3], tf.fill([1, D], np.float32("nan")), X[4:]], axis=0)
    ids = tf.concat([IDS[:3], [-1], IDS[4:]], axis=0)
    loss, to_x, to_kernel, to_bias = slopes(SPARSE[0], ids, x, ignore_class=-1, chunk_size=2)
    kept = [0, 1, 2, 4, 5, 6]
    assert float(loss[3]) == 0
    np.testing.assert_array_equal(to_x[3], np.zeros(D))
    for slope in (to_x, to_kernel, to_bias):
        assert np.isfinite(slope).all()
    np.testing.assert_allclose(
        tf.gather(loss, kept), SPARSE[0](tf.gather(ids, kept), tf.gather(x, kept), W, B), rtol=1e-5
    )


@pytest.mark.parametrize("compiled", [False, True])
def test_ids_out_of_range_raise_or_are_nan_under_xla(compiled):
    ids = tf.concat([IDS[:-1], [K]], axis=0)
    run = tf.function(lambda ids: slopes(SPARSE[0], ids, chunk_size=3), jit_compile=compiled)
    if compiled:
        loss, to_x, *_ = run(ids)
        assert np.isnan(loss[-1])
        assert np.isnan(to_x[-1]).all()
        assert np.isfinite(loss[:-1]).all()
    else:
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"class ids in \[0, num_classes\)"):
            run(ids)


@families
def test_second_derivatives_are_right(pair):
    fused, plain = pair
    labels = IDS if pair is SPARSE else ROWS

    def along(function, **chunks):
        def run(x, kernel):
            with tf.GradientTape() as outer:
                outer.watch([x, kernel])
                _, to_x, to_kernel, *_ = slopes(function, labels, x, kernel, **chunks)
                mixed = tf.reduce_sum(to_x * np.sin(X)) + tf.reduce_sum(to_kernel * np.cos(W))
            return outer.gradient(mixed, [x, kernel])

        return run

    wanted = along(materialised(plain))(X, W)
    alike(along(fused, chunk_size=3)(X, W), wanted, rtol=1e-4, atol=1e-5)
    alike(tf.function(along(fused, chunk_size=3))(X, W), wanted, rtol=1e-4, atol=1e-5)


def elements(graph):
    """The size of every tensor that a graph of known shapes makes, functions that it calls included."""
    graphs = [graph, *(f.graph for f in graph._functions.values() if getattr(f, "graph", None) is not None)]
    tensors = [output for each in graphs for op in each.get_operations() for output in op.outputs]
    return [t.shape.num_elements() or 0 for t in tensors if t.shape.is_fully_defined()]


def test_no_tensor_is_as_large_as_the_logits():
    n, d, k = 256, 8, 128
    spec = [tf.TensorSpec([n], tf.int32), tf.TensorSpec([n, d]), tf.TensorSpec([d, k]), tf.TensorSpec([k])]

    def largest(function, **keywords):
        def run(ids, x, kernel, bias):
            with tf.GradientTape() as tape:
                tape.watch([x, kernel, bias])
                loss = tf.reduce_sum(function(ids, x, kernel, bias, **keywords))
            return tape.gradient(loss, [x, kernel, bias])

        return max(elements(tf.function(run, input_signature=spec).get_concrete_function().graph))

    fused, plain = SPARSE
    assert largest(fused, chunk_size=16) == n * d
    assert largest(materialised(plain)) == n * k


@pytest.mark.keras
@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: SPARSE[0](IDS, X, W, B, chunk_size=0),
            ValueError,
            "chunk_size must be 'auto' or a positive int, got 0",
        ),
        (lambda: SPARSE[0](IDS, X, W, B, chunk_size=-1), ValueError, "positive int, got -1"),
        (lambda: SPARSE[0](IDS, X, W, B, chunk_size=2.0), TypeError, r"positive int, got 2\.0"),
        (lambda: SPARSE[0](IDS, X, W, B, chunk_size=True), TypeError, "positive int, got True"),
        (lambda: SPARSE[0](IDS, IDS, W, B), TypeError, "inputs must be floating point, got int64"),
        (lambda: SPARSE[0](IDS, X, W[:2], B), ValueError, r"inputs must have the shape \[..., features\] and kernel"),
        (lambda: SPARSE[0](IDS, X, W, B[:2]), ValueError, "bias must hold one number for each of the 5 classes"),
        (lambda: SPARSE[0](IDS[:3], X, W, B), ValueError, r"labels must be given for each example of inputs \(7, 3\)"),
        (lambda: DENSE[0](ROWS[:3], X, W, B), ValueError, r"labels must be given for each example of inputs \(7, 3\)"),
        (lambda: DENSE[0](ROWS[:, :3], X, W, B), ValueError, "one number for each of the 5 classes of kernel"),
        (lambda: SPARSE[0](IDS, X, W, B, axis=1), TypeError, "takes no axis="),
        (lambda: SPARSE[0](IDS, X, W, B, from_logits=True), TypeError, "takes no from_logits=; leave it out"),
        (
            lambda: losses.SparseSoftmaxCrossEntropy(chunk_size=0),
            ValueError,
            "chunk_size must be None, 'auto' or a pos",
        ),
        (lambda: losses.SoftmaxCrossEntropy(chunk_size="all"), TypeError, "chunk_size must be None, 'auto' or a"),
        (lambda: losses.SoftmaxCrossEntropy(chunk_size=3, axis=1), ValueError, "needs the classes on the last axis"),
    ],
)
def test_message(call, error, message):
    with pytest.raises(error, match=message):
        call()


@pytest.mark.parametrize("chunk_size", ["auto", 4])
@pytest.mark.parametrize(("pair", "labels"), [(SPARSE, IDS), (DENSE, ROWS)], ids=["sparse", "dense"])
def test_labels_of_fewer_examples_are_refused_when_the_graph_runs(pair, labels, chunk_size):
    """Filled up to whole chunks, labels of 6 examples and inputs of 7 would be 8 of each."""
    spec = [tf.TensorSpec([None, *labels.shape[1:]], labels.dtype), tf.TensorSpec([None, D])]
    compute = tf.function(lambda y, x: pair[0](y, x, W, B, chunk_size=chunk_size), input_signature=spec)
    with pytest.raises(tf.errors.InvalidArgumentError, match="labels must hold one"):
        compute(labels[:-1], X)
    np.testing.assert_allclose(compute(labels, X), pair[0](labels, X, W, B), rtol=1e-5)


def test_one_chunk_is_computed_after_another():
    """Ten at a time, as TensorFlow has it, hold ten chunks of logits and ten gradients of the kernel."""

    def run(ids, x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            loss = SPARSE[0](ids, x, W, B, chunk_size=2)
        return tape.gradient(loss, x)

    graph = tf.function(run).get_concrete_function(IDS, X).graph
    loops = [op for op in graph.get_operations() if op.type in ("While", "StatelessWhile")]
    assert [op.get_attr("parallel_iterations") for op in loops] == [1, 1]


def test_chunks_are_of_one_size_by_themselves_or_about_so():
    """Of at most 416: 1024 examples are 4 of 256, and nothing is filled up; 1021, a prime, are filled up least."""
    assert _sizes.rows_of_a_chunk("auto", 1024, 40_000) == 256
    size = _sizes.rows_of_a_chunk("auto", 1021, 40_000)
    assert size == 352
    assert -(-1021 // size) * size == 1056


@pytest.mark.parametrize(("rows", "padded"), [(1024, False), (1021, True)])
def test_nothing_is_copied_to_be_filled_up_where_chunks_fit(rows, padded):
    """What fills the last chunk up is a copy of all inputs, and takes as much memory again."""
    kernel = tf.zeros([D, 40_000])
    loss = tf.function(lambda y, x: SPARSE[0](y, x, kernel))
    graph = loss.get_concrete_function(tf.TensorSpec([rows], tf.int64), tf.TensorSpec([rows, D])).graph
    assert any(op.type in ("Pad", "PadV2") for op in graph.get_operations()) is padded


def test_chunks_are_larger_under_xla_but_where_most_may_be_filling():
    sizes = []

    def trace(x):
        sizes.append([_sizes.rows_of_a_chunk("auto", x.shape[0], classes) for classes in (50_000, 1000)])
        return x

    for rows, compiled in ((4096, True), (4096, False), (None, True), (None, False)):
        spec = tf.TensorSpec([rows, D])
        tf.function(trace, jit_compile=compiled, input_signature=[spec]).get_concrete_function()
    assert sizes == [[512, 4096], [256, 4096], [160, 256], [320, 16_768]]


@families
@pytest.mark.parametrize("bias", [True, False])
def test_the_gradient_of_a_large_kernel_is_summed_in_blocks_of_columns(pair, bias, monkeypatch):
    fused, plain = pair
    labels = IDS if pair is SPARSE else ROWS

    def run(function, x, kernel, **chunks):
        with tf.GradientTape() as outer, tf.GradientTape() as tape:
            watched = [x, kernel, B] if bias else [x, kernel]
            for each in (outer, tape):
                each.watch(watched)
            loss = tf.reduce_sum(function(labels, *watched, **chunks) * UPSTREAM)
            first = tape.gradient(loss, watched)
            both = tf.reduce_sum(first[0] * np.sin(X)) + tf.reduce_sum(first[1] * np.cos(W))
        return [*first, *outer.gradient(both, [x, kernel])]

    wanted = run(lambda y, x, w, b=0.0: plain(y, x @ w + b), X, W)
    monkeypatch.setattr(_gradient, "BLOCK", K * D // 3)
    compiled = tf.function(lambda x, kernel: run(fused, x, kernel, chunk_size=3))
    alike(run(fused, X, W, chunk_size=3), wanted, rtol=1e-4, atol=1e-5)
    alike(compiled(X, W), wanted, rtol=1e-4, atol=1e-5)
    products = products_with_the_inputs(lambda x, w: fused(labels, x, w, B if bias else None, chunk_size=3), False)
    assert products == [[D + bias, 2], [D + bias, 2], [D + bias, 1]]
    under_xla = products_with_the_inputs(lambda x, w: fused(labels, x, w, B if bias else None, chunk_size=3), True)
    assert under_xla == [[D + bias, K]]


def products_with_the_inputs(function, compiled):
    """Of which shapes are the matrix products, in the loop that computes the gradients, that sum over examples."""

    def run(x, kernel):
        with tf.GradientTape() as tape:
            tape.watch(kernel)
            loss = function(x, kernel)
        return tape.gradient(loss, kernel)

    graph = tf.function(run, jit_compile=compiled).get_concrete_function(X, W).graph
    graphs = [f.graph for f in graph._functions.values() if getattr(f, "graph", None) is not None]
    products = [op for each in graphs for op in each.get_operations() if op.type == "MatMul"]
    return [op.outputs[0].shape.as_list() for op in products if op.get_attr("transpose_a")]


def test_a_chunk_of_logits_is_small_by_itself():
    assert _sizes.rows_of_a_chunk("auto", None, 50_000) * 50_000 <= _sizes.MOST
    assert _sizes.rows_of_a_chunk("auto", None, 10**7) == 64
    assert _sizes.rows_of_a_chunk("auto", 10, 50_000) == 10
    assert _sizes.rows_of_a_chunk(3, 10, None) == 3


@families
def test_examples_of_an_unknown_number_are_not_filled_up(pair):
    """The last chunk has one to three of them; a batch of one is computed as one, not as a whole chunk."""
    fused, plain = pair
    labels = tf.constant(IDS if pair is SPARSE else ROWS)

    def run(y, x, up, chunked):
        with tf.GradientTape() as outer:
            outer.watch([x, W, B])
            with tf.GradientTape() as tape:
                tape.watch([x, W, B])
                loss = fused(y, x, W, B, chunk_size=3) if chunked else plain(y, x @ W + B)
                total = tf.reduce_sum(loss * up)
            first = tape.gradient(total, [x, W, B])
            along = tf.reduce_sum(first[0] * tf.sin(x)) + tf.reduce_sum(first[1] * tf.cos(W))
        return [loss, *first, *outer.gradient(along, [x, W])]

    whole = [labels, tf.constant(X), tf.constant(UPSTREAM)]
    spec = [tf.TensorSpec([None, *tensor.shape[1:]], tensor.dtype) for tensor in whole]
    of_any = tf.function(lambda *given: run(*given, chunked=True), input_signature=spec)
    for rows in (0, 1, 2, 3, 4, 6, 7):
        given = [tensor[:rows] for tensor in whole]
        alike(of_any(*given), run(*given, chunked=False), rtol=1e-4, atol=1e-5)
    graph = of_any.get_concrete_function().graph
    bodies = [f.graph for f in graph._functions.values() if getattr(f, "graph", None) is not None]
    assert not [op for each in [graph, *bodies] for op in each.get_operations() if op.type in ("Pad", "PadV2")]


@families
@pytest.mark.parametrize("known", [True, False])
def test_second_derivatives_of_no_examples_under_xla(pair, known):
    """XLA cannot differentiate a loop over no chunks."""
    labels, x = (tensor[:0] for tensor in (IDS if pair is SPARSE else ROWS, X))

    def run(labels, x):
        with tf.GradientTape() as outer:
            outer.watch([x, W])
            with tf.GradientTape() as tape:
                tape.watch([x, W])
                loss = pair[0](labels, x, W, B, chunk_size=3)
            to_x, to_kernel = tape.gradient(loss, [x, W])
            mixed = tf.reduce_sum(to_x) + tf.reduce_sum(to_kernel * tf.cos(W))
        return [to_x, to_kernel, *outer.gradient(mixed, [x, W])]

    spec = None if known else [tf.TensorSpec([None, *tensor.shape[1:]], tensor.dtype) for tensor in (labels, x)]
    nothing = [tf.zeros([0, D]), tf.zeros_like(W)]
    alike(tf.function(run, jit_compile=True, input_signature=spec)(labels, x), nothing * 2)


def test_labels_may_be_known_where_inputs_are_not():
    run = tf.function(
        lambda x: losses.linear_sparse_softmax_cross_entropy(tf.constant(IDS), x, W, B, chunk_size=3),
        input_signature=[tf.TensorSpec([None, D])],
    )
    alike([run(tf.constant(X))], [losses.sparse_softmax_cross_entropy(IDS, X @ W + B)], rtol=1e-5)


def test_the_upstream_gradient_may_be_one_of_slices():
    """Of examples picked out by ``tf.gather``, as in the mining of hard ones."""

    def run(x, loss_of):
        with tf.GradientTape() as tape:
            tape.watch([x, W])
            picked = tf.gather(loss_of(x), [1, 5, 1])
            total = tf.reduce_mean(picked)
        return [total, *tape.gradient(total, [x, W])]

    def fused(x):
        return losses.linear_sparse_softmax_cross_entropy(IDS, x, W, B, chunk_size=3)

    of_any = tf.function(lambda x: run(x, fused), input_signature=[tf.TensorSpec([None, D])])
    alike(of_any(X), run(X, lambda x: losses.sparse_softmax_cross_entropy(IDS, x @ W + B)))


def test_the_reference_names_the_sizes_that_are_chosen():
    said = " ".join(tfcompat.linear_softmax_cross_entropy.__doc__.split())
    assert (4 * _sizes.MOST, 4 * _sizes.MOST_IN_XLA) == (64 * 2**20, 128 * 2**20)
    assert f"near 64 MiB in float32 (128 MiB under XLA), with at least {_sizes.FEWEST} examples" in said
    assert 4 * 1024 * _sizes.rows_of_a_chunk("auto", None, 1024) == 64 * 2**20
    assert _sizes.rows_of_a_chunk("auto", None, 10**9) == _sizes.FEWEST
