"""Every JSON report that a test here makes is held to the schema."""

from __future__ import annotations

import pytest
from support.report_schema import hold_to_schema


@pytest.fixture(autouse=True)
def reports_keep_to_their_schema(monkeypatch):
    hold_to_schema(monkeypatch)


@pytest.fixture(autouse=True)
def no_wishes_of_the_person_who_runs_the_tests(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TFCOMPAT_DOCS_URL"):
        monkeypatch.delenv(name, raising=False)
