"""The options of a run: the command line, over the settings of the project."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tfcompat.cli._limit import SECONDS, TooLongError, limited
from tfcompat.files import KEPT, Patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfcompat.cli._config import Settings
    from tfcompat.migrate import Era, Options

__all__ = ["Asked", "asked"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Options of a run, in addition to those of the migrator."""

    options: Options
    check: bool = False
    """Whether only mistakes are looked for, and no change is made or shown."""
    write: bool = False
    verify: bool = False
    """Whether each rewritten call is run, old and new, on made-up tensors."""
    allow_dirty: bool = False
    unreadable_is_zero: bool = False
    """Whether the exit code ignores files that are not Python."""
    keep_runs: int = KEPT
    """How many runs the journal for `undo` keeps."""
    jobs: int = 1
    time_limit: float = SECONDS
    """How many seconds of processor time one file may take; 0 for no limit."""
    progress: bool = True
    excludes: tuple[Patterns, ...] = ()
    eras: tuple[tuple[Patterns, Era], ...] = ()
    """By path; the last match counts."""
    ignores: tuple[tuple[Patterns, tuple[str, ...]], ...] = ()
    """Codes that are not reported, by path; all matches count."""

    def excluded(self, path: Path) -> bool:
        """Return whether a file is excluded.

        Raises:
            click.UsageError: A pattern with many stars takes too long to match.
        """
        try:
            with limited(self.time_limit):
                return any(patterns.match(path) for patterns in self.excludes)
        except TooLongError as error:
            raise click.UsageError(
                f"the patterns of --exclude, or of exclude in the settings, took more than {error.seconds:g} s for "
                f"{str(path)!r}; write them with fewer stars"
            ) from None

    def options_for(self, path: Path) -> Options:
        """Return the options for one file."""
        matching = [era for patterns, era in self.eras if patterns.match(path)]
        ignored = [code for patterns, codes in self.ignores if patterns.match(path) for code in codes]
        options = replace(self.options, era=matching[-1]) if matching else self.options
        return replace(options, ignore=(*options.ignore, *ignored)) if ignored else options


def asked(
    settings: Settings,
    options: Options,
    *,
    era: Era | None,
    exclude: Sequence[str],
    unreadable_is_zero: bool | None,
) -> Asked:
    """Merge the command line over the settings: its `era` also overrides those by path."""
    try:
        patterns = Patterns(Path(), exclude)
    except ValueError as error:
        raise click.BadParameter(f"{error}; write it as in a .gitignore", param_hint="--exclude") from None
    of_project = [Patterns(settings.folder, settings.exclude)] if settings.folder else []
    eras = [] if era or not settings.folder else settings.era_per_path.items()
    return Asked(
        options=replace(options, era=era or settings.era or "auto"),
        unreadable_is_zero=settings.exit_zero_on_unreadable if unreadable_is_zero is None else unreadable_is_zero,
        keep_runs=settings.keep_runs,
        excludes=(patterns, *of_project),
        eras=tuple((Patterns(settings.folder or Path(), [pattern]), value) for pattern, value in eras),
        ignores=tuple(
            (Patterns(settings.folder or Path(), [pattern]), codes)
            for pattern, codes in settings.per_file_ignores.items()
        ),
    )
