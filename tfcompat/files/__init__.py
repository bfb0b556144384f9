"""Finding, reading and replacing files, and the journal.

Nothing else in the migrator touches the disk. A file is replaced as a whole: a temporary file next to it, with its mode
and owner, is moved over it in one step.
"""

from __future__ import annotations

from tfcompat.files._error import FileError
from tfcompat.files._exclude import Patterns
from tfcompat.files._find import Dangling, Excluded, find
from tfcompat.files._git import Checkout, uncommitted
from tfcompat.files._journal import KEPT, Journal, holds_runs, home_of, journal_around
from tfcompat.files._modules import module_near, whole
from tfcompat.files._read import Snapshot, nearest, read, there
from tfcompat.files._replace import create, refuse_to_lose, replace
from tfcompat.files._requirements import Requirement, lacking
from tfcompat.files._run import Change, Run
from tfcompat.files._shadows import shadows

__all__ = [
    "KEPT",
    "Change",
    "Checkout",
    "Dangling",
    "Excluded",
    "FileError",
    "Journal",
    "Patterns",
    "Requirement",
    "Run",
    "Snapshot",
    "create",
    "find",
    "holds_runs",
    "home_of",
    "journal_around",
    "lacking",
    "module_near",
    "nearest",
    "read",
    "refuse_to_lose",
    "replace",
    "shadows",
    "there",
    "uncommitted",
    "whole",
]
