"""The shipped script in the reader's folder, migrated by the real migrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.demo import original
from tfcompat.demo.errors import DemoError
from tfcompat.migrate import migrate_source

if TYPE_CHECKING:
    from pathlib import Path

    from tfcompat.migrate import Migration

NAME = "train_digits.py"


def migrate(folder: Path) -> Migration:
    """Write a copy of the script, and what the migrator makes of it in its place.

    Raises:
        DemoError: The migrator left something for a person to do.
    """
    copy = folder / NAME
    copy.write_text(original.text(), encoding="utf-8", newline="\n")
    migration = migrate_source(copy.read_bytes(), NAME)
    if migration.open:
        count, first = len(migration.open), migration.open[0]
        raise DemoError(
            f"The migrator left {count} findings in {NAME} to a person, first line {first.line}: {first.message}."
        )
    copy.write_bytes(migration.after)
    return migration
