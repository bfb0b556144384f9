"""The report as workflow commands, which GitHub shows as annotations at the lines of a pull request.

A place in a notebook is one in its file, because GitHub does not know cells; the message names the cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.report._words import can_differ, printable, sentence, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.report._model import Report, Result

__all__ = ["render"]

_COMMANDS = {"error": "error", "note": "notice"}


def render(report: Report) -> str:
    """Return one command per line: an error if the finding makes the run fail, otherwise a notice."""
    lines = [_finding(report, result, finding) for result, finding in report.findings]
    lines += [_command("error", problem.why, file=problem.path, title="tfcompat") for problem in report.problems]
    lines += [_command("notice", what, file=path, title="tfcompat") for path, what in report.lacking]
    return "".join(f"{line}\n" for line in lines)


def _finding(report: Report, result: Result, finding: Finding) -> str:
    region = result.artifact.region(finding)
    one_line = region.line == region.end_line
    return _command(
        _COMMANDS[report.level(result, finding)],
        "\n".join(_said(report, result, finding)),
        file=finding.path,
        line=region.line,
        endLine=region.end_line,
        # GitHub accepts no columns for several lines.
        **({"col": region.column, "endColumn": region.end_column} if one_line else {}),
        title=finding.code,
    )


def _said(report: Report, result: Result, finding: Finding) -> Iterator[str]:
    place = "" if finding.cell is None else f"{finding.place}: "
    fixed = "Fixed: " if finding.applied and result.done else ""
    yield f"{place}{fixed}{sentence(finding)} [{finding.applicability}]"
    if finding.reason:
        yield whole(finding.reason)
    yield from can_differ(finding)
    if (evidence := report.evidence_of(finding)) is not None:
        yield f"{evidence}"


def _command(command: str, message: str, **properties: str | int) -> str:
    told = ",".join(
        f"{name}={_escaped(f'{value}').replace(':', '%3A').replace(',', '%2C')}" for name, value in properties.items()
    )
    return f"::{command} {told}::{_escaped(message)}"


def _escaped(text: str) -> str:
    """Return text in the runner's escaped form; a comma or colon would also end a property."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    # The log shows colours, and hides what control characters hide. The bytes of a path that is not UTF-8 stay.
    return "".join(char if "\udc80" <= char <= "\udcff" else printable(char) for char in text)
