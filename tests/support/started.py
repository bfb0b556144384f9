"""Programs in processes of their own, which end with the test whatever happens."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).parent


def outcomes(program: str, *arguments: str, timeout: float) -> dict[str, str | None]:
    """Run a program of this folder; return what it says of each case: an error, or None.

    It and all that it starts are killed when it ends or has taken too long.
    """
    with subprocess.Popen(
        [sys.executable, str(HERE / program), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HERE.parent), "TF_CPP_MIN_LOG_LEVEL": "2"},
        start_new_session=True,
    ) as run:
        try:
            printed, errors = run.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            printed, errors = "", f"{program} had not ended after {timeout} seconds"
        finally:
            kill_group(run.pid)
    found = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    return {"": errors[-3000:], **{each["case"]: each["error"] for each in found}}


def kill_group(leader: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
