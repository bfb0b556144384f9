"""Pick Keras 3 or tf_keras, once.

``TF_USE_LEGACY_KERAS=1`` picks tf_keras, as TensorFlow itself does; otherwise it is Keras 3 on its TensorFlow backend.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import tensorflow as tf

from tfcompat._symbols import release_key

__all__ = ["IS_KERAS_3", "MIXED", "OTHER", "is_of_keras", "keras", "refuse_other"]

_OLDEST_TENSORFLOW, _OLDEST_KERAS = (2, 16), (3, 10)
_NO_KERAS = "tfcompat needs Keras 3.10 or later, which is not installed: run pip install 'keras>=3.10'."
_NO_TF_KERAS = (
    "TF_USE_LEGACY_KERAS asks for tf_keras, which is not installed: run pip install tf_keras "
    "(with --no-deps if you use tensorflow-cpu), or unset TF_USE_LEGACY_KERAS to use Keras 3."
)
_OTHER_BACKEND = (
    "tfcompat computes with TensorFlow, but Keras runs on the {backend} backend (KERAS_BACKEND or keras.json): "
    "set KERAS_BACKEND=tensorflow before keras is first imported."
)
MIXED = (
    "{what} is of {theirs}, but tfcompat uses {ours} in this process. Build the model with {ours}, or choose the Keras "
    "before tfcompat is first used: TF_USE_LEGACY_KERAS=1 means tf_keras."
)
_OLD = "tfcompat needs {name} {wanted} or later, but {found} is installed: run pip install --upgrade {name}."


def _refuse_old(name: str, found: str, oldest: tuple[int, ...]) -> None:
    if release_key(found) < oldest:
        raise ImportError(_OLD.format(name=name, wanted=".".join(map(str, oldest)), found=found))


def _pick() -> Any:
    """Import the Keras to use; an ImportError explains in one sentence what is wrong with the one that was found."""
    _refuse_old("tensorflow", tf.__version__, _OLDEST_TENSORFLOW)
    if os.environ.get("TF_USE_LEGACY_KERAS") in ("1", "true", "True"):
        return _import("tf_keras", _NO_TF_KERAS)
    backend = os.environ.get("KERAS_BACKEND", "tensorflow")
    if backend != "tensorflow":
        raise ImportError(_OTHER_BACKEND.format(backend=backend))
    keras = _import("keras", _NO_KERAS)
    _refuse_old("keras", keras.__version__, _OLDEST_KERAS)
    if keras.config.backend() != "tensorflow":
        raise ImportError(_OTHER_BACKEND.format(backend=keras.config.backend()))
    return keras


def _import(name: str, message: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name in ("jax", "torch", "openvino"):  # keras.json names the backend
            raise ImportError(_OTHER_BACKEND.format(backend=error.name)) from None
        if error.name != name:
            raise
        raise ImportError(message, name=name) from None


keras = _pick()
IS_KERAS_3 = keras.__name__ == "keras"
OTHER = "tf_keras" if IS_KERAS_3 else "keras"


def refuse_other(tensor: Any) -> None:
    """Refuse a symbolic tensor of the other Keras, which fails late and obscurely."""
    if type(tensor).__module__.split(".")[0] == OTHER:
        raise TypeError(MIXED.format(what="The input", ours=keras.__name__, theirs=OTHER))


def is_of_keras(metric: Any) -> bool:
    """Return whether a metric is Keras' own, not a user's of the same name."""
    defined = getattr(metric, "__module__", "") or ""
    return bool(defined.split(".")[0] in ("keras", "tf_keras"))
