"""The driver: one file's bytes in, findings and the migrated bytes out. Rules find; only this applies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tfcompat._symbols import SYMBOLS
from tfcompat.migrate._check import fault
from tfcompat.migrate._dynamic import loss_readers as readers_of
from tfcompat.migrate._edits import fits, splice
from tfcompat.migrate._file import File, Options
from tfcompat.migrate._finding import Finding
from tfcompat.migrate._layout import added, removed
from tfcompat.migrate._refusal import RefusedError
from tfcompat.migrate._source import NotAnalysedError, parse
from tfcompat.migrate.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Migration", "migrate_source"]

_LEAVES = sorted({path.rpartition(".")[2] for path in SYMBOLS})
_MENTIONS = re.compile(rb"\b(?:%s|getattr)\b" % b"|".join(re.escape(leaf.encode()) for leaf in _LEAVES))
_TENSORFLOW = re.compile(rb"\b(?:tensorflow|tf)\b")


@dataclass(frozen=True, slots=True)
class Migration:
    """What became of one file."""

    path: str
    before: bytes
    after: bytes
    """The same bytes where nothing was changed."""
    findings: tuple[Finding, ...] = ()
    analysed: bool = True
    """Whether the file could be looked at; where not, its one finding says why."""

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return self.before != self.after

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that are left to do once `after` is written."""
        return tuple(finding for finding in self.findings if finding.open)


def migrate_source(
    raw: bytes,
    path: str = "<stdin>",
    *,
    options: Options | None = None,
    loss_readers: Sequence[str] = (),
) -> Migration:
    """Migrate the source of one file.

    Args:
        raw: The bytes of the file, in whatever encoding it declares.
        path: What to call the file in findings.
        options: Target, era, and whether unsafe fixes are applied.
        loss_readers: Where the files of the program read the collection of losses (see the function of that name);
            without any, this file itself is asked.

    Returns:
        The migrated bytes and the findings. Nothing is raised for a file that cannot be read: that is a finding.
    """
    options = options or Options()
    try:
        source = parse(raw)
    except NotAnalysedError as error:
        return Migration(path, raw, raw, (_not_analysed(path, error),), analysed=False)
    if not (_MENTIONS.search(source.text) and _TENSORFLOW.search(source.text)):
        return Migration(path, raw, raw)
    file = File(path, source, options, tuple(loss_readers or readers_of(raw, path)))
    findings = _find(file)
    chosen = _choose(findings, options)
    if not chosen:
        return Migration(path, raw, raw, findings)
    try:
        after = _apply(file, chosen)
    except RefusedError as refusal:
        return Migration(path, raw, raw, _refuse(findings, chosen, refusal.reason))
    applied = {finding.span for finding in chosen}
    told = tuple(replace(finding, applied=finding.fixable and finding.span in applied) for finding in findings)
    return Migration(path, raw, after, told)


def _find(file: File) -> tuple[Finding, ...]:
    """The findings of every rule, in the order of the text. Where two are about one use, a refusal beats a fix."""
    found = [finding for rule in all_rules().values() for finding in rule.check(file)]
    refused = {finding.span for finding in found if not finding.fixable}
    kept = [finding for finding in found if not (finding.fixable and finding.span in refused)]
    return tuple(sorted(kept, key=lambda finding: (finding.span, finding.code)))


def _choose(findings: tuple[Finding, ...], options: Options) -> list[Finding]:
    """The fixes to apply: of two that overlap, as in an argument that another fix drops, the outer one."""
    levels = ("safe", "unsafe") if options.unsafe else ("safe",)
    taken: list[tuple[int, int]] = []
    wanted = (finding for finding in findings if finding.fixable and finding.applicability in levels)
    return [finding for finding in wanted if fits(taken, finding.edits)]


def _apply(file: File, chosen: list[Finding]) -> bytes:
    """The bytes of the file with the fixes and their imports.

    Raises:
        RefusedError: The result did not pass its check.
    """
    edits = [edit for finding in chosen for edit in finding.edits]
    statements = {statement for finding in chosen for statement in finding.imports}
    first = min(finding.span[0] for finding in chosen)
    edits += added(file.source, statements, first)
    edits += removed(file, edits)
    result = splice(file.source.text, edits)
    wrong = fault(file.source, edits, result) or _second_pass(file, result)
    if wrong:
        raise RefusedError(wrong)
    return file.source.encode(result)


def _second_pass(file: File, result: bytes) -> str:
    """What a second run would still change, or nothing."""
    source = parse(file.source.encode(result))
    again = _choose(_find(File(file.path, source, file.options, file.loss_readers)), file.options)
    if again:
        return f"a second run would change line {again[0].line} once more"
    return ""


def _refuse(findings: tuple[Finding, ...], chosen: list[Finding], reason: str) -> tuple[Finding, ...]:
    """The findings of a file whose result was not good enough to offer."""
    spans = {finding.span for finding in chosen}
    return tuple(
        replace(finding, code="TFC903", applicability="manual", edits=(), imports=frozenset(), reason=reason)
        if finding.fixable and finding.span in spans
        else finding
        for finding in findings
    )


def _not_analysed(path: str, error: NotAnalysedError) -> Finding:
    return Finding(
        path=path,
        code=error.code,
        line=error.line,
        column=1,
        message=f"{error}",
        applicability="manual",
        reason="the file was not looked at",
    )
