"""Which files of a run are parts of one program."""

from __future__ import annotations

from tfcompat.migrate.programs.imports import Imported, imported
from tfcompat.migrate.programs.joined import Joined

__all__ = ["Imported", "Joined", "imported"]
