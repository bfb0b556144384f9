"""What is missing is named in one sentence, before anything is written."""

import importlib.util

import pytest

from tfcompat import demo
from tfcompat.demo import extras


@pytest.fixture
def without(monkeypatch):
    def without(*modules):
        found = importlib.util.find_spec
        monkeypatch.setattr(extras, "find_spec", lambda name: None if name in modules else found(name))

    return without


def refusal(folder):
    with pytest.raises(demo.MissingExtraError) as caught:
        demo.run(folder)
    assert not folder.exists(), "nothing is written by a demo that cannot start"
    return str(caught.value)


def test_no_plots_and_no_digits(without, tmp_path):
    without("matplotlib", "sklearn")
    assert refusal(tmp_path / "out") == (
        "The demo needs matplotlib and scikit-learn, not installed here: run pip install 'tfcompat[demo]'."
    )


def test_no_tensorflow(without, tmp_path):
    without("tensorflow")
    assert refusal(tmp_path / "out") == (
        "The demo needs TensorFlow, not installed here: run pip install 'tfcompat[tensorflow]', "
        "or 'tfcompat[tensorflow-cpu]' on a machine without a GPU."
    )


def test_nothing_at_all(without, tmp_path):
    without("tensorflow", "matplotlib", "sklearn")
    message = refusal(tmp_path / "out")
    assert message.startswith("The demo needs TensorFlow and matplotlib and scikit-learn, not installed here: ")
    assert message.count("pip install") == 2


def test_all_that_is_missing_is_a_demo_error():
    assert issubclass(demo.MissingExtraError, demo.DemoError)
