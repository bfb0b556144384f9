"""Wrong calls that a fix touches: the findings of ``tfcompat check`` about them are in the same report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat._codes import Code
from tfcompat.migrate.rules import all_rules, loss_calls, may_find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.rules import LossCall, Rule

__all__ = ["still_wrong"]

_MENDED = {(Code.FROM_LOGITS, Code.DOUBLE_ACTIVATION), (Code.STRING_LOSS, Code.LOGITS_AS_PROBABILITIES)}
"""From a fix to the mistake that it corrects: it removes the activation, or treats logits as logits.
"""
_ADVICE = "The new call has the same mistake as the old one, and `tfcompat check` finds it again"


def still_wrong(file: File, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield a note for each mistake in a rewritten call.

    Args:
        file: The file before the fixes.
        findings: The findings in it, with the applied fixes.
    """
    listed = list(findings)
    applied = {one.span[0]: one.code for one in listed if one.applied and one.code != Code.OLD_IMPORT}
    told = {(finding.span, finding.code) for finding in listed}
    if not applied or not may_find(_rules(), file.source.text):
        return
    about: dict[tuple[int, int], set[str]] = {}
    compiled: list[tuple[int, int]] = []
    for call in loss_calls(file.whole):
        codes = {applied[start] for start in _starts(file, call) if start in applied}
        if codes:
            about.setdefault(call.node.byte_range, set()).update(codes)
            compiled += [call.compiled.byte_range] if call.compiled is not None else []
    for finding in _mistakes(file):
        mended = any((code, finding.code) in _MENDED for code in about.get(finding.span, ()))
        start, end = finding.span
        beside = any(first <= start and end <= last for first, last in compiled)  # a metric next to the loss
        touched = finding.span in about or start in applied or beside
        if touched and not mended and (finding.span, finding.code) not in told:
            yield replace(finding, applicability="none", edits=(), reason=f"{finding.reason}. {_ADVICE}")


def _mistakes(file: File) -> Iterator[Finding]:
    """Yield the findings of the rules about mistakes, without suppressed or unselected ones."""
    for rule in _rules():
        for finding in rule.check(file):
            if not finding.code.startswith(file.options.ignore) and not file.suppressions.spares(finding):
                yield finding


def _rules() -> list[Rule]:
    """Return the rules about mistakes."""
    return [rule for rule in all_rules().values() if rule.MISTAKE]


def _starts(file: File, call: LossCall) -> set[int]:
    """Return where the loss of a call is named, and where its object is constructed."""
    loss = call.loss if call.loss is not None else call.node
    values = file.whole.outputs.values(loss, call.scope)
    return {call.node.start_byte, *(value.start_byte for value, _ in values if value.type == "call")}
