"""How objects are registered, saved and loaded."""

from __future__ import annotations

from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING, Any, TypeVar

from tfcompat._keras.pick import IS_KERAS_3, keras

Registered = TypeVar("Registered")

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["deserialize", "register", "table_of_losses", "write_out"]


def register(named: Registered, name: str | None = None) -> Registered:
    """Register a class or function with Keras as ``tfcompat>name``, so that saved models that hold one load again."""
    registered: Registered = keras.saving.register_keras_serializable(package="tfcompat", name=name)(named)
    return registered


def deserialize(config: dict[str, Any], read: Callable[[dict[str, Any]], Any]) -> Any:
    """Return an object from the config of another one; `read` is Keras' function for this kind of object.

    tf_keras writes into .h5 files what the object was registered as, and does not look there when it reads them.
    """
    name = config["config"] if config["class_name"] == "function" else config.get("registered_name")
    registered = None if IS_KERAS_3 or name is None else keras.saving.get_registered_object(name)
    if registered is None:
        return read(config)
    return registered if config["class_name"] == "function" else registered.from_config(config["config"])


def table_of_losses() -> dict[str, Any]:
    """Return the table of loss names in Keras; it is private, so tests check it for both Kerases."""
    # Read by get and deserialize in keras/src/losses/__init__.py; tf_keras/src/losses.py looks into its own globals.
    module = import_module(f"{keras.__name__}.src.losses")
    table: dict[str, Any] = module.ALL_OBJECTS_DICT if IS_KERAS_3 else vars(module)
    return table


def write_out(archive: Any, path: str) -> None:
    """Write an ExportArchive silently: Keras 3 prints its endpoints unless told not to, tf_keras always does."""
    if IS_KERAS_3:
        archive.write_out(path, verbose=False)
        return
    with redirect_stdout(StringIO()):
        archive.write_out(path)
