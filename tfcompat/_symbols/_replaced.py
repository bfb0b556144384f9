"""Return what replaces a name that TensorFlow no longer has."""

from __future__ import annotations

from tfcompat._symbols._advice import ADVICE
from tfcompat._symbols._public import missing, moved
from tfcompat._symbols._renames import RENAME_OF

__all__ = ["advice"]

_PRIVATE = "python"
_HOMES = ("", "nn", "math", "train", "image", "linalg", "losses", "metrics", "random", "sparse", "strings")
"""Public modules, below ``tf.compat.v1``, that export functions of the private ones."""
_OPS = ("python.framework", "python.ops", "python.training", "python.util")
_DEEPEST = max(name.count(".") + 1 for name in ADVICE)
_NOT_PUBLIC = "it was private, and TensorFlow removed it: copy its code into the program"


def _of_private(path: str) -> str:
    """Return what to do about a name below ``tensorflow.python``; empty if a table or the module's name is enough."""
    if not missing(f"tensorflow.{path}"):
        return ""  # the module has it: only the attribute `tf.python` is missing
    name = path.rpartition(".")[2]
    for home in _HOMES:
        full = ".".join(filter(None, (home, name)))
        if not name.startswith("_") and not missing(f"tensorflow.compat.v1.{full}"):
            return f"its public name is tf.compat.v1.{full}: tf.{full} after `import tensorflow.compat.v1 as tf`"
    return _NOT_PUBLIC if path.count(".") > 1 and path.startswith(_OPS) else ""


def advice(path: str) -> str:
    """Return what replaces a name, given as a path below ``tf``: its own sentence, or that of the nearest parent.

    Example:
        >>> advice("estimator.DNNClassifier")
        'Estimator left TensorFlow in 2.16: build the model with Keras layers and train it with `fit`'
        >>> advice("placeholder")
        'it is tf.compat.v1.placeholder in TensorFlow 2, with the same meaning'
    """
    row = RENAME_OF.get(path)
    if row is not None and not row.by_place:
        return f"it is tf.{row.new} since"
    if path in moved():
        return f"it is tf.{moved()[path]} in TensorFlow 2"
    parts = path.split(".")
    if parts[0] == _PRIVATE and (found := _of_private(path)):
        return found
    if path in ADVICE:
        return ADVICE[path]
    if not missing(f"tensorflow.compat.v1.{path}"):
        return f"it is tf.compat.v1.{path} in TensorFlow 2, with the same meaning"
    for end in range(min(len(parts), _DEEPEST), 0, -1):
        start = ".".join(parts[:end])
        if start in ADVICE:
            return ADVICE[start]
    return "TensorFlow 2 has no such name; its release notes may name a replacement"
