"""``make`` before it has a Python: one sentence instead of the shell's own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import tfcompat

ROOT = Path(tfcompat.__file__).parents[1]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("target", ["demo", "lint", "docs"])
def test_a_python_that_does_not_exist_gets_one_sentence(target):
    command = ["make", target, "PYTHON=no-such-python"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    said, *make_s_own = done.stderr.splitlines()
    assert said == "PYTHON=no-such-python is no command here; name a Python 3.10 to 3.13, e.g. PYTHON=python3.12"
    assert len(make_s_own) == 1
    assert "Error 2" in make_s_own[0]
