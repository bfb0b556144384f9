"""TensorFlow's notices at start-up, which are about neither the model nor the script that a person asked about."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["without_notices"]

_LEVEL = "TF_CPP_MIN_LOG_LEVEL"


@contextlib.contextmanager
def without_notices() -> Iterator[None]:
    """Hide what is written to standard error, unless it fails, or the person chose a level of messages."""
    if _LEVEL in os.environ:
        yield
        return
    import tempfile

    os.environ[_LEVEL] = "2"
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as hidden:
        os.dup2(hidden.fileno(), 2)  # the notices come from C++, which knows no sys.stderr
        try:
            yield
        except BaseException:
            hidden.seek(0)
            os.write(kept, hidden.read())
            raise
        finally:
            os.dup2(kept, 2)
            os.close(kept)
