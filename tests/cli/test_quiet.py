"""What TensorFlow writes at its start is hidden, unless the start fails or a person chose what it may write."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

NOTICE = """
import os
from tfcompat.cli._quiet import without_notices
try:
    with without_notices():
        os.write(2, b"a notice\\n")
        {}
    os.write(2, b"the rest\\n")
except ZeroDivisionError:
    os.write(2, b"failed\\n")
"""


@pytest.mark.parametrize(
    ("body", "level", "shown"),
    [
        ("pass", None, "the rest\n"),
        ("1 / 0", None, "a notice\nfailed\n"),
        ("pass", "0", "a notice\nthe rest\n"),
    ],
)
def test_notices_are_hidden_where_nobody_needs_them(body, level, shown):
    environment = {name: value for name, value in os.environ.items() if name != "TF_CPP_MIN_LOG_LEVEL"}
    environment |= {"TF_CPP_MIN_LOG_LEVEL": level} if level else {}
    done = subprocess.run(
        [sys.executable, "-c", NOTICE.format(body)], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr == shown
