"""Run a TensorFlow 1 script unchanged: the part of `tfcompat run` that needs TensorFlow."""

from __future__ import annotations

import builtins
import functools
import importlib
import importlib.util
import sys
import sysconfig
import traceback
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat._symbols import MODULES, RENAMES, Rename, advice
from tfcompat.legacy._install import install, module_below

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["prepare", "start"]

_ROOT, _OURS = "tensorflow", "tfcompat"
# Private packages and other releases stay what they are, also for an old script.
_AS_THEY_ARE = ("compat", "core", "python")
_LIBRARIES = (*(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")), str(Path(__file__).parents[1]))


class _TensorFlow1(ModuleType):
    """The ``tensorflow`` of an old script: ``tensorflow.compat.v1``, with advice on names that it lacks."""

    def __getattr__(self, name: str) -> Any:
        if name in _AS_THEY_ARE and f"{_ROOT}.{name}" in sys.modules:
            return sys.modules[f"{_ROOT}.{name}"]
        if name == "examples":
            importlib.import_module(f"{_OURS}.legacy.examples.tutorials.mnist.input_data")
            return importlib.import_module(f"{_OURS}.legacy.examples")
        try:
            return getattr(tf.compat.v1, name)
        except AttributeError:
            raise AttributeError(f"module 'tensorflow' has no attribute {name!r}: {advice(name)}") from None


def prepare() -> int:
    """Prepare the process for TensorFlow 1: v2 behaviour off, shims and renamed names in ``tensorflow.compat.v1``.

    Returns:
        The number of names that were added.
    """
    tf.compat.v1.disable_v2_behavior()
    done = install()
    added = sum(name.startswith("tf.compat.v1.") for name in done.added)
    return added + sum(map(_put_back, RENAMES))


def start(script: Path, arguments: Sequence[str]) -> int:
    """Run a script as ``python script arguments`` would, in a prepared process.

    Returns:
        1 if an error ended it, after its traceback was printed; 0 otherwise.

    Raises:
        SystemExit: The script exited.
        SyntaxError: The script is not Python 3.
    """
    code = compile(script.read_bytes(), str(script), "exec", dont_inherit=True)
    main = ModuleType("__main__")
    main.__dict__.update(
        __file__=str(script),
        __builtins__=builtins,
        __cached__=None,
        __loader__=SourceFileLoader("__main__", str(script)),
    )
    sys.modules["__main__"] = main
    sys.argv = [str(script), *arguments]
    sys.path[0] = str(script.resolve().parent)
    builtins.__import__ = _Import(script.resolve().parent)  # type: ignore[assignment]  # the documented place for a hook
    try:
        exec(code, main.__dict__)  # noqa: S102 - the user asked to run it
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as error:  # noqa: BLE001 - any error of the script is shown as Python shows it
        _show(error)
        return 1
    return 0


def _show(error: BaseException) -> None:
    """Print a traceback without our frames."""
    own = error.__traceback__
    while own is not None and own.tb_frame.f_code.co_filename == __file__:
        own = own.tb_next
    sys.stdout.flush()
    traceback.print_exception(type(error), error, own)


class _Import:
    """The ``__import__`` of the script and its own modules; libraries keep Python's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._import = builtins.__import__
        self._root = _TensorFlow1(_ROOT, "TensorFlow 1, as tensorflow.compat.v1 has it.")
        self._own: dict[str, ModuleType] = {}

    def __call__(
        self, name: str, space: Any = None, local: Any = None, fromlist: Sequence[str] | None = (), level: int = 0
    ) -> Any:
        top, _, below = name.partition(".")
        if level or top not in (_ROOT, _OURS) or not _is_of_program(space):
            return self._import(name, space, local, fromlist or (), level)
        if top == _OURS:
            return (
                self._of_our_name()
                if not below and self._hides_us()
                else self._import(name, space, local, fromlist or ())
            )
        if below.split(".")[0] in _AS_THEY_ARE:
            found = self._import(name, space, local, fromlist or ())
            return found if fromlist else self._root
        found = self._below(name, below)
        for item in fromlist or ():
            if item != "*" and not hasattr(found, item):
                path = f"{below}.{item}".lstrip(".")
                raise ImportError(f"cannot import name {item!r} from {name!r}: {advice(path)}", name=name)
        return found if fromlist else self._root

    def _below(self, name: str, path: str) -> Any:
        try:
            return functools.reduce(getattr, path.split("."), self._root) if path else self._root
        except AttributeError:
            if module := _shim_of(name):
                return importlib.import_module(module)
            raise ModuleNotFoundError(f"No module named {name!r}: {advice(path)}", name=name) from None

    def _hides_us(self) -> bool:
        return (self._folder / f"{_OURS}.py").is_file()

    def _of_our_name(self) -> ModuleType:
        """A module of the program that has the name of this package, which stays importable for us."""
        if _OURS not in self._own:
            spec = importlib.util.spec_from_file_location(_OURS, self._folder / f"{_OURS}.py")
            if spec is None or spec.loader is None:
                raise ModuleNotFoundError(f"No module named {_OURS!r}", name=_OURS)
            self._own[_OURS] = module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
        return self._own[_OURS]


def _shim_of(name: str) -> str:
    """Our module that is, or contains, what TensorFlow 1 had under a name."""
    for old, new in MODULES.items():
        if name in (old, old.rpartition(".")[0]):
            importlib.import_module(new)  # so that the package has it
            return new if name == old else new.rpartition(".")[0]
    return ""


def _is_of_program(space: Any) -> bool:
    """Whether a module belongs to the script, not to a library."""
    file = (space or {}).get("__file__") or ""
    return space is not None and not str(Path(file).resolve()).startswith(_LIBRARIES) if file else bool(space)


def _put_back(row: Rename) -> bool:
    """Restore an old name; return whether it was missing."""
    *modules, name = row.old.split(".")
    try:
        new = functools.reduce(getattr, row.new.split("."), tf.compat.v1)
    except AttributeError:
        return False
    owner, qualified = tf.compat.v1, "tensorflow.compat.v1"
    if modules and modules[0] in _AS_THEY_ARE:
        owner, modules = importlib.import_module(".".join((_ROOT, *modules))), []
    for part in modules:
        qualified = f"{qualified}.{part}"
        owner = module_below(owner, part, qualified)
    if row.by_place or row.order or row.keywords:
        if not row.order and hasattr(owner, name):
            return False
        new = _as_before(new, row)
    elif hasattr(owner, name):
        return False
    setattr(owner, name, new)
    return not row.by_place


def _as_before(function: Any, row: Rename) -> Any:
    """A function that takes the old order and the old keywords as well."""

    @functools.wraps(function)
    def either(*args: Any, **kwargs: Any) -> Any:
        is_old = not row.by_place or (args and isinstance(args[0], int)) or not row.keywords.keys().isdisjoint(kwargs)
        if not is_old:
            return function(*args, **kwargs)
        named = dict(zip(row.order[row.positional :], args[row.positional :], strict=False)) if row.order else {}
        kept = args[: row.positional] if row.order else args
        return function(*kept, **named, **{row.keywords.get(name, name): value for name, value in kwargs.items()})

    return either
