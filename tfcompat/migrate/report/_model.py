"""The result of a run, for the report formats."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from tfcompat._symbols import REWRITTEN
from tfcompat.migrate.report._artifact import Artifact

if TYPE_CHECKING:
    from tfcompat.migrate.finding import Finding, Shape
    from tfcompat.migrate.migration import Migration
    from tfcompat.migrate.options import Options

__all__ = ["Measurement", "Problem", "Report", "Result"]

Status = Literal["unchanged", "pending", "written", "not analysed", "not written"]


_MEANT = "the fix changes the numbers on purpose"
_VARIABLES = "the call creates variables; tests compare those of the shim with TensorFlow 1.15"
_UNSEEN = "its arguments are only known when the program runs"


@dataclass(frozen=True)
class Result:
    """One file of the run."""

    migration: Migration
    status: Status

    @cached_property
    def artifact(self) -> Artifact:
        """The text that its findings are about."""
        return Artifact(self.migration)

    @property
    def done(self) -> bool:
        """Whether the selected fixes are in the file now."""
        return self.status == "written"


@dataclass(frozen=True, slots=True)
class Measurement:
    """The result of running the old and the new call of a shape."""

    value_ulp: float = 0.0
    """The largest difference of the values, in units in the last place."""
    gradient_ulp: float = 0.0
    """The same for the gradients to every tensor argument."""
    note: str = ""
    """Why nothing was measured."""
    mismatch: str = ""
    """How they differ, beyond rounding."""

    @property
    def verified(self) -> bool:
        """Whether both ran and agree."""
        return not (self.note or self.mismatch)

    def __str__(self) -> str:
        """The result for a line of a report."""
        if self.mismatch:
            return f"differs: {self.mismatch}"
        if self.note:
            return f"not measured: {self.note}"
        return f"verified: {self.value_ulp:.3g} ulp value, {self.gradient_ulp:.3g} ulp gradient"


@dataclass(frozen=True, slots=True)
class Problem:
    """A path that could not be processed, and why."""

    path: str
    why: str
    internal: bool = False
    """Whether it is an internal error."""


@dataclass(slots=True)
class Report:
    """Everything that a run found and did."""

    options: Options
    write: bool
    command: Literal["migrate", "check"] = "migrate"
    """Whether changes were planned, not only mistakes looked for."""
    results: list[Result] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_filter: bool = False
    """Whether the only file was standard input: there is no file to write, so the result is part of the output."""
    unreadable_is_zero: bool = False
    """Whether the exit code ignores files that are not Python."""
    dangling: list[str] = field(default_factory=list)
    """Broken links, which were skipped."""
    excluded: int = 0
    """How many files a pattern excluded."""
    known: int = 0
    """How many findings a baseline suppressed."""
    stale: int = 0
    """How many findings of the baseline no longer exist."""
    lacking: list[tuple[str, str]] = field(default_factory=list)
    """Files with the project's requirements, and what is missing in them."""
    evidence: dict[Shape, Measurement] | None = None
    """The measurements for the rewritten calls; None if they were not requested."""
    kept: list[tuple[str, str]] = field(default_factory=list)
    """The folder with the old content of the written files, and the command that restores it."""
    diff_applies_in: str = ""
    """The folder that the names in the diff are relative to, if it is not the current one."""

    @property
    def findings(self) -> list[tuple[Result, Finding]]:
        """Every finding, with its file."""
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
    def reported(self) -> list[Finding]:
        """The findings that require something and whose fix was not written, as `check` counts them."""
        done = [finding for result in self.results if result.done for finding in result.migration.findings]
        fixed = {id(finding) for finding in done if finding.applied}
        return [
            finding
            for _, finding in self.findings
            if finding.applicability != "none" and not finding.unread and id(finding) not in fixed
        ]

    @property
    def notes(self) -> list[Finding]:
        """The findings that require nothing, but are worth reading."""
        return [finding for _, finding in self.findings if finding.applicability == "none"]

    @property
    def failures(self) -> list[tuple[str, str]]:
        """Path and reason of everything that was not processed."""
        return [
            *((problem.path, problem.why) for problem in self.problems),
            *((finding.path, f"{finding.place}: {finding.code} {finding.message}") for finding in self.unread),
        ]

    @property
    def unread(self) -> list[Finding]:
        """The findings about a file or a cell that is not Python."""
        return [finding for _, finding in self.findings if finding.unread]

    @property
    def differences(self) -> list[str]:
        """The intended differences that can apply to the fixes, each once."""
        return sorted({name for finding in self.planned for name in finding.differences})

    def evidence_of(self, finding: Finding) -> Measurement | None:
        """Return the measurement for a fix; None if it was not requested, or nothing is fixed."""
        if self.evidence is None or not (finding.shape or finding.fixable):
            return None
        if finding.shape is not None:
            return self.evidence.get(finding.shape)
        if not finding.symbol:
            return Measurement(note=_MEANT)
        row = REWRITTEN.get(finding.symbol)
        return Measurement(note=_VARIABLES if row and "variables" in row.side_effects else _UNSEEN)

    @staticmethod
    def level(result: Result, finding: Finding) -> Literal["error", "note"]:
        """Return "error" if the finding makes the run fail, otherwise "note"."""
        return "note" if finding.applicability == "none" or (finding.applied and result.done) else "error"

    def having(self, *statuses: Status) -> list[Result]:
        """Return the files with one of these statuses."""
        return [result for result in self.results if result.status in statuses]

    @property
    def exit_code(self) -> int:
        """0 clean, 1 something remains to be done, 3 some input could not be analysed, 4 an internal error."""
        if any(problem.internal for problem in self.problems):
            return 4
        if self.problems or (self.unread and not self.unreadable_is_zero):
            return 3
        return 1 if self.left or self.having("pending") else 0
