"""Each check of the demo can fail, and says how."""

import numpy as np
import pytest

from tfcompat.demo.comparison import TOLERANCE, compare, problems


@pytest.fixture
def judge(recording, start):
    return lambda run: problems([compare(run, recording, start.test_labels)])


def shifted(recording, *, train=0.0, test=0.0):
    """The recording with other losses in its fourth epoch."""
    points = list(recording.points)
    fourth = points[3]
    points[3] = fourth._replace(train_loss=fourth.train_loss + train, test_loss=fourth.test_loss + test)
    return points


def test_the_recording_agrees_with_itself(judge, make_run):
    assert judge(make_run()) == ()


def test_fewer_epochs_are_compared_with_as_many(recording, start, make_run):
    row = compare(make_run(points=recording.points[:2]), recording, start.test_labels)
    assert row.gap == 0
    assert row.same_as_tf115 is None, "after two epochs nobody recorded the predictions"


@pytest.mark.parametrize("which", ["train", "test"])
def test_one_epoch_too_far_from_tf115_is_a_problem(judge, make_run, recording, which):
    assert judge(make_run(points=shifted(recording, **{which: 0.9 * TOLERANCE}))) == ()
    assert judge(make_run(points=shifted(recording, **{which: -2e-5}))) == (
        "Migrated script: a loss is 2.0e-05 nats from the one that TF 1.15 printed; 1e-05 is allowed.",
    )


def test_a_loss_that_is_no_number_is_a_problem(judge, make_run, recording):
    (problem,) = judge(make_run(points=shifted(recording, test=float("nan"))))
    assert problem == "Migrated script: a loss is nan nats from the one that TF 1.15 printed; 1e-05 is allowed."


def test_a_model_that_reads_badly_is_a_problem(judge, make_run, recording):
    (problem,) = judge(make_run(predicted=[0] * len(recording.predicted)))
    assert problem.startswith("Migrated script: the test accuracy is 0.")
    assert problem.endswith(", and it must be above 0.95.")


def test_logits_whose_probabilities_name_another_class_are_a_problem(judge, make_run):
    run = make_run()
    run.logits[run.logits.argmax(axis=-1) == 7] = np.float32([0, 0, 0, 0, 0, 0, 0, 1e-10, 0, 0])
    (problem,) = judge(run)
    assert problem.startswith("Migrated script: argmax of logits and of probabilities agree for ")
    assert problem.endswith(" of 517 images; all should.")


def test_the_difference_is_also_given_as_part_of_the_loss(recording, start, make_run):
    run = make_run(points=shifted(recording, train=1e-6))
    row = compare(run, recording, start.test_labels)
    assert row.share == pytest.approx(1e-6 / recording.points[3].train_loss)
