"""One way to warn: at the caller's line, once for each call site, wherever the call runs."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType
    from typing import Any

# Frames between a user's call and our warning: ours, and what tf.function and fit run user code through.
_NOT_THE_CALLER = ("tfcompat", "tensorflow", "keras", "tf_keras")
_AUTOGRAPH = "tensorflow.python.autograph"
_PACKAGE = str(Path(__file__).parent / "_")[:-1]  # with the separator, so that no sibling of a longer name is ours


def warn_at_caller(message: str, category: type[Warning] = DeprecationWarning) -> None:
    """Issue a warning at the line of user code that led here.

    Python's ``stacklevel`` points into AutoGraph when the caller is traced by ``tf.function``, where the default
    filters hide it; walking the frames finds the line in eager code, inside ``tf.function`` and inside ``fit``.
    """
    frame = _caller(sys._getframe(1))  # noqa: SLF001 - the documented way to reach a frame without building a traceback
    filename, line = _source_line(frame)
    home = _home(frame)
    warnings.warn_explicit(
        message,
        category,
        filename=filename,
        lineno=line,
        module=home.get("__name__", "<unknown>"),
        registry=home.setdefault("__warningregistry__", {}),
    )


def user_frames() -> Iterator[FrameType]:
    """Yield the frames of user code that led here, innermost first."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the documented way to reach a frame
    while frame is not None:
        if not _is_library(frame):
            yield frame
        frame = frame.f_back


def called_by_library() -> bool:
    """Return whether TensorFlow, Keras or tfcompat called the function that asks, through AutoGraph or directly."""
    frame = sys._getframe(2)  # noqa: SLF001 - the documented way to reach a frame
    while frame.f_back is not None and str(frame.f_globals.get("__name__", "")).startswith(_AUTOGRAPH):
        frame = frame.f_back
    return _is_library(frame)


def function_name(frame: FrameType) -> str:
    """Return the name of the function that a frame runs, also if AutoGraph converted it."""
    return frame.f_code.co_name.removeprefix("tf__")


def _caller(frame: FrameType) -> FrameType:
    """Return the innermost frame of user code, or the outermost of all if there is none."""
    while frame.f_back is not None and _is_library(frame):
        frame = frame.f_back
    return frame


def _is_library(frame: FrameType) -> bool:
    if frame.f_code.co_filename.startswith(_PACKAGE):
        return True
    return str(frame.f_globals.get("__name__", "")).split(".")[0] in _NOT_THE_CALLER


def _traced(frame: FrameType) -> Any:
    """Return the function that AutoGraph generated and that `frame` runs, a local of its caller; or None."""
    generated = frame.f_code.co_filename
    above = frame.f_back if "__autograph_generated_file" in generated else None
    while above is not None:
        converted = above.f_locals.get("converted_f")
        if hasattr(converted, "ag_source_map"):
            return converted
        above = above.f_back
    return None


def _source_line(frame: FrameType) -> tuple[str, int]:
    """File and line of a frame as the user wrote them, also where AutoGraph runs a copy of the function."""
    here = (frame.f_code.co_filename, frame.f_lineno)
    origin = getattr(_traced(frame), "ag_source_map", {}).get(here)
    return (origin.loc.filename, origin.loc.lineno) if origin else here


def _home(frame: FrameType) -> dict[str, Any]:
    """Return the globals of the module that the user wrote."""
    home: dict[str, Any] = getattr(getattr(_traced(frame), "ag_entity", None), "__globals__", frame.f_globals)
    return home
