"""A run, as the formats see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tfcompat.migrate._engine import Migration
    from tfcompat.migrate._file import Options
    from tfcompat.migrate._finding import Finding

__all__ = ["Problem", "Report", "Result"]

Status = Literal["unchanged", "pending", "written", "not analysed", "not written"]


@dataclass(frozen=True, slots=True)
class Result:
    """One file of the run."""

    migration: Migration
    status: Status

    @property
    def done(self) -> bool:
        """Whether the fixes that were chosen are in the file now."""
        return self.status == "written"


@dataclass(frozen=True, slots=True)
class Problem:
    """A path that could not be handled, and why."""

    path: str
    why: str
    internal: bool = False
    """Whether it is a fault of ours."""


@dataclass(slots=True)
class Report:
    """All that a run found and did."""

    options: Options
    write: bool
    results: list[Result] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_filter: bool = False
    """Whether the one file was standard input: there is no file to write, so the result is part of the output."""
    excluded: int = 0
    """How many files were left out because a pattern excludes them."""
    lacking: list[tuple[str, str]] = field(default_factory=list)
    """Files that say what the project needs, and what they do not say yet."""
    diff_applies_in: str = ""
    """The folder that the names of the diff are relative to, where it is not the current one."""

    @property
    def findings(self) -> list[tuple[Result, Finding]]:
        """Every finding, with the file it is in."""
        return [(result, finding) for result in self.results for finding in result.migration.findings]

    @property
    def planned(self) -> list[Finding]:
        """The findings whose fix is in the diff, or was written."""
        return [finding for _, finding in self.findings if finding.applied]

    @property
    def left(self) -> list[Finding]:
        """The findings that the diff does not fix."""
        return [finding for _, finding in self.findings if finding.open and not finding.unread]

    @property
    def notes(self) -> list[Finding]:
        """The findings that ask for nothing, and are worth a look."""
        return [finding for _, finding in self.findings if finding.applicability == "none"]

    @property
    def failures(self) -> list[tuple[str, str]]:
        """Path and reason of everything that was not handled."""
        unread = [finding for _, finding in self.findings if finding.unread]
        return [
            *((problem.path, problem.why) for problem in self.problems),
            *((finding.path, f"{finding.place}: {finding.code} {finding.message}") for finding in unread),
        ]

    @property
    def differences(self) -> list[str]:
        """The intended differences that can apply to what is fixed, each once."""
        return sorted({name for finding in self.planned for name in finding.differences})

    def having(self, *statuses: Status) -> list[Result]:
        """The files with one of these statuses."""
        return [result for result in self.results if result.status in statuses]

    @property
    def exit_code(self) -> int:
        """0 clean, 1 something is left to do, 3 some input could not be analysed, 4 a fault of ours."""
        if any(problem.internal for problem in self.problems):
            return 4
        if self.failures:
            return 3
        return 1 if self.left or self.having("pending") else 0
