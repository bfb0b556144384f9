"""The migrator without the rules about whole programs: most tests are about one call, and say what becomes of that."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tfcompat import migrate
from tfcompat.migrate import Migration, Options

__all__ = ["PROGRAMS", "alone", "migrate_file", "migrate_source"]

PROGRAMS = tuple(code for code, rule in migrate.all_rules().items() if rule.OF_PROGRAMS or rule.AFTERWARDS)


def alone(options: Options | None = None) -> Options:
    """The options, without those rules."""
    options = options or Options()
    return replace(options, ignore=(*options.ignore, *PROGRAMS))


def migrate_source(*arguments: Any, options: Options | None = None, **others: Any) -> Migration:
    """As the function of this name."""
    return migrate.migrate_source(*arguments, options=alone(options), **others)


def migrate_file(*arguments: Any, options: Options | None = None, **others: Any) -> Migration:
    """As the function of this name."""
    return migrate.migrate_file(*arguments, options=alone(options), **others)
