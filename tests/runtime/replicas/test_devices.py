"""2 and 4 logical devices compute what one does. The cases are in support/replicas_of_a_process.py."""

from __future__ import annotations

import pytest
from support.replicas_of_a_process import OF_FOUR, OF_TWO
from support.started import outcomes


@pytest.fixture(scope="module")
def outcome():
    return outcomes("replicas_of_a_process.py", timeout=400)


@pytest.mark.parametrize(
    "case", [*(f"{case.__name__} on 2" for case in OF_TWO), *(f"{case.__name__} on 4" for case in OF_FOUR)]
)
def test_devices_compute_what_one_does(outcome, case):
    assert outcome.get(case, outcome[""]) is None
