"""Whether there is a TensorFlow to measure with, checked before a run begins."""

from __future__ import annotations

import os

__all__ = ["MissingTensorFlowError", "require_tensorflow"]


class MissingTensorFlowError(Exception):
    """Nothing can be measured here: one sentence with the reason and what to do."""


def require_tensorflow() -> None:
    """Load TensorFlow and Keras.

    Raises:
        MissingTensorFlowError: One of them is not installed, too old, or on another backend.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # its notices of start-up are nothing for a report
    try:
        import tfcompat._keras  # noqa: F401 - it refuses what cannot be used, in one sentence
    except ImportError as error:
        raise MissingTensorFlowError(_said(error)) from error


def _said(error: ImportError) -> str:
    if error.name == "tensorflow":
        return (
            "--verify runs old and new calls with TensorFlow, which is not installed: run "
            "pip install 'tfcompat[tensorflow]', or omit --verify (a migration needs no TensorFlow)"
        )
    return f"--verify cannot run old and new calls with TensorFlow: {error}"
