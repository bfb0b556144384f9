"""Write the list of names that every supported release of TensorFlow has beside Keras 3.

    python benchmarks/public_names.py PYTHON [PYTHON ...]

Each PYTHON is an interpreter of an environment with a release of TensorFlow and Keras 3, or a .json file that
`PYTHON benchmarks/public_names.py --dump` printed, so that the environments need not be there at the same time. A name
is listed if all of them have it. Names are asked for, not only listed: beside Keras 3 much of
``tf.compat.v1.layers`` is in ``dir()`` and raises. The results are `public_names.txt` and `moved_names.txt` in
`tfcompat/_symbols`, which the command line reads instead of TensorFlow. What moved is what TensorFlow's own table of
renames says, as far as the new name is there.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import types
import warnings
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parents[1] / "tfcompat" / "_symbols"
_DUMP = "--dump"
_V1, _PRIVATE = "compat.v1", "python"
# Of the private packages that old code reaches into, the names are listed too; of the others, only the modules.
_LISTED = ("client", "framework", "layers", "ops", "platform", "training", "util")
_TOP = ("python.debug", "python.pywrap_tensorflow")
"""Modules that stand right below the private package, and whose own names are listed."""
_UNLISTED = ("gen_", "test_", "pywrap_", "_pywrap_", "standard_ops", "nn", "googletest")
"""How modules of these begin that hold the operations over again, or what only TensorFlow's own tests use."""
_DEEP = 6
_ANYTHING = "*"
_HEAD = """\
# Public names of TensorFlow {releases}, those that all of them have.
# Written by benchmarks/public_names.py. `module: names`, `module = the same names as another module`,
# `module` alone where only the module is known, `*` where nothing below is. The paths are below `tensorflow`; the root
# is `.`.
"""
_MOVED_HEAD = """\
# Names of TensorFlow 1 under which TensorFlow {releases} has nothing, and the name of the same function there.
# Written by benchmarks/public_names.py from TensorFlow's own table, tensorflow/tools/compatibility/renames_v2.py.
"""


def dump() -> dict[str, Any]:
    """The release that runs here, and its modules with their names; None for the names of a module not looked into."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    warnings.simplefilter("ignore")
    import keras
    import tensorflow as tf

    found: dict[str, list[str] | None] = {}
    _public(tf, "", found, ())
    _public(tf.compat.v1, _V1, found, ())
    found["compat"] = [name for name in dir(tf.compat) if not name.startswith("_")]
    _private(Path(tf.__file__).parent, found)
    tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.ERROR)
    return {"release": f"{tf.__version__} (Keras {keras.__version__})", "modules": found, "moved": _moved(found)}


def _public(module: Any, path: str, found: dict[str, list[str] | None], above: tuple[int, ...]) -> None:
    """Add a module and those below it."""
    names = []
    for name in _listed(module):
        if name.startswith("_") or (path in ("", _V1) and name == "compat"):
            continue
        try:
            value = getattr(module, name)
        except Exception:  # noqa: BLE001 - what raises, by whatever error, is not there
            continue
        is_module = isinstance(value, types.ModuleType)
        if is_module and path and not _is_of_api(value) and not value.__name__.startswith("tensorflow"):
            continue  # what a module imports for itself
        if is_module and _is_of_api(value) and id(value) not in above and len(above) < _DEEP:
            before = len(found)
            _public(value, f"{path}.{name}".lstrip("."), found, (*above, id(module)))
            if len(found) == before:
                continue  # a module none of whose names can be asked for
        names.append(name)
    if names:
        found[path] = names


def _moved(found: dict[str, list[str] | None]) -> dict[str, str]:
    """Names of TensorFlow 1 that the same function has another name for in TensorFlow 2."""
    import tensorflow as tf
    from tensorflow.tools.compatibility.renames_v2 import renames

    pairs = [(old.removeprefix("tf."), new.removeprefix("tf.")) for old, new in sorted(renames.items())]
    gone = [(old, new) for old, new in pairs if _is_in(new, found) and not _is_in(old, found) and _V1 not in new]
    return {old: new for old, new in gone if _at(tf.compat.v1, old) is _at(tf, new)}


def _at(root: Any, path: str) -> Any:
    """What stands at a path; something new, if nothing does."""
    try:
        return functools.reduce(getattr, path.split("."), root)
    except Exception:  # noqa: BLE001 - what raises, by whatever error, is not there
        return object()


def _is_in(path: str, found: dict[str, list[str] | None]) -> bool:
    module, _, name = path.rpartition(".")
    return name in (found.get(module) or ())


def _listed(module: Any) -> list[str]:
    try:
        return sorted(set(dir(module)))
    except Exception:  # noqa: BLE001 - a shell that refuses even this
        return []


def _is_of_api(module: types.ModuleType) -> bool:
    try:
        name = module.__name__
    except Exception:  # noqa: BLE001 - a lazy shell, which has no name left either
        return True
    return "_api." in name or name.startswith("keras.") or "flags" in name


def _private(folder: Path, found: dict[str, list[str] | None]) -> None:
    """Add the modules that are files of TensorFlow."""
    for package in (_PRIVATE, "core"):
        found[package] = None
        prefix = f"tensorflow.{package}."
        for info in pkgutil.walk_packages([str(folder / package)], prefix, onerror=lambda _: None):
            path = info.name.removeprefix("tensorflow.")
            if path.endswith("_test") or "_api" in path:
                continue
            found[path] = _own_names(info.name) if _is_listed(path) else None
    for package in (*folder.glob("[a-z]*/"), *folder.glob("[a-z]*/[a-z]*/")):
        *above, name = package.relative_to(folder).parts
        known = found.get(above[0]) if above else []
        if name.isidentifier() and above not in ([_PRIVATE], ["core"]) and known not in (None, [_ANYTHING]):
            found.setdefault(".".join((*above, name)), [_ANYTHING])


def _is_listed(path: str) -> bool:
    _, *parts = path.split(".")
    if path in _TOP:
        return True
    if not path.startswith(_PRIVATE) or len(parts) != len(("folder", "module")) or parts[0] not in _LISTED:
        return False
    return parts[1] in ("nn_ops", "nn_impl") or not parts[1].startswith(_UNLISTED)


def _own_names(module: str) -> list[str] | None:
    try:
        loaded = importlib.import_module(module)
    except Exception:  # noqa: BLE001 - one that cannot be imported is as good as not looked into
        return None
    return sorted(
        name
        for name, value in vars(loaded).items()
        if not name.startswith("__")
        and (not isinstance(value, types.ModuleType) or value.__name__.startswith("tensorflow"))
    )


def common(dumps: list[dict[str, Any]]) -> dict[str, list[str] | None]:
    """What all have."""
    first, *others = (one["modules"] for one in dumps)
    paths = [path for path in first if all(path in other for other in others)]
    return {path: _in_all([first[path], *(other[path] for other in others)]) for path in sorted(paths)}


def _in_all(lists: list[list[str] | None]) -> list[str] | None:
    known = [set(names) for names in lists if names is not None]
    return sorted(set.intersection(*known)) if len(known) == len(lists) else None


def text(modules: dict[str, list[str] | None], releases: str) -> str:
    """The file."""
    lines = [_HEAD.format(releases=releases)]
    for path, names in modules.items():
        twin = path.removeprefix(f"{_V1}.")
        if names is None:
            lines.append(f"{path}\n")
        elif path != twin and modules.get(twin) == names:
            lines.append(f"{path} = {twin}\n")
        else:
            lines.append(f"{path or '.'}: {' '.join(names)}\n")
    return "".join(lines)


def _dumped(source: str) -> dict[str, Any]:
    """What an interpreter has, or had when it was asked."""
    if source.endswith(".json"):
        printed = Path(source).read_text(encoding="utf-8")
    else:
        printed = subprocess.run([source, __file__, _DUMP], check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found


def main(pythons: list[str]) -> int:
    """Ask each interpreter, and write the list."""
    if pythons == [_DUMP]:
        print(json.dumps(dump()))
        return 0
    if not pythons:
        sys.exit("name at least one interpreter that has TensorFlow and Keras 3")
    dumps = []
    for python in pythons:
        dumps.append(_dumped(python))
        print(f"{dumps[-1]['release']}: {len(dumps[-1]['modules'])} modules")
    releases = ", ".join(dict.fromkeys(one["release"] for one in dumps))
    (_FOLDER / "public_names.txt").write_text(text(common(dumps), releases), encoding="utf-8")
    moved = set.intersection(*(set(one["moved"].items()) for one in dumps))
    lines = "".join(f"{old} = {new}\n" for old, new in sorted(moved))
    (_FOLDER / "moved_names.txt").write_text(_MOVED_HEAD.format(releases=releases) + lines, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
