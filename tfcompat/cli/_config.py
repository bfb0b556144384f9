"""The settings of a project: the table ``[tool.tfcompat]`` of the nearest ``pyproject.toml`` that has one."""

from __future__ import annotations

import difflib
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from tfcompat import files
from tfcompat._codes import Code
from tfcompat.cli._rule_codes import codes
from tfcompat.migrate import Era, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["ConfigError", "Settings", "settings_for"]


class ConfigError(click.ClickException):
    """Settings that cannot be used: exit code 2."""

    exit_code = 2


@dataclass(kw_only=True)
class Settings:
    """The settings, by their names in the file with ``_`` for ``-``; None if not set."""

    folder: Path | None = None
    """The folder of the file: paths in it are relative to this folder."""
    target: Target | None = None
    era: Era | None = None
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    baseline: str = ""
    unsafe: bool = False
    keep_runs: int = files.KEPT
    exit_zero_on_unreadable: bool = False
    era_per_path: dict[str, Era] = field(default_factory=dict)
    per_file_ignores: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def baseline_file(self) -> Path:
        """The file of the baseline, in the folder of the settings: a project names no file outside itself.

        Raises:
            ConfigError: It is a link that leads out of the folder, or is below a hidden folder such as ``.git``.
        """
        folder = Path(os.path.realpath(self.folder or Path()))
        file = folder / self.baseline
        real = Path(os.path.realpath(file))
        if not real.is_relative_to(folder):
            raise ConfigError(f"baseline {file} is a link that leads out of {folder}; replace it with a file")
        hidden = [part for part in real.relative_to(folder).parent.parts if part.startswith(".")]
        if hidden:
            raise ConfigError(
                f"baseline {self.baseline!r} in the settings of {folder} is below the hidden folder {hidden[0]!r}, "
                "which belongs to another program; name a file outside of hidden folders, or use --baseline"
            )
        return file


def settings_for(names: Sequence[str]) -> Settings:
    """Return the settings for a run over some paths: searched in their common folder and its parents.

    Raises:
        ConfigError: The file cannot be read, or a key or value in it is invalid.
    """
    for path in _near(names):
        table = _table(path)
        if table is not None:
            return _settings(path, table)
    return Settings()


def _near(names: Sequence[str]) -> list[Path]:
    """Return the files that can have settings for some paths, the nearest first."""
    places = [os.path.realpath(name) for name in names if name != "-"] or [os.path.realpath(".")]
    shared = Path(os.path.commonpath(places))
    is_folder = os.path.isdir(shared)  # noqa: PTH112 - Path.is_dir raises an error below a closed folder
    try:
        return files.nearest(shared if is_folder else shared.parent, "pyproject.toml")
    except files.FileError as error:  # settings that may not be read are not ignored
        raise ConfigError(f"{error}; open the folders above it, or run for paths elsewhere") from None


def _table(path: Path) -> dict[str, Any] | None:
    """Return our table of one file; None if it has none."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        read = tomllib.loads(files.read(path).raw.decode("utf-8"))
    except files.FileError as error:
        raise ConfigError(str(error)) from None
    except ValueError as error:
        raise ConfigError(f"{path}: is not valid TOML ({error})") from None
    except RecursionError:
        raise ConfigError(f"{path}: is nested too deeply to be read; flatten its arrays and tables") from None
    tools = read.get("tool", {})
    table = tools.get("tfcompat") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.tfcompat must be a table, [tool.tfcompat]")
    return table


def _settings(path: Path, table: dict[str, Any]) -> Settings:
    settings = Settings(folder=path.parent)
    for key, value in table.items():
        read = _KEYS.get(key)
        if read is None:
            near = difflib.get_close_matches(key, _KEYS, 1)
            hint = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(_KEYS)}"
            raise ConfigError(f"{path}: [tool.tfcompat] has no setting {key!r}; {hint}")
        try:
            setattr(settings, key.replace("-", "_"), read(value))
        except (TypeError, ValueError) as error:
            raise ConfigError(f"{path}: {key} in [tool.tfcompat]: {error}") from None
    return settings


def _one_of(*choices: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in choices:
            raise ValueError(f"{value!r} is not one of {', '.join(choices)}")
        return str(value)

    return read


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{value!r} is not a list of strings")
    return tuple(value)


def _patterns(value: object) -> tuple[str, ...]:
    files.Patterns(Path(), patterns := _strings(value))
    return patterns


def _codes(value: object) -> tuple[str, ...]:
    return codes(_strings(value))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is not true or false")
    return value


def _at_least_one(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(f"{value!r} is not a whole number of at least 1")
    return value


def _eras(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError('must be a table of patterns and eras, such as "old/**" = "tf0.12"')
    _patterns(list(value))
    return {pattern: _one_of(*get_args(Era))(era) for pattern, era in value.items()}


def _ignores(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise TypeError(f'must be a table of patterns and codes, such as "tests/**" = ["{Code.LOG_OF_PROBABILITIES}"]')
    _patterns(list(value))
    return {pattern: _codes(listed) for pattern, listed in value.items()}


def _file_name(value: object) -> str:
    if not isinstance(value, str) or not value or "\0" in value:
        raise TypeError(f"{value!r} is not the name of a file")
    if Path(value).is_absolute() or ".." in Path(value).parts:
        raise ValueError(f"{value!r} leads out of the folder of this file; name a file in it, or use --baseline")
    return value


_KEYS: dict[str, Callable[[object], object]] = {
    "target": _one_of(*get_args(Target)),
    "era": _one_of(*get_args(Era)),
    "exclude": _patterns,
    "select": _codes,
    "extend-select": _codes,
    "ignore": _codes,
    "baseline": _file_name,
    "unsafe": _flag,
    "keep-runs": _at_least_one,
    "exit-zero-on-unreadable": _flag,
    "era-per-path": _eras,
    "per-file-ignores": _ignores,
}
