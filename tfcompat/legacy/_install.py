"""Opt-in: add the old names to an imported ``tensorflow``, and remove them again."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import tensorflow as tf

from tfcompat._symbols import SYMBOLS, advice
from tfcompat._user_frames import called_by_library
from tfcompat.legacy._build import is_removed, shim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from typing_extensions import Self

__all__ = ["Installation", "install", "module_below", "uninstall"]

_LOCK = threading.RLock()
_NOTHING = object()
_MARK = "_shim_of_tfcompat"
_CHANGES: list[tuple[Any, str, Any, bool]] = []


class Installation(NamedTuple):
    """The result of `install`; a context manager that calls `uninstall` at the end."""

    added: tuple[str, ...]
    """The names that were missing and now exist."""
    replaced: tuple[str, ...]
    """The names that existed and now have their meaning from TensorFlow 1, except in calls from libraries."""
    present: tuple[str, ...]
    """The names that existed and were not changed."""
    missing: tuple[str, ...]
    """The other names of TensorFlow 1 that this TensorFlow does not have, and for which tfcompat has no shim."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        uninstall()

    def __repr__(self) -> str:
        lines = (
            ("added", self.added),
            ("replaced", self.replaced),
            ("not changed, because it exists", self.present),
            ("still missing", self.missing),
        )
        return "\n".join(f"{title} ({len(names)}): {', '.join(names) or '-'}" for title, names in lines)


def install(*, overwrite: bool = False) -> Installation:
    """Add the TensorFlow 1 names that have shims to ``tensorflow`` and ``tensorflow.compat.v1``.

    An unchanged script then finds ``tf.layers.dense``, ``tf.losses.*``, ``tf.contrib.*`` and all other names in the
    table, also with Keras 3. Existing names are not changed, unless `overwrite` is True. A second call changes nothing.

    Args:
        overwrite: Whether existing names get their meaning from TensorFlow 1: since 2.0,
            ``tf.nn.softmax_cross_entropy_with_logits`` has another one. Calls from TensorFlow and Keras keep the new
            meaning.

    Returns:
        The names that were added, replaced and not changed, and the names of TensorFlow 1 that are still missing. The
        result is a context manager that calls `uninstall` at the end.

    Example:
        >>> import tensorflow.compat.v1 as tf, tfcompat
        >>> with tfcompat.legacy.install() as done:
        ...     [name for name in done.added if name.endswith("slim.fully_connected")]
        ['tf.contrib.slim.fully_connected', 'tf.compat.v1.contrib.slim.fully_connected']
        >>> hasattr(tf, "contrib")
        False
    """
    with _LOCK:
        _alias("tensorflow.compat", tf.compat)
        _alias("tensorflow.compat.v1", tf.compat.v1)
        names: dict[str, dict[str, None]] = {"added": {}, "replaced": {}, "present": {}}
        for prefix, root in _roots():
            for path in _paths():
                found = _put(root, prefix, path, overwrite)
                names[found][f"{prefix}.{path}"] = None
        added, replaced, present = (tuple(found) for found in names.values())
        return Installation(added, replaced, present, tuple(_missing()))


def uninstall() -> None:
    """Remove what `install` added, and restore what it replaced: every attribute is the same object as before."""
    with _LOCK:
        while _CHANGES:
            owner, name, before, is_item = _CHANGES.pop()
            if is_item:
                owner.pop(name, None) if before is _NOTHING else owner.__setitem__(name, before)
            elif before is _NOTHING:
                delattr(owner, name)
            else:
                setattr(owner, name, before)


def _roots() -> Iterator[tuple[str, Any]]:
    """The modules to complete. ``import tensorflow.compat.v1`` may have made a second one of that name."""
    v1 = [tf.compat.v1, *map(sys.modules.get, ("tensorflow.compat.v1", "tensorflow._api.v2.compat.v1"))]
    yield "tf", tf
    yield from (("tf.compat.v1", module) for module in {id(m): m for m in v1 if m is not None}.values())


def _paths() -> list[str]:
    rows = (row for row in SYMBOLS.values() if not is_removed(row))
    return [path for row in rows for path in row.shims]


def _put(root: Any, prefix: str, path: str, overwrite: bool) -> str:
    """Put one name below a module of TensorFlow, with the modules that it needs; return the outcome."""
    ours = shim(_OF_PATH[path])
    *modules, name = path.split(".")
    owner, qualified = root, "tensorflow" + prefix.removeprefix("tf")
    for part in modules:
        qualified = f"{qualified}.{part}"
        owner = module_below(owner, part, qualified)
    there = _get(owner, name)
    if there is _NOTHING:
        _set(owner, name, ours)
        return "added"
    if there is ours or getattr(there, _MARK, None) is ours:
        return "added" if there is ours else "replaced"
    if not overwrite:
        return "present"
    _set(owner, name, ours if isinstance(ours, type) else _beside(there, ours))
    return "replaced"


def module_below(owner: Any, name: str, qualified: str) -> Any:
    """A module below another; it is made if it is missing, and replaced if it refuses new attributes."""
    there = _loaded(owner, name)
    if there is not _NOTHING and _takes_attributes(there):
        return there
    made = _Completed(qualified, None if there is _NOTHING else there)
    _set(owner, name, made)
    _alias(qualified, made)
    return made


class _Completed(ModuleType):
    """A module of TensorFlow 1 that this TensorFlow lacks, or has as a shell that refuses every name."""

    def __init__(self, name: str, shell: Any) -> None:
        super().__init__(name, f"{name}, added by tfcompat.legacy.install().")
        self.__path__: list[str] = []  # so that import finds its members in sys.modules
        self._shell = shell

    def __getattr__(self, name: str) -> Any:
        if self._shell is not None and not name.startswith("__"):
            return getattr(self._shell, name)
        module = self.__name__.removeprefix("tensorflow.").removeprefix("compat.v1.")
        raise AttributeError(
            f"module {self.__name__!r} has no attribute {name!r}, and tfcompat has no shim for it: "
            f"{advice(f'{module}.{name}')}"
        )


def _loaded(owner: Any, name: str) -> Any:
    """A module below another; TensorFlow replaces a loader by what it loads, and `uninstall` restores that too."""
    raw = vars(owner).get(name, _NOTHING)
    module = _get(owner, name)
    with suppress(ImportError, AttributeError):
        dir(module)  # makes a loader load; the shell of Keras 3 raises
    if raw is not _NOTHING and vars(owner)[name] is not raw:
        _CHANGES.append((owner, name, raw, False))
    return module


def _takes_attributes(module: Any) -> bool:
    """Whether names can be set: the lazy ``tf.compat.v1.layers`` of Keras 3 raises."""
    probe = "_tfcompat_probe"
    try:
        setattr(module, probe, None)
        delattr(module, probe)
    except (ImportError, AttributeError):
        return False
    return True


def _get(owner: Any, name: str) -> Any:
    """An attribute, or a mark that it is missing: TensorFlow's shells raise more than AttributeError."""
    try:
        return getattr(owner, name)
    except (AttributeError, ImportError):
        return _NOTHING


def _missing() -> list[str]:
    """The names that ``tf.compat.v1`` has and ``tf`` does not."""
    names: list[str] = []
    for module in ("", "nn.", "losses.", "metrics.", "train.", "initializers."):
        old, new = (_loaded(root, module[:-1]) if module else root for root in (tf.compat.v1, tf))
        public = (name for name in dir(old) if not name.startswith("_"))
        names += [f"tf.{module}{name}" for name in public if _get(new, name) is _NOTHING]
    return sorted(names)


def _set(owner: Any, name: str, value: Any) -> None:
    _CHANGES.append((owner, name, vars(owner).get(name, _get(owner, name)), False))
    setattr(owner, name, value)


def _alias(qualified: str, module: Any) -> None:
    """Let ``import`` find a module under a name without a file."""
    if qualified not in sys.modules:
        _CHANGES.append((sys.modules, qualified, _NOTHING, True))
        sys.modules[qualified] = module


def _beside(theirs: Callable[..., Any], ours: Callable[..., Any]) -> Callable[..., Any]:
    """The shim for user code; the function that was here before for TensorFlow, Keras and us, which rely on it."""

    def either(*args: Any, **kwargs: Any) -> Any:
        return (theirs if called_by_library() else ours)(*args, **kwargs)

    for name in ("__name__", "__qualname__", "__module__", "__doc__", "__signature__"):
        setattr(either, name, getattr(ours, name))
    traced = tf.autograph.experimental.do_not_convert(either)
    setattr(traced, _MARK, ours)
    return traced  # type: ignore[no-any-return] # the decorator is untyped


_OF_PATH = {path: row.path for row in SYMBOLS.values() for path in row.shims}
