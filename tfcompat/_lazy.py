"""One module-level ``__getattr__`` factory, so that importing a package costs nothing until a name of it is used."""

from __future__ import annotations

import sys
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

_NO_TENSORFLOW = (
    "{name} needs TensorFlow 2.16.2 or later, which is not installed: run pip install 'tfcompat[tensorflow]', "
    "or 'tfcompat[tensorflow-cpu]' on a machine without a GPU. The command line works without it."
)


def attach(package: str, homes: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """``__getattr__`` and ``__dir__`` of a package whose public names live in other modules.

    Args:
        package: The package's ``__name__``.
        homes: Public name to the module that defines it; a module that ends in the name is itself the value.

    Returns:
        The two functions, to be bound at module level. A name is imported once and then found by Python itself; what
        else is bound in the package, such as its modules that are not public, is not listed.
    """

    def get(name: str) -> Any:
        home = homes.get(name)
        if home is None:
            message = f"module {package!r} has no attribute {name!r}{_suggested(package, name, homes)}"
            raise AttributeError(message, name=name, obj=sys.modules[package])
        try:
            module = import_module(home)
        except ModuleNotFoundError as error:
            if error.name != "tensorflow":
                raise
            raise ImportError(_NO_TENSORFLOW.format(name=f"{package}.{name}"), name="tensorflow") from None
        value = module if home == f"{package}.{name}" else getattr(module, name)
        setattr(sys.modules[package], name, value)
        return value

    def list_names() -> list[str]:
        own = vars(sys.modules[package])
        return sorted({*homes, *own.get("__all__", ()), *(name for name in own if name.startswith("__"))})

    return get, list_names


def _suggested(package: str, name: str, homes: Mapping[str, str]) -> str:
    """What was meant by a name that is not there, of the package itself and among its own names."""
    if name.startswith("_") or "." in package:
        return ""  # Python and its tools ask for many such names
    from tfcompat._symbols.names_elsewhere import suggestion

    return suggestion(name, homes)
