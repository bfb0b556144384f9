"""Loading what registers with Keras as soon as Keras is there, whether it was imported before us or is imported after.

A saved model names the classes in it, and Keras looks them up among those that were registered. Ours are, once their
modules are imported, which needs TensorFlow; `import tfcompat` does not load that. So a finder waits in `sys.meta_path`
until Keras, TensorFlow and our own modules are imported, none of them half, and takes itself out.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

__all__ = ["load_beside_keras"]

_WAITED_FOR = ("keras", "tensorflow", "tf_keras")


def load_beside_keras(package: str, modules: Sequence[str]) -> None:
    """Import modules once Keras is imported: now, if it already is.

    A module that cannot work here (another Keras backend, an old TensorFlow) says so when a name of it is used.

    Args:
        package: The package that the modules belong to.
        modules: The modules that register classes.
    """
    if not any(_is_half(sys.modules.get(name)) for name in _WAITED_FOR) and _is_there():
        _load(modules)
    else:
        sys.meta_path[:] = [finder for finder in sys.meta_path if not _is_ours(finder)]  # of a reload
        sys.meta_path.insert(0, _Finder(f"{package}.", modules))


def _is_there() -> bool:
    """Whether the Keras that we use is imported, and TensorFlow, without which it runs on another backend."""
    legacy = os.environ.get("TF_USE_LEGACY_KERAS") in ("1", "true", "True")
    return "tensorflow" in sys.modules and ("tf_keras" if legacy else "keras") in sys.modules


def _is_half(module: ModuleType | None) -> bool:
    return bool(getattr(getattr(module, "__spec__", None), "_initializing", False))


def _load(modules: Sequence[str]) -> None:
    try:
        for module in modules:
            import_module(module)
    except Exception:  # noqa: BLE001 - it runs inside the import of Keras, which works without us
        return


def _is_ours(finder: object) -> bool:
    """Return whether a finder is one of ours, also if this module was imported again since it was made."""
    return type(finder).__module__ == __name__


class _Finder:
    """Finds nothing itself: of the modules that are waited for, it learns when their import is done."""

    def __init__(self, ours: str, modules: Sequence[str]) -> None:
        self.ours = ours
        self.modules = modules
        self.under_way: set[str] = set()

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The spec that the other finders have, with a loader that tells us."""
        if name not in _WAITED_FOR and not name.startswith(self.ours):
            return None
        for finder in list(sys.meta_path):
            if not _is_ours(finder) and (find := getattr(finder, "find_spec", None)) is not None:
                spec: ModuleSpec | None = find(name, path, target)
                if spec is not None:
                    if hasattr(spec.loader, "exec_module"):
                        spec.loader = _Loader(spec.loader, self)  # type: ignore[assignment]  # it replaces one
                    return spec
        return None

    def done(self) -> None:
        """After the outermost of the imports that are waited for: load, if all is there."""
        if not self.under_way and self in sys.meta_path and _is_there():
            sys.meta_path.remove(self)
            _load(self.modules)


class _Loader:
    """The loader of a module that is waited for; the module itself never sees this one."""

    def __init__(self, loader: Any, finder: _Finder) -> None:
        self._loader = loader
        self._finder = finder

    def __getattr__(self, name: str) -> Any:
        """All else is the other loader's to answer."""
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """As the other loader does."""
        made: ModuleType | None = self._loader.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, and tell the finder."""
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._finder.under_way.add(module.__name__)
        try:
            self._loader.exec_module(module)
        finally:
            self._finder.under_way.discard(module.__name__)
        self._finder.done()
