"""A demo that went well, made from the recording itself: no test here starts TensorFlow."""

import numpy as np
import pytest

from tfcompat.demo import digits, migration, original
from tfcompat.demo.comparison import compare
from tfcompat.demo.curve import tf115
from tfcompat.demo.results import Results
from tfcompat.demo.runs import Outcome, Run

TITLES = "Migrated script", "compile and fit", "Custom loop"
USED = {"tensorflow": "2.99"}
TRACEBACK = """Traceback (most recent call last):
  File "/somewhere/legacy_script.py", line 12, in <module>
    flags = tf.app.flags
AttributeError: module 'tensorflow' has no attribute 'app'
"""


@pytest.fixture(scope="session")
def recording():
    return tf115()


@pytest.fixture(scope="session")
def start():
    return digits.load(2)


@pytest.fixture
def make_run(recording):
    def make(title=TITLES[0], *, points=recording.points, predicted=recording.predicted, warnings=(), versions=USED):
        logits = 10 * np.eye(10, dtype=np.float32)[list(predicted)]
        return Run(title, tuple(points), logits, tuple(warnings), versions)

    return make


@pytest.fixture
def make_results(recording, start, make_run, tmp_path):
    def make(*runs):
        rows = tuple(compare(run, recording, start.test_labels) for run in runs or map(make_run, TITLES))
        return Results(Outcome(1, (), TRACEBACK), migration.migrate(tmp_path), rows, recording, start)

    return make


@pytest.fixture
def script():
    return original.text()
