"""One test of many cases, which runs them all and lists those that fail.

For what takes less time than a test of its own costs: facts about each row of a table, texts, tables beside tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SHOWN = 10
"""Cases of which the whole error is shown; of the others, the first line."""


def each(names: str, cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Make of a test of one case a test of all, with names and cases as ``pytest.mark.parametrize`` takes them."""
    arguments = [name.strip() for name in names.split(",")]
    given = [dict(zip(arguments, case if len(arguments) > 1 else (case,), strict=True)) for case in cases]
    assert given, f"no case of {names}"

    def decorate(of_one: Callable[..., None]) -> Callable[[], None]:
        def of_all() -> None:
            failed = [(case, error) for case in given if (error := _error(of_one, case)) is not None]
            if failed:
                texts = [f"{_label(case)}: {_text(error, i < SHOWN)}" for i, (case, error) in enumerate(failed)]
                raise AssertionError("\n".join([f"{len(failed)} of {len(given)} fail", *texts])) from failed[0][1]

        of_all.__name__, of_all.__doc__, of_all.__module__ = of_one.__name__, of_one.__doc__, of_one.__module__
        of_all.of_one, of_all.cases = of_one, given  # type: ignore[attr-defined] # for tests that look at one case
        return of_all

    return decorate


def _error(of_one: Callable[..., None], case: dict[str, Any]) -> BaseException | None:
    try:
        of_one(**case)
    except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - a test fails by whatever it raises
        return error
    return None


def _label(case: dict[str, Any]) -> str:
    return ", ".join(str(getattr(value, "path", getattr(value, "CODE", value)))[:100] for value in case.values())


def _text(error: BaseException, whole: bool) -> str:
    text = f"{type(error).__name__}: {error}"
    return text if whole else text.partition("\n")[0]
