"""One way to warn about a legacy name: at the caller's line, once for each call site, wherever the call runs."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

# Frames that stand between a user's call and our warning: ours, and what tf.function and fit run user code through.
_NOT_THE_CALLER = ("tfcompat", "tensorflow", "keras", "tf_keras")
_PACKAGE = str(Path(__file__).parent)


def warn_deprecated(message: str) -> None:
    """Issue a DeprecationWarning at the line of user code that led here.

    Python's ``stacklevel`` points into AutoGraph when the caller is traced by ``tf.function``, where the default
    filters hide it; walking the frames finds the line in eager code, inside ``tf.function`` and inside ``fit``.
    """
    frame = _caller(sys._getframe(1))  # noqa: SLF001 - the documented way to reach a frame without building a traceback
    warnings.warn_explicit(
        message,
        DeprecationWarning,
        filename=frame.f_code.co_filename,
        lineno=frame.f_lineno,
        module=frame.f_globals.get("__name__", "<unknown>"),
        registry=frame.f_globals.setdefault("__warningregistry__", {}),
    )


def _caller(frame: FrameType) -> FrameType:
    """The innermost frame of user code, or the outermost of all where there is none."""
    while frame.f_back is not None and _is_library(frame):
        frame = frame.f_back
    return frame


def _is_library(frame: FrameType) -> bool:
    if frame.f_code.co_filename.startswith(_PACKAGE):
        return True
    return str(frame.f_globals.get("__name__", "")).split(".")[0] in _NOT_THE_CALLER
