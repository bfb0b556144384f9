"""Distillation: a student's logits or softened probabilities are pulled to those of its teacher, and nowhere else."""

from __future__ import annotations

import pickle

import mpmath as mp
import numpy as np
import pytest
import tensorflow as tf
from support import exact

from tfcompat._keras import IS_KERAS_3, keras
from tfcompat.losses.distillation import Distillation, LogitMatching

LOSSES = [LogitMatching(), LogitMatching(center=True), Distillation(), Distillation(temperature=4.0)]
NAMES = ["matching", "centred matching", "distillation", "distillation at 4"]
each_loss = pytest.mark.parametrize("loss", LOSSES, ids=NAMES)
INF = np.inf


def pair(shape=(5, 4), dtype="float64", apart=1.0):
    """Logits of a teacher and of its student."""
    random = np.random.RandomState(0)
    teacher = 3 * random.normal(size=shape)
    return teacher.astype(dtype), (teacher + apart * random.normal(size=shape)).astype(dtype)


def gradients(loss, teacher, student):
    tensors = [tf.constant(teacher), tf.constant(student)]
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        value = tf.reduce_sum(loss.call(*tensors))
    return [slope.numpy() for slope in tape.gradient(value, tensors)]


def divergence(teacher, student, temperature):
    """T^2 KL in many digits."""
    p, q = (exact.log_softmax([exact.number(z) / temperature for z in row]) for row in (teacher, student))
    return float(temperature**2 * mp.fsum(mp.exp(a) * (a - b) for a, b in zip(p, q, strict=True)))


# Values


def test_matching_is_the_mean_squared_difference():
    teacher, student = pair()
    np.testing.assert_allclose(LogitMatching().call(teacher, student), np.mean((teacher - student) ** 2, -1))
    centred = [z - z.mean(-1, keepdims=True) for z in (teacher, student)]
    wanted = LogitMatching().call(*centred)
    np.testing.assert_allclose(LogitMatching(center=True).call(teacher, student), wanted)


@pytest.mark.parametrize("temperature", [0.5, 1, 3.0, 20.0])
@pytest.mark.parametrize(("dtype", "tolerance"), [("float32", 2e-5), ("float64", 1e-13)])
def test_distillation_is_the_divergence_times_the_square_of_the_temperature(dtype, tolerance, temperature):
    teacher, student = pair(dtype=dtype)
    wanted = [divergence(t, s, temperature) for t, s in zip(teacher, student, strict=True)]
    np.testing.assert_allclose(Distillation(temperature=temperature).call(teacher, student), wanted, rtol=tolerance)


def test_a_student_near_its_teacher_has_a_small_loss_and_no_negative_one():
    """The sum of p (log p - log q) alone is negative for one example in four, and wrong by its whole size."""
    teacher, student = pair((200, 1000), "float32", apart=0.01)
    losses = Distillation(temperature=20.0).call(teacher, student).numpy()
    assert (losses > 0).all()
    wanted = [divergence(t, s, 20.0) for t, s in zip(teacher[:5], student[:5], strict=True)]
    np.testing.assert_allclose(losses[:5], wanted, rtol=1e-3)


def test_distillation_has_the_value_that_keras_misses():
    """keras.distillation.LogitsDistillation() takes the divergence of clipped logits, and says 10.475 here."""
    teacher, student = np.float32([[2.0, 0.0, -3.0]]), np.float32([[0.0, -2.0, -1.0]])
    ours = float(Distillation(temperature=3.0)(teacher, student))
    assert ours == pytest.approx(1.098578, rel=1e-6)
    if IS_KERAS_3 and hasattr(keras, "distillation"):
        theirs = float(keras.distillation.LogitsDistillation().compute_loss(teacher, student))
        assert theirs in (pytest.approx(10.475, abs=1e-3), pytest.approx(ours, rel=1e-5))


def test_a_high_temperature_makes_of_distillation_half_the_centred_matching():
    teacher, student = pair()
    hot = Distillation(temperature=1e5).call(teacher, student)
    np.testing.assert_allclose(hot, LogitMatching(center=True).call(teacher, student) / 2, rtol=1e-4)


@each_loss
def test_the_same_logits_cost_nothing_and_pull_nowhere(loss):
    teacher, _ = pair(dtype="float32")
    np.testing.assert_array_equal(loss.call(teacher, teacher), np.zeros(5))
    for slope in gradients(loss, teacher, teacher):
        np.testing.assert_allclose(slope, np.zeros((5, 4)), atol=1e-7)


@pytest.mark.parametrize("loss", LOSSES[1:], ids=NAMES[1:])
def test_what_softmax_does_not_see_costs_nothing(loss):
    teacher, student = pair()
    np.testing.assert_allclose(loss.call(teacher, student + 7.0), loss.call(teacher, student))


@pytest.mark.parametrize("axis", [0, 1, -2])
@pytest.mark.parametrize("loss", [LogitMatching, Distillation])
def test_axis_is_moving_the_axis(loss, axis):
    teacher, student = pair((2, 3, 4))
    moved = [np.moveaxis(z, -1, axis) for z in (teacher, student)]
    np.testing.assert_allclose(loss(axis=axis).call(*moved), loss().call(teacher, student))


# Gradients


@each_loss
def test_the_gradient_is_that_of_the_loss_for_both(loss):
    teacher, student = pair((2, 3))
    for slope, of in zip(gradients(loss, teacher, student), (0, 1), strict=True):
        wanted = np.zeros_like(slope)
        for i in np.ndindex(slope.shape):
            step = np.zeros_like(slope)
            step[i] = 1e-6
            sides = [(teacher + s * step, student) if of == 0 else (teacher, student + s * step) for s in (1, -1)]
            up, down = (float(tf.reduce_sum(loss.call(*side))) for side in sides)
            wanted[i] = (up - down) / 2e-6
        np.testing.assert_allclose(slope, wanted, atol=1e-7)


def test_the_gradient_of_distillation_is_the_difference_of_the_probabilities():
    teacher, student = pair(dtype="float32")
    p, q = (tf.nn.softmax(z / 4) for z in (teacher, student))
    np.testing.assert_allclose(gradients(LOSSES[3], teacher, student)[1], 4 * (q - p), atol=1e-6)


@each_loss
def test_a_stopped_gradient_does_not_reach_the_teacher(loss):
    teacher, student = (tf.constant(z) for z in pair())
    with tf.GradientTape() as tape:
        tape.watch(teacher)
        value = loss(tf.stop_gradient(teacher), student)
    assert tape.gradient(value, teacher) is None


@each_loss
def test_same_numbers_in_graph_and_xla(loss):
    teacher, student = pair(dtype="float32")
    wanted = loss(teacher, student)
    for compiled in (False, True):
        run = tf.function(loss, jit_compile=compiled)
        np.testing.assert_allclose(run(tf.constant(teacher), tf.constant(student)), wanted, rtol=1e-5)


# Extremes


@each_loss
def test_a_class_that_both_hold_for_impossible_is_as_if_it_were_not_there(loss):
    with_it = [1.0, -INF, 3.0], [1.5, -INF, 2.0]
    without = [1.0, 3.0], [1.5, 2.0]
    np.testing.assert_allclose(loss([with_it[0]], [with_it[1]]), loss([without[0]], [without[1]]), rtol=1e-6)
    for slope, wanted in zip(gradients(loss, *with_it), gradients(loss, *without), strict=True):
        np.testing.assert_allclose(slope, [wanted[0], 0, wanted[1]], rtol=1e-5)


def test_a_student_unlearns_what_its_teacher_holds_for_impossible():
    loss, logits = Distillation(), ([1.0, -INF, 3.0], [1.0, 0.0, 3.0])
    assert 0 < float(loss([logits[0]], [logits[1]])) < 1
    for slope in gradients(loss, *logits):
        assert np.isfinite(slope).all()
    assert gradients(loss, *logits)[1][1] > 0


@each_loss
def test_what_only_the_student_holds_for_impossible_costs_infinitely_much(loss):
    assert np.isposinf(loss([[1.0, 0.0, 3.0]], [[1.0, -INF, 3.0]]))


def test_two_that_differ_about_the_impossible_do_not_match():
    for center in (False, True):
        assert np.isposinf(LogitMatching(center=center)([[1.0, -INF, 3.0]], [[-INF, 0.0, 3.0]]))


def test_a_teacher_to_whom_all_is_impossible_teaches_nothing():
    logits = [-INF] * 3, [1.0, 2.0, 3.0]
    assert float(Distillation()([logits[0]], [logits[1]])) == 0
    np.testing.assert_array_equal(gradients(Distillation(), *logits)[1], np.zeros(3))


@pytest.mark.parametrize("temperature", [0.5, 1.0, 10.0])
def test_the_largest_logits_are_never_nan(temperature):
    most = np.finfo("float32").max
    for student in ([[most, -most, 0.0]], [[0.0, 1.0, 2.0]], [[-most, most, 0.0]]):
        loss = Distillation(temperature=temperature)
        assert not np.isnan(loss([[most, -most, 0.0]], student))
        assert not np.isnan(gradients(loss, np.float32([[most, -most, 0.0]]), np.float32(student))[1]).any()


@each_loss
def test_nan_is_not_hidden(loss):
    assert np.isnan(loss([[1.0, np.nan, 3.0]], [[1.0, 0.0, 3.0]]))
    assert np.isnan(loss([[1.0, 0.0, 3.0]], [[1.0, np.nan, 3.0]]))


# As Keras losses


@each_loss
def test_half_precision_is_computed_in_float32(loss):
    teacher, student = pair(dtype="float16")
    got = loss(tf.constant(teacher), tf.constant(student))
    assert got.dtype == tf.float32
    np.testing.assert_array_equal(got, loss(teacher.astype("float32"), student.astype("float32")))


@each_loss
def test_weights_weigh_examples(loss):
    teacher, student = pair()
    weight = np.array([1.0, 0.0, 2.0, 0.5, 0.0])
    np.testing.assert_allclose(loss(teacher, student, weight), np.sum(loss.call(teacher, student) * weight) / 5)


@each_loss
def test_every_argument_survives_the_config_and_pickle(loss):
    changed = type(loss)(**{**loss.get_config(), "axis": 0, "reduction": "sum", "dtype": "float64", "name": "mine"})
    again = keras.losses.deserialize(keras.losses.serialize(changed))
    assert type(again) is type(loss)
    assert again.get_config() == changed.get_config()
    assert pickle.loads(pickle.dumps(changed)).get_config() == changed.get_config()


@pytest.mark.parametrize("loss", [LogitMatching(center=True), Distillation(temperature=2.0)])
def test_a_student_learns_from_its_teacher_in_fit(loss):
    random = np.random.RandomState(0)
    x = random.normal(size=(128, 6)).astype("float32")
    teacher = x @ random.normal(size=(6, 3)).astype("float32")
    student = keras.Sequential([keras.Input([6]), keras.layers.Dense(3)])
    student.compile(keras.optimizers.Adam(0.05), loss=loss)
    history = student.fit(x, teacher, epochs=20, verbose=0).history["loss"]
    assert history[-1] < history[0] / 20


MESSAGES = {
    "hard labels": (
        lambda: Distillation()(np.array([1, 2]), np.zeros((2, 3), "float32")),
        TypeError,
        r"the teacher's logits must be floating point, got int64 of shape \(2,\)\. For hard labels use ",
    ),
    "integer logits": (
        lambda: LogitMatching()(np.zeros((2, 3)), np.zeros((2, 3), int)),
        TypeError,
        "logits must be floating point, got int64",
    ),
    "other shapes": (
        lambda: LogitMatching()(np.zeros((1, 3)), np.zeros((2, 3))),
        ValueError,
        r"must have the same shape, got labels \(1, 3\) and logits \(2, 3\); nothing is broadcast\.",
    ),
    "a temperature of 0": (
        lambda: Distillation(temperature=0.0),
        ValueError,
        r"^temperature must be a positive number, got 0\.0\.$",
    ),
    "an old keyword": (
        lambda: LogitMatching(from_logits=True),
        TypeError,
        r"^LogitMatching\(\) takes no from_logits=; leave it out",
    ),
    "probabilities": (
        lambda: Distillation(check_logits="error")(np.zeros((2, 2)), np.float32([[0.3, 0.7], [0.6, 0.4]])),
        ValueError,
        "Distillation was given probabilities, not logits",
    ),
}


@pytest.mark.parametrize("case", MESSAGES)
def test_message(case):
    run, error, message = MESSAGES[case]
    with pytest.raises(error, match=message):
        run()
