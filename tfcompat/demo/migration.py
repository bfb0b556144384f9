"""The shipped script, copied to the user's folder and migrated by the real migrator."""

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
    """Write a copy of the script, then replace it by the migrated script.

    Raises:
        DemoError: A finding needs a manual change.
    """
    copy = folder / NAME
    copy.write_text(original.text(), encoding="utf-8", newline="\n")
    migration = migrate_source(copy.read_bytes(), NAME)
    if migration.open:
        count, first = len(migration.open), migration.open[0]
        raise DemoError(
            f"{count} findings in {NAME} need a manual change; the first is in line {first.line}: {first.message}."
        )
    copy.write_bytes(migration.after)
    return migration
