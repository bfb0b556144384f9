"""TensorFlow's notices at start-up, which are unrelated to the model or script in question."""

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
    """Hide what is written to standard error, unless there is an error, or a log level is set."""
    if _LEVEL in os.environ:
        yield
        return
    import tempfile

    os.environ[_LEVEL] = "2"
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as hidden:
        os.dup2(hidden.fileno(), 2)  # the notices come from C++, which does not use sys.stderr
        try:
            yield
        except BaseException:
            hidden.seek(0)
            os.write(kept, hidden.read())
            raise
        finally:
            os.dup2(kept, 2)
            os.close(kept)
