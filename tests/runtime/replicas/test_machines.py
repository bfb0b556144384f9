"""Several processes compute what one device does, and survive a failure. The cases are in support/replicas_of_*.py."""

from __future__ import annotations

import pytest
from support.replicas_of_machines import AFTERWARDS, COMPARED, FAILURE
from support.replicas_of_servers import CASES
from support.started import outcomes


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    return outcomes("replicas_of_machines.py", str(tmp_path_factory.mktemp("kept")), timeout=400)


@pytest.mark.parametrize(
    "case",
    [
        *(f"{case.__name__} of worker {index}" for case in (*COMPARED, AFTERWARDS) for index in (0, 1)),
        f"{FAILURE.__name__} of worker 0",
        *(case.__name__ for case in CASES),
    ],
)
def test_machines_compute_what_one_device_does(outcome, case):
    assert outcome.get(case, outcome[""]) is None
