"""What holds for every test."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings
from support.checkout import no_file_of_tests_writes_to_the_checkout, no_test_writes_to_the_top_folder
from support.sampling import sample

__all__ = ["no_file_of_tests_writes_to_the_checkout", "no_test_writes_to_the_top_folder"]

# The same examples in every run, whatever earlier ones found and however busy the machine is.
settings.register_profile("repeatable", deadline=None, database=None, derandomize=True)
settings.load_profile("repeatable")

# What is printed has the width and the colours of a pipe, whatever terminal the tests are started from.
for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
    os.environ.pop(name, None)

HAS_TENSORFLOW = find_spec("tensorflow") is not None
MEASURED = [Path(__file__).parent / folder for folder in ("runtime", "evidence")]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every", type=int, default=1, metavar="N", help="run every Nth case of each parametrized test")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what runs TensorFlow where it is absent, and trace lines only where coverage measures them.

    Tracing takes a quarter of a test's time.
    """
    items[:], left_out = sample(items, config.getoption("every"))
    config.hook.pytest_deselected(items=left_out)
    for item in items:
        if not HAS_TENSORFLOW and item.get_closest_marker("tensorflow"):
            item.add_marker(pytest.mark.skip(reason="runs TensorFlow, which is not installed"))
        if not any(folder in item.path.parents for folder in MEASURED):
            item.add_marker(pytest.mark.no_cover)
