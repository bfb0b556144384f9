"""The result of a run, and the report formats, one file each."""

from __future__ import annotations

from tfcompat.migrate.report._model import Measurement, Problem, Report, Result
from tfcompat.migrate.report.diff import unified

__all__ = ["Measurement", "Problem", "Report", "Result", "unified"]
