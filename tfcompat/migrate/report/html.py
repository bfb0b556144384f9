"""The report as one HTML page: it loads nothing, and works without its script, which only filters.

Everything that comes from files is escaped; the page's policy only lets its own script run, identified by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tfcompat import __version__
from tfcompat._pages import page_of
from tfcompat._symbols import DIFFERENCES
from tfcompat.migrate.report import _views, text
from tfcompat.migrate.report._after import warned
from tfcompat.migrate.report._words import printable, whole
from tfcompat.migrate.report.colours import stylesheet
from tfcompat.migrate.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.migrate.report._model import Report
    from tfcompat.migrate.report._views import FindingView
    from tfcompat.migrate.rules import Rule

__all__ = ["render"]


@dataclass(frozen=True)
class RuleView:
    """A rule, and its findings."""

    rule: Rule
    findings: Sequence[FindingView]

    @property
    def page(self) -> str:
        """The address of its documentation, if published."""
        return page_of(self.rule.CODE)

    @property
    def counts(self) -> Counter[str]:
        """How many findings each group has."""
        return Counter(view.group for view in self.findings)


@dataclass(frozen=True)
class ReasonView:
    """A decision to make by hand, and its places."""

    code: str
    group: str
    reason: str
    findings: Sequence[FindingView]


def render(report: Report) -> str:
    """Return the page."""
    environment = _environment()
    files = list(_views.files(report))
    views = [view for file in files for view in file.findings]
    style = f"{_source(environment, 'report.css')}{stylesheet('.code')}"
    script = _source(environment, "report.js")
    return environment.get_template("report.html.jinja").render(
        version=__version__,
        report=report,
        headline=_headline(report),
        sentences=[text.counts(report), *text.verified(report)],
        next_steps=[*text.next_steps(report), *(line.strip() for line in warned(report))],
        needs=text.NEEDS if report.planned else "",
        groups=_views.GROUPS,
        counts=Counter(view.group for view in views),
        planned=Counter(view.group for view in views if view.finding.applied),
        files=files,
        rules=_rules(views),
        reasons=list(_reasons(views)),
        differences={name: DIFFERENCES[name] for name in DIFFERENCES if _applies(name, views)},
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tfcompat.migrate.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["code"] = _code
    environment.filters["printable"] = printable
    environment.filters["whole"] = whole
    return environment


def _headline(report: Report) -> str:
    """Return the outcome, in a few words."""
    if report.exit_code == 4:
        return "Internal error in tfcompat"
    if report.failures:
        return "Some input could not be analysed or written"
    if report.having("pending"):
        return "Changes to review; nothing is written yet"
    if report.command == "check":
        return "Losses that get the wrong input" if report.left else "All checks passed"
    return "Some places need a manual change" if report.left else "Nothing is left to do"


def _rules(views: Sequence[FindingView]) -> list[RuleView]:
    """Return the rules with findings, in the order of their codes."""
    found = {code: [view for view in views if view.finding.code == code] for code in all_rules()}
    return [RuleView(all_rules()[code], findings) for code, findings in found.items() if findings]


def _reasons(views: Sequence[FindingView]) -> Iterator[ReasonView]:
    """Yield the open findings, by reason, the most frequent first."""
    by_reason: dict[tuple[str, str, str], list[FindingView]] = {}
    for view in views:
        if view.is_open:
            why = view.sentence if view.finding.unread else view.finding.reason or view.sentence
            key = (view.finding.code, view.group, why)
            by_reason.setdefault(key, []).append(view)
    for (code, group, reason), found in sorted(by_reason.items(), key=lambda item: -len(item[1])):
        yield ReasonView(code, group, reason, found)


def _applies(difference: str, views: Sequence[FindingView]) -> bool:
    return any(difference in view.finding.differences for view in views)


def _code(sentence: str) -> Markup:
    """Return a sentence as HTML: text between backticks is code."""
    parts = printable(sentence).split("`")
    if len(parts) % 2 == 0:  # a single backtick
        return Markup("{}").format(printable(sentence))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if odd % 2 else part for odd, part in enumerate(parts)
    )


def _source(environment: Environment, name: str) -> str:
    loader = environment.loader
    return loader.get_source(environment, name)[0] if loader else ""


def _hash(content: str) -> str:
    """Return the hash by which the page's policy recognises a script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
