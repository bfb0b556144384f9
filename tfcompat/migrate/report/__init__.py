"""What a run came to, and the formats it is told in, one file each."""

from __future__ import annotations

from tfcompat.migrate.report._model import Measurement, Problem, Report, Result
from tfcompat.migrate.report.diff import unified

__all__ = ["Measurement", "Problem", "Report", "Result", "unified"]
