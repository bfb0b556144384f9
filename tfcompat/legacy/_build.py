"""From a row of the table to its shim: the signature of TensorFlow 1.15, the warning, and the implementation."""

from __future__ import annotations

from functools import cache, reduce
from importlib import import_module
from inspect import Parameter
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from tfcompat import __version__
from tfcompat._symbols import RELEASE, SYMBOLS, Symbol, release_key
from tfcompat._user_frames import warn_at_caller
from tfcompat.legacy._arguments import bind, explained, parse_signature
from tfcompat.legacy._implementations import numbers
from tfcompat.legacy._implementations.contrib.framework.arg_scope import marked, with_defaults

if TYPE_CHECKING:
    from collections.abc import Callable
    from inspect import Signature


def attach(package: str) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """``__getattr__``, ``__dir__`` and ``__all__`` of the module that stands for a module of TensorFlow 1."""
    inside = package.removeprefix("tfcompat.legacy.") + "."
    below = {
        path.removeprefix(inside): row for row in SYMBOLS.values() for path in _paths(row) if path.startswith(inside)
    }
    rows = {path: row for path, row in below.items() if "." not in path}
    modules = {path.split(".")[0] for path in below if "." in path}
    names = sorted({*(name for name, row in rows.items() if row.shim and not is_removed(row)), *modules})

    def get(name: str) -> Any:
        if name in modules:
            return import_module(f"{package}.{name}")
        if name not in rows:
            raise AttributeError(_unknown(package, name, names), name=name)
        if name not in names:
            raise AttributeError(deprecation(rows[name]), name=name)
        if rows[name].kind == "constants":
            warn_at_caller(deprecation(rows[name]))  # nothing called here could warn
        return shim(rows[name].path)

    return get, lambda: names, names


def _unknown(package: str, name: str, names: list[str]) -> str:
    """Why a module has no such name; what TensorFlow still has itself needs no shim."""
    said = f"module {package!r} has no shim {name!r}; it has {', '.join(names) or 'none at all'}"
    path = f"{package.removeprefix('tfcompat.legacy.')}.{name}"
    try:
        reduce(getattr, path.split("."), tf.compat.v1)
    except AttributeError:
        return said
    return f"{said}; TensorFlow still has tf.compat.v1.{path}"


def _paths(row: Symbol) -> tuple[str, ...]:
    """The paths of its shim, or of the shim that it would have."""
    return row.shims or (row.path,)


def is_removed(row: Symbol) -> bool:
    """Whether this release of tfcompat no longer has the shim."""
    return bool(row.removal) and release_key(row.removal) <= release_key(__version__)


@cache
def shim(path: str) -> Callable[..., Any]:
    """The function or class that stands for ``tf.<path>`` of TensorFlow 1.15."""
    row = SYMBOLS[path]
    compute = numbers(row)
    if row.kind == "constants":
        return compute
    signature = parse_signature(row.era(RELEASE).signature)
    made: Any = compute if _is_tuple(compute) else _function(row, signature, compute)
    if isinstance(compute, type) and not _is_tuple(compute):
        made = _class(row, signature, compute)
    module, _, name = path.rpartition(".")
    made.__name__ = made.__qualname__ = name
    made.__module__ = f"tfcompat.legacy.{module}"
    kept = "" if not isinstance(compute, type) else f"{compute.__doc__}\n\n"
    made.__doc__ = f"{kept}``{row.name}`` of TensorFlow {RELEASE}, same numbers and gradients. {deprecation(row)}"
    return made  # type: ignore[no-any-return] # what it returns is what the row stands for


def _function(row: Symbol, signature: Signature, compute: Callable[..., Any]) -> Any:
    message = deprecation(row)

    @tf.autograph.experimental.do_not_convert
    def legacy(*args: Any, **kwargs: Any) -> Any:
        warn_at_caller(message)
        given = bind(row, signature, args, with_defaults(compute, kwargs))
        with explained(row):
            return compute(**given)

    legacy.__signature__ = signature
    return marked(legacy, compute)


def _class(row: Symbol, signature: Signature, base: Any) -> Any:
    """A class that warns when it is built or subclassed; its subclasses have their own signatures."""
    message = deprecation(row)

    @tf.autograph.experimental.do_not_convert
    def build(self: Any, *args: Any, **kwargs: Any) -> None:
        warn_at_caller(message)
        base.__init__(self, **bind(row, signature, args, kwargs))

    def derive(cls: type[Any], /, **kwargs: Any) -> None:
        warn_at_caller(message)
        super(made, cls).__init_subclass__(**kwargs)

    class Shim(type(base)):  # type: ignore[misc] # the class of a class
        """Makes objects that layers build internally instances of the shims, too.

        By the MRO, because an abstract base asks its subclasses, of which this is one.
        """

        def __instancecheck__(cls, instance: Any) -> bool:
            return base in type(instance).__mro__ if cls is made else super().__instancecheck__(instance)

        def __subclasscheck__(cls, subclass: type[Any]) -> bool:
            return base in subclass.__mro__ if cls is made else super().__subclasscheck__(subclass)

    derived: Any = classmethod(derive)
    build.__name__ = "__init__"
    build.__signature__ = signature.replace(
        parameters=[Parameter("self", Parameter.POSITIONAL_OR_KEYWORD), *signature.parameters.values()]
    )
    made: Any = Shim(base.__name__, (base,), {"__init__": build, "__init_subclass__": derived})
    return made


def _is_tuple(compute: Any) -> bool:
    """Whether a class only names the parts of a state: the cells must return this class itself."""
    return isinstance(compute, type) and issubclass(compute, tuple)


def deprecation(row: Symbol) -> str:
    """The one sentence about a shim: what to write instead, and when it is removed."""
    start = f"{row.name} is a legacy name, and its shim will be removed in tfcompat {row.removal}: "
    if not row.shim:
        start = f"{row.name} is a legacy name, and has no shim, because it can only be replaced by hand: "
    if row.by_hand:
        return f"{start}{row.by_hand}."
    renamed = ", ".join(f"{old}= is now {new}=" for old, new in row.arguments.items() if old != new)
    return f"{start}write {row.after}{f' ({renamed})' if renamed else ''}, or run tfcompat migrate."
