"""A kernel in slices on several devices: the numbers of one device, and nothing large is sent."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from support import on_devices

pytestmark = pytest.mark.without_keras


@pytest.fixture(scope="module")
def found():
    done = subprocess.run([sys.executable, on_devices.__file__], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", on_devices.CHECKS)
def test_on_devices(found, name):
    assert found[name] is None, found[name]
