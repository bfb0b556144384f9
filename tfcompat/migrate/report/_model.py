"""A run, as the formats see it."""

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
        """Whether the fixes that were chosen are in the file now."""
        return self.status == "written"


@dataclass(frozen=True, slots=True)
class Measurement:
    """What running the old call of a shape and the new one came to."""

    value_ulp: float = 0.0
    """The largest difference of the values, in units in the last place."""
    gradient_ulp: float = 0.0
    """The same of the gradients to every tensor that was given."""
    note: str = ""
    """Why nothing was measured."""
    mismatch: str = ""
    """In what they differ, beyond what rounding explains."""

    @property
    def verified(self) -> bool:
        """Whether both ran and agree."""
        return not (self.note or self.mismatch)

    def __str__(self) -> str:
        """For a line of a report."""
        if self.mismatch:
            return f"differs: {self.mismatch}"
        if self.note:
            return f"not measured: {self.note}"
        return f"verified: {self.value_ulp:.3g} ulp value, {self.gradient_ulp:.3g} ulp gradient"


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
    command: Literal["migrate", "check"] = "migrate"
    """Whether changes were planned, or only mistakes looked for."""
    results: list[Result] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    is_filter: bool = False
    """Whether the one file was standard input: there is no file to write, so the result is part of the output."""
    unreadable_is_zero: bool = False
    """Whether the exit code leaves out what is no Python."""
    dangling: list[str] = field(default_factory=list)
    """Links that lead nowhere, which were skipped."""
    excluded: int = 0
    """How many files were left out because a pattern excludes them."""
    known: int = 0
    """How many findings were left out because a baseline has them."""
    stale: int = 0
    """How many findings of the baseline are not there any more."""
    lacking: list[tuple[str, str]] = field(default_factory=list)
    """Files that say what the project needs, and what they do not say yet."""
    evidence: dict[Shape, Measurement] | None = None
    """What was measured for the calls that are rewritten; None where that was not asked for."""
    kept: list[tuple[str, str]] = field(default_factory=list)
    """Where the old content of the files lies that were written, and the command that restores it."""
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
    def reported(self) -> list[Finding]:
        """The findings that ask for something and whose fix was not written, as `check` counts them."""
        done = [finding for result in self.results if result.done for finding in result.migration.findings]
        fixed = {id(finding) for finding in done if finding.applied}
        return [
            finding
            for _, finding in self.findings
            if finding.applicability != "none" and not finding.unread and id(finding) not in fixed
        ]

    @property
    def notes(self) -> list[Finding]:
        """The findings that ask for nothing, and are worth a look."""
        return [finding for _, finding in self.findings if finding.applicability == "none"]

    @property
    def failures(self) -> list[tuple[str, str]]:
        """Path and reason of everything that was not handled."""
        return [
            *((problem.path, problem.why) for problem in self.problems),
            *((finding.path, f"{finding.place}: {finding.code} {finding.message}") for finding in self.unread),
        ]

    @property
    def unread(self) -> list[Finding]:
        """The findings that say of a file or a cell that it is no Python."""
        return [finding for _, finding in self.findings if finding.unread]

    @property
    def differences(self) -> list[str]:
        """The intended differences that can apply to what is fixed, each once."""
        return sorted({name for finding in self.planned for name in finding.differences})

    def evidence_of(self, finding: Finding) -> Measurement | None:
        """Return what was measured for a fix; None where that was not asked for, or nothing is fixed."""
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
        """Return an error where the run fails of it, else a note."""
        return "note" if finding.applicability == "none" or (finding.applied and result.done) else "error"

    def having(self, *statuses: Status) -> list[Result]:
        """Return the files with one of these statuses."""
        return [result for result in self.results if result.status in statuses]

    @property
    def exit_code(self) -> int:
        """0 clean, 1 something is left to do, 3 some input could not be analysed, 4 a fault of ours."""
        if any(problem.internal for problem in self.problems):
            return 4
        if self.problems or (self.unread and not self.unreadable_is_zero):
            return 3
        return 1 if self.left or self.having("pending") else 0
