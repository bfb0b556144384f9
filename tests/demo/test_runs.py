"""Programs are run beside their output, read while they run, and answered for when they fail."""

import os
import sys

import numpy as np
import pytest

from tfcompat.demo import runs
from tfcompat.demo.curve import Point
from tfcompat.demo.errors import DemoError

PROLOGUE = """
import argparse, os, sys, warnings
parser = argparse.ArgumentParser()
parser.add_argument("--out")
parser.add_argument("--epochs", type=int)
flags = parser.parse_args()
"""
TRAINS = """
import numpy
print("something else")
for epoch in range(1, flags.epochs + 1):
    print("epoch", epoch, "train_loss", 0.5 / epoch, "test_loss", 0.25)
numpy.savez(flags.out, test_logits=numpy.ones((2, 10), "float32"), versions='{"numpy": "2"}')
"""


@pytest.fixture
def train(tmp_path):
    def train(body, epochs=2, seen=lambda point: None):
        program = tmp_path / "program.py"
        program.write_text(PROLOGUE + body)
        return runs.train("The program", [str(program)], tmp_path / "out.npz", epochs, seen)

    return train


def test_points_are_handed_on_and_kept(train):
    seen = []
    run = train(TRAINS, seen=seen.append)
    assert run.points == tuple(seen) == (Point(1, 0.5, 0.25), Point(2, 0.25, 0.25))
    np.testing.assert_array_equal(run.logits, np.ones((2, 10)))
    assert run.versions == {"numpy": "2"}


def test_a_program_that_fails_is_quoted(train):
    with pytest.raises(DemoError, match=r"^The program failed to train the digits: ValueError: no digits today$"):
        train("raise ValueError('no digits today')")


def test_a_program_that_fails_without_a_word_has_an_exit_code(train):
    with pytest.raises(DemoError, match=r"^The program failed to train the digits: exit code 7 and no message$"):
        train("sys.exit(7)")


def test_a_program_that_stops_early_is_no_success(train):
    with pytest.raises(DemoError, match=r"^The program printed the losses of 1 epochs instead of 3\.$"):
        train("flags.epochs = 1" + TRAINS, epochs=3)


def test_warnings_of_python_are_kept_once_and_the_log_of_tensorflow_is_not(train):
    run = train(
        TRAINS
        + "print('I0000 cpu_feature_guard\\nWarning: no place', file=sys.stderr)\n"
        + 2 * "warnings.warn('old: name')\n"
    )
    assert run.warnings == ("UserWarning: old: name",)


def test_it_runs_beside_its_output_on_the_cpu_and_quietly(tmp_path, train):
    names = "CUDA_VISIBLE_DEVICES", "TF_CPP_MIN_LOG_LEVEL"
    train(TRAINS + f"open('here', 'w').write(' '.join(os.environ[name] for name in {names}))")
    assert (tmp_path / "here").read_text() == "-1 1"
    assert os.environ.get("CUDA_VISIBLE_DEVICES") != "-1", "only the program's environment is changed"


def test_another_python_can_run_it(tmp_path):
    outcome = runs.launch(["-c", "raise SystemExit(3)"], tmp_path / "out", 1, lambda point: None, python=sys.executable)
    assert outcome.returncode == 3
