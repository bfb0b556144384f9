"""Every JSON report that a test here makes is held to the schema."""

from __future__ import annotations

import pytest
from support.report_schema import hold_to_schema


@pytest.fixture(autouse=True)
def reports_keep_to_their_schema(monkeypatch):
    hold_to_schema(monkeypatch)
