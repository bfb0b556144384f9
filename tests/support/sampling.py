"""A part of the tests that runs every test: of a test with many cases, every Nth."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest


def sample(items: Sequence[pytest.Item], every: int) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """Keep each test, and of its cases the first and every Nth after it; return those kept and those left out."""
    seen: dict[str, int] = defaultdict(int)
    parts: tuple[list[pytest.Item], list[pytest.Item]] = ([], [])
    for item in items:
        test = item.nodeid.partition("[")[0]
        parts[seen[test] % every != 0].append(item)
        seen[test] += 1
    return parts
