"""What the demo needs in addition to tfcompat."""

from __future__ import annotations

from importlib.util import find_spec

from tfcompat.demo.errors import MissingExtraError

_NEEDED = {
    "tensorflow": "run pip install 'tfcompat[tensorflow]', or 'tfcompat[tensorflow-cpu]' on a machine without a GPU",
    "matplotlib": "run pip install 'tfcompat[demo]'",
    "sklearn": "run pip install 'tfcompat[demo]'",
}
_NAMES = {"tensorflow": "TensorFlow", "sklearn": "scikit-learn"}


def require() -> None:
    """Refuse to start if something is missing, before anything is written.

    Raises:
        MissingExtraError: Names everything that is missing, and the commands that install it.
    """
    missing = [module for module in _NEEDED if find_spec(module) is None]
    if missing:
        names = " and ".join(_NAMES.get(module, module) for module in missing)
        remedies = ", and ".join(dict.fromkeys(_NEEDED[module] for module in missing))
        raise MissingExtraError(f"The demo needs {names}, not installed here: {remedies}.")
