"""What the description of a saved model would run when it is loaded: code in a Lambda, and modules that it names.

Keras refuses most of it in its own format. tf_keras runs the code of a Lambda in an HDF5 file, and imports any module.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["why_not_loaded"]

_LAMBDAS = {"Lambda", "__lambda__"}
_ITSELF = "if you trust the file, load it in a program and call tfcompat.audit(model)"


def why_not_loaded(path: str) -> str:
    """Return why a saved model is not loaded; empty if its description names no code, or there is none to read.

    A module is not imported because a file names it. One that is loaded may be named, unless it is Python's own.
    """
    if Path(path, "saved_model.pb").exists():
        return f"is a SavedModel, which can contain code; {_ITSELF}"
    try:
        for part in _parts(list(_descriptions(path))):
            if part.get("class_name") in _LAMBDAS:
                return f"contains a Lambda, whose code is not run; {_ITSELF}"
            module = part.get("module")
            if isinstance(module, str) and "class_name" in part and not _may_be_named(module):
                return (
                    f"needs the module {module!r}, which is not imported for it; if you trust it, use --import {module}"
                )
    except (ValueError, TypeError, RecursionError) as error:
        return f"has a description that cannot be read ({type(error).__name__}); save the model again"
    return ""


def _may_be_named(module: str) -> bool:
    package = module.partition(".")[0]
    if package in ("keras", "tf_keras", "builtins"):
        return True
    return module in sys.modules and package not in sys.stdlib_module_names


def _descriptions(path: str) -> Iterator[Any]:
    """Yield the JSON texts in an archive of Keras, an unpacked one or an HDF5 file, parsed.

    A file can be both an archive and HDF5, and Keras decides by the name: both descriptions are read.
    """
    import h5py

    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if "config.json" in archive.namelist():
                yield json.loads(archive.read("config.json"))
    if Path(path, "config.json").is_file():
        yield json.loads(Path(path, "config.json").read_bytes())
    if Path(path).is_file() and h5py.is_hdf5(path):
        with h5py.File(path, "r") as file:
            for name in ("model_config", "training_config"):
                if name in file.attrs:
                    yield json.loads(file.attrs[name])


def _parts(todo: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield each object in a JSON value."""
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            yield one
            todo += one.values()
        elif isinstance(one, list):
            todo += one
