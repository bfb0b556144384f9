"""The ``.pyi`` files of ``tfcompat.legacy``, written from the table: type checkers see names as deprecated (PEP 702).

``python -m tfcompat.legacy._stubs`` writes them again.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfcompat._symbols import RELEASE, SYMBOLS, Symbol
from tfcompat._symbols.signatures import parameters_of
from tfcompat.legacy import __all__ as public
from tfcompat.legacy._build import deprecation, is_removed
from tfcompat.legacy._implementations import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["stubs", "write"]

_ROOT = "tfcompat.legacy"
_FOLDER = Path(__file__).parent
_WIDTH = 120
_HEAD = "# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.\n"
_IMPORTS = "from typing import Any\n\nfrom typing_extensions import deprecated\n"


def stubs() -> dict[Path, str]:
    """Each file, relative to this package, and its text."""
    modules: dict[str, dict[str, Symbol]] = {}
    for row in SYMBOLS.values():
        for path in row.shims if row.shim else [row.path]:
            module, _, name = path.rpartition(".")
            modules.setdefault(module, {})
            if row.shim and not is_removed(row):
                modules[module][name] = row
            while "." in module:  # a module without names has a file as well, so that its own names are known: none
                module = module.rpartition(".")[0]
                modules.setdefault(module, {})
    modules = {module: names for module, names in modules.items() if _is_ours(module)}
    files = {_file(module, modules): _module(module, modules) for module in sorted(modules)}
    return {Path("__init__.pyi"): _package(), **files}


def write() -> None:
    """Bring the files of this package up to date; a file that no row needs is deleted."""
    wanted = stubs()
    for file in _FOLDER.rglob("*.pyi"):
        if file.relative_to(_FOLDER) not in wanted:
            file.unlink()
    for name, text in wanted.items():
        (_FOLDER / name).write_text(text, encoding="utf-8")


def _is_ours(module: str) -> bool:
    """Return whether a module of TensorFlow 1, or of another package that had an old name, is one of this package."""
    place = _FOLDER.joinpath(*module.split("."))
    return place.is_dir() or place.with_suffix(".py").exists()


def _file(module: str, modules: dict[str, Any]) -> Path:
    folder = Path(*module.split("."))
    return folder / "__init__.pyi" if _inside(module, modules) else folder.with_suffix(".pyi")


def _inside(module: str, modules: dict[str, Any]) -> list[str]:
    """The names of the modules right below one."""
    return sorted(other.rpartition(".")[2] for other in modules if other.rpartition(".")[0] == module)


def _package() -> str:
    homes = {name: f"{_ROOT}._install" if name.endswith("install") else _ROOT for name in sorted(public)}
    return f"{_HEAD}{_imported(homes)}\n{_all(public)}"


def _module(module: str, modules: dict[str, dict[str, Symbol]]) -> str:
    """Its own names are defined, and those of other modules imported from there."""
    rows, inside = modules[module], _inside(module, modules)
    own = {name: row for name, row in rows.items() if row.path == f"{module}.{name}"}
    same = {name: row.path.rpartition(".")[2] for name, row in rows.items() if row.path.rpartition(".")[0] == module}
    homes = {name: f"{_ROOT}.{row.path.rpartition('.')[0]}" for name, row in rows.items() if name not in same}
    homes |= dict.fromkeys(inside, f"{_ROOT}.{module}")
    known = (_IMPORTS if own else "") + ("\n" if own and homes else "") + _imported(homes)
    definitions = "".join(f"\n{_definition(name, row)}" for name, row in sorted(own.items()))
    others = "".join(f"\n{name} = {first}\n" for name, first in sorted(same.items()) if name not in own)
    return f"{_HEAD}{known}\n{_all([*rows, *inside])}{definitions}{others}"


def _imported(homes: dict[str, str]) -> str:
    ordered = sorted(homes.items(), key=lambda item: (item[1], not item[0][0].isupper(), item[0].lower()))
    return "".join(f"from {home} import {name} as {name}\n" for name, home in ordered)


def _all(names: Any) -> str:
    one_line = f"__all__ = {json.dumps(sorted(names))}\n"
    lines = "".join(f"    {json.dumps(name)},\n" for name in sorted(names))
    return one_line if len(one_line) <= _WIDTH else f"__all__ = [\n{lines}]\n"


def _definition(name: str, row: Symbol) -> str:
    """A function, a class whose constructor has the row's signature, or a class of constants; each deprecated."""
    message = json.dumps(deprecation(row), ensure_ascii=False)
    decorator = f"@deprecated({message})\n"
    if len(decorator) > _WIDTH + 1:
        decorator = f"@deprecated(\n    {message}\n)\n"
    if row.kind == "constants":
        constants = (key for key, value in vars(numbers(row)).items() if key.isupper() and isinstance(value, str))
        return f"{decorator}class {name}:\n" + "".join(f"    {key}: str\n" for key in constants)
    parameters = list(_parameters(row.era(RELEASE).signature))
    if not isinstance(numbers(row), type):
        return f"{decorator}{_def(name, parameters, 'Any', '')}"
    return (
        f"{decorator}class {name}:\n{_def('__init__', ['self', *parameters], 'None', '    ')}"
        "    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...\n"
        "    def __getattr__(self, name: str) -> Any: ...\n"
    )


def _def(name: str, parameters: list[str], result: str, indent: str) -> str:
    if not parameters:
        return f"{indent}def {name}() -> {result}: ...\n"
    lines = "".join(f"{indent}    {parameter},\n" for parameter in parameters)
    return f"{indent}def {name}(\n{lines}{indent}) -> {result}: ...\n"


def _parameters(signature: str) -> Iterator[str]:
    """The parameters as a stub has them: literals stay, and of any other default it says that there is one."""
    defaults, star, rest = parameters_of(signature)
    for name, default in defaults.items():
        yield f"{name}: Any" if default is None else f"{name}: Any = {_literal(default)}"
    if star:
        yield f"*{star}: Any"
    if rest:
        yield f"**{rest}: Any"


def _literal(default: str) -> str:
    """A default as a formatter would write it, or dots if it is not a literal."""
    try:
        value = ast.literal_eval(default)
    except ValueError:
        return "..."
    if isinstance(value, str):
        return json.dumps(value)
    return default if isinstance(ast.parse(default, mode="eval").body, (ast.Constant, ast.UnaryOp)) else "..."


if __name__ == "__main__":
    write()
