"""``tfcompat check --statistics``: how often each code was found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tfcompat.migrate import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.report import Report

__all__ = ["statistics"]


def statistics(report: Report) -> Iterator[str]:
    """Yield a line for each code, the most frequent first; ``[*]`` marks those with fixes."""
    found = Counter(finding.code for finding in report.reported)
    fixable = {finding.code for finding in report.reported if finding.fixable}
    wide = max((len(str(count)) for count in found.values()), default=0)
    for code, count in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        mark = "[*]" if code in fixable else "[ ]"
        yield f"{count:>{wide}}  {code}  {mark}  {all_rules()[code].NAME}"
