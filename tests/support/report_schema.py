"""Holds every JSON report that a test makes to the schema that the package ships."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jsonschema import Draft202012Validator

from tfcompat.migrate.report import json as report_json

if TYPE_CHECKING:
    import pytest


@cache
def validator() -> Draft202012Validator:
    schema = json.loads(files("tfcompat.migrate.report").joinpath("report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def hold_to_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a report that breaks the schema fail the test that made it."""
    render = report_json.render

    def held(report) -> str:
        text = render(report)
        assert text.isascii()
        validator().validate(json.loads(text))
        return text

    monkeypatch.setattr(report_json, "render", held)
