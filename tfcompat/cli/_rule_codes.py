"""Codes on the command line: TFC101, or TFC1 for all with this prefix, with or without commas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tfcompat.migrate import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["codes", "given_codes"]


def codes(given: Iterable[str]) -> tuple[str, ...]:
    """Return codes, or prefixes of codes, from a list with or without commas.

    Raises:
        ValueError: No code has this prefix.
    """
    found = [code.strip().upper() for word in given for code in word.split(",") if code.strip()]
    for code in found:
        if not any(known.startswith(code) for known in all_rules()):
            raise ValueError(f"no code starts with {code!r}; `tfcompat rules` lists them")
    return tuple(found)


def given_codes(option: str, given: Iterable[str]) -> tuple[str, ...]:
    """Return the codes from an option of the command line."""
    try:
        return codes(given)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from None
