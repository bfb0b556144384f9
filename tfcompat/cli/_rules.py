"""``tfcompat rules``: the codes of findings, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tfcompat._pages import page_of
from tfcompat._wrapped import wrapped
from tfcompat.cli._help import Command
from tfcompat.cli._terminal import heading, say, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.rules import Rule

__all__ = ["rules"]

_LEGEND = {
    "safe": "`tfcompat migrate --write` applies the fix",
    "unsafe": "the fix relies on an assumption, and needs --unsafe",
    "-": "needs a manual change",
}


@click.command(cls=Command, short_help="List the codes of findings.")
@click.option(
    "--output-format",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Report format.",
)
def rules(form: str) -> None:
    """List the codes of findings, and whether a finding can have a fix.

    TFC1xx are old names, for `tfcompat migrate`. TFC2xx are mistakes, for `tfcompat check`. TFC9xx are about the run
    itself, such as a file that is not Python. `tfcompat explain CODE` explains one.
    """
    from tfcompat.migrate.rules import all_rules

    if form == "json":
        import json

        told = [
            {
                "code": code,
                "name": rule.NAME,
                "fix": _fix(rule) == "safe",
                "applicability": _fix(rule).replace("-", "manual"),
                "summary": rule.summary,
                "url": page_of(code) or None,
            }
            for code, rule in all_rules().items()
        ]
        click.echo(json.dumps({"schema_version": 1, "rules": told}, indent=2))
        return
    head, *rows = _table(list(all_rules().values()))
    click.echo(heading(head), color=True)
    for line in rows:
        say(line)


def _table(listed: list[Rule]) -> Iterator[str]:
    longest = max(len(rule.NAME) for rule in listed)
    yield f"{'Code':<6}  {'Name':<{longest}}  {'Fix':<6}  Meaning"
    for rule in listed:
        row = f"{rule.CODE}  {rule.NAME:<{longest}}  {_fix(rule):<6}  "
        yield from wrapped(rule.headline.rstrip("."), max(width(), len(row) + 30), row, " " * len(row))
    yield ""
    yield from (f"{'Fix:' if name == 'safe' else '':<4} {name:<6}  {what}" for name, what in _LEGEND.items())


def _fix(rule: Rule) -> str:
    """Return the kind of a rule's fix, if one of its cases has a fix."""
    cases = [case for case in rule.INVALID if case.fix is not None]
    if any(not case.options.unsafe for case in cases):
        return "safe"
    return "unsafe" if cases else "-"
