"""The driver: one file's bytes in, findings and the migrated bytes out. Rules find; only this module applies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tfcompat._codes import Code
from tfcompat.migrate.file import File
from tfcompat.migrate.finding import Edit, Finding
from tfcompat.migrate.migration import Migration
from tfcompat.migrate.options import Options
from tfcompat.migrate.rewrite.add_imports import Module, added
from tfcompat.migrate.rewrite.alignment import aligned
from tfcompat.migrate.rewrite.long_lines import broken
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.rewrite.remove_imports import removed
from tfcompat.migrate.rewrite.verify import verified
from tfcompat.migrate.rules import all_rules, may_find, names_for
from tfcompat.migrate.rules.not_parsed import not_analysed
from tfcompat.migrate.rules.reference import Reference
from tfcompat.migrate.still_gone import with_left
from tfcompat.migrate.still_wrong import still_wrong
from tfcompat.migrate.suppressions import CODE as UNUSED
from tfcompat.migrate.syntax.parsed import Parsed
from tfcompat.migrate.syntax.source import NotAnalysedError
from tfcompat.migrate.syntax.splices import fits, splice, unique

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tfcompat.migrate.names.other_files import Around
    from tfcompat.migrate.project import Program
    from tfcompat.migrate.rules import Rule
    from tfcompat.migrate.syntax.source import Source

__all__ = ["migrate_parsed", "migrate_source", "refused"]


def migrate_source(
    raw: bytes,
    path: str = "<stdin>",
    *,
    options: Options | None = None,
    loss_readers: Sequence[str] = (),
    program: Program | None = None,
    run: Around | None = None,
    cells: tuple[tuple[int, int], ...] = (),
) -> Migration:
    """Migrate the source of one file.

    Args:
        raw: The bytes of the file, in the encoding that it declares.
        path: The name of the file in findings.
        options: Target, era, and whether unsafe fixes are applied.
        loss_readers: Where the files of the program read the collection of losses (see the function of that name).
            Default: this file only.
        program: The files that may import from this one. Without it, names of the module that the fixes leave unused
            stay, unless the file is a script.
        run: What the files of the run do with losses. Default: this file only.
        cells: For a notebook: how many lines are above each cell, and its number.

    Returns:
        The migrated bytes and the findings. A file that cannot be read raises no error; it is a finding.
    """
    return migrate_parsed(
        Parsed(raw, cells), path, options=options, loss_readers=loss_readers, program=program, run=run
    )


def migrate_parsed(
    text: Parsed,
    path: str,
    *,
    options: Options | None = None,
    loss_readers: Sequence[str] = (),
    program: Program | None = None,
    run: Around | None = None,
) -> Migration:
    """Migrate a text that may already be parsed; see `migrate_source`."""
    options, raw = options or Options(), text.raw
    try:
        source = text.source
    except NotAnalysedError as error:
        return Migration(path, raw, raw, (not_analysed(path, error),), analysed=False)
    file = File(path, source, options, tuple(loss_readers), program, run)
    file.words = names_for(all_rules().values(), source.text)
    rules = _rules(file)
    findings = _find(file, rules) if rules else ()
    chosen = _choose(findings, options)
    plan, after = _settle(file, chosen), file
    if plan.fixes:
        after = replace(file, source=plan.result)
        if wrong := _second_pass(after):
            plan, after = _Plan(file.source, refused=dict.fromkeys((one.span for one in chosen), wrong)), file
    applied = {finding.span for finding in plan.fixes}
    told = tuple(replace(finding, applied=finding.fixable and finding.span in applied) for finding in findings)
    told = (*filter(file.tells, _refuse(told, plan.refused)), *(_left_unused(file, plan, findings) if chosen else ()))
    told = (*told, *still_wrong(file, told))
    after, plan.edits, found = with_left(file, after, plan.edits, told)
    found.sort(key=lambda finding: (finding.span, finding.code))
    told = (*found, *_unused_suppressions(file))
    if not plan.edits:
        return Migration(path, raw, raw, told)
    return Migration(path, raw, file.source.encode(after.source.text), told, edits=tuple(sorted(plan.edits)))


def refused(findings: tuple[Finding, ...], reason: str) -> tuple[Finding, ...]:
    """Return the findings without fixes, with the reason: the result of all fixes together."""
    return _refuse(findings, dict.fromkeys((finding.span for finding in findings if finding.applied), reason))


@dataclass(slots=True)
class _Plan:
    """The applied fixes, the result, and the refused fixes with their reasons."""

    result: Source
    edits: list[Edit] = field(default_factory=list)
    fixes: list[Finding] = field(default_factory=list)
    refused: dict[tuple[int, int], str] = field(default_factory=dict)


def _rules(file: File) -> list[Rule]:
    """Return the rules that may find something in a file.

    Of those about old names, all or none, selected or not: the finding of one may rule out another's fix.
    """
    rules = [rule for rule in all_rules().values() if not rule.AFTERWARDS]
    wanted = [rule for rule in rules if file.options.wants(rule.CODE)]
    mistakes = [rule for rule in wanted if rule.MISTAKE]
    of_programs = [rule for rule in wanted if rule.OF_PROGRAMS]
    old = [rule for rule in rules if not (rule.MISTAKE or rule.OF_PROGRAMS)]
    if not any(rule.CODE.startswith("TFC1") for rule in wanted) or not may_find(old, file.source.text):
        old = []
    of_programs = of_programs if of_programs and file.may_be_old else []
    if old and not of_programs:  # they use all names, so a thin look would be extra work
        thin = file.thinly()
        old = old if any(True for rule in old for _ in rule.check(thin)) else []
    return [*old, *of_programs, *(mistakes if may_find(mistakes, file.source.text) else [])]


def _find(file: File, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """Return the findings of the rules, in the order of the text.

    If two are about one use, a refusal beats a fix.
    """
    found = [finding for rule in rules for finding in rule.check(file)]
    refused = {finding.span for finding in found if not (finding.fixable or all_rules()[finding.code].MISTAKE)}
    kept = [finding for finding in found if not (finding.fixable and finding.span in refused)]
    kept = [finding for finding in kept if file.tells(finding)]
    told = tuple(sorted(kept, key=lambda finding: (finding.span, finding.code)))
    refuted = {finding.span: why for finding in told for shape, why in file.options.refuted if finding.shape == shape}
    return _refuse(told, refuted)


def _choose(findings: tuple[Finding, ...], options: Options) -> list[Finding]:
    """Return the fixes to apply: of two that overlap, the outer one.

    Two may share an edit, such as that of a layer below two losses.
    """
    levels = ("safe", "unsafe") if options.unsafe else ("safe",)
    taken: list[tuple[int, int]] = []
    wanted = (finding for finding in findings if finding.fixable and finding.applicability in levels)
    chosen, shared = [], set[Edit]()
    for finding in wanted:
        if fits(taken, (edit for edit in finding.edits if edit not in shared)):
            chosen.append(finding)
            shared.update(edit for edit in finding.edits if edit.start < edit.end)
    return chosen


def _settle(file: File, chosen: list[Finding]) -> _Plan:
    """Apply the fixes that pass the check together; the others are found by bisection, and refused individually."""
    plan, waiting = _Plan(file.source), [chosen] if chosen else []
    while waiting:
        part = waiting.pop()
        try:
            plan.result, plan.edits = _apply(file, [*plan.fixes, *part])
        except RefusedError as refusal:
            if len(part) == 1:
                plan.refused[part[0].span] = refusal.reason
            else:
                half = len(part) // 2
                waiting += [part[half:], part[:half]]
        else:
            plan.fixes += part
    return plan


def _apply(file: File, chosen: list[Finding]) -> tuple[Source, list[Edit]]:
    """Return the file with the fixes and their imports, parsed, and all edits that made it.

    Raises:
        RefusedError: The result did not pass its check.
    """
    edits = unique(edit for finding in chosen for edit in finding.edits)
    edits += added(Module(file.names), chosen)
    of_programs = any(all_rules()[finding.code].OF_PROGRAMS for finding in chosen)
    gone = list(removed(file.whole if of_programs else file, edits))  # those rules need all names
    edits = [edit for edit in edits if not any(_is_inside(edit, one) for one in gone)] + gone
    edits += aligned(file.source, edits)
    edits = broken(file.source, edits, [finding.span[0] for finding in chosen])
    return verified(file.source, edits, splice(file.source.text, edits)), edits


def _is_inside(edit: Edit, gone: Edit) -> bool:
    """Return whether what an edit changes is removed altogether: a module's new name in an unused import."""
    if edit.start == edit.end:
        return gone.start < edit.start < gone.end
    return gone.start <= edit.start and edit.end <= gone.end


def _second_pass(again: File) -> str:
    """Return what a second run would still change; empty if nothing."""
    fixes = _settle(again, _choose(_find(again, _rules(again)), again.options)).fixes
    return f"a second run would change line {fixes[0].line} once more" if fixes else ""


def _left_unused(file: File, plan: _Plan, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Yield imports that the fixes leave unused but in place, which a second run would report."""
    told = {finding.span for finding in findings}
    left = (finding for finding in Reference().imports(file, plan.edits) if finding.span not in told)
    yield from (finding for finding in left if file.tells(finding))


def _unused_suppressions(file: File) -> Iterator[Finding]:
    """Yield suppression comments without a finding; call this last."""
    if file.options.wants(UNUSED):
        yield from file.suppressions.unused(file.path, all_rules(), file.options.wants)


def _refuse(findings: tuple[Finding, ...], reasons: dict[tuple[int, int], str]) -> tuple[Finding, ...]:
    """Return the findings, with the refused fixes among them and the reasons."""
    return tuple(
        replace(
            finding,
            code=Code.FIX_REFUSED,
            applied=False,
            applicability="manual",
            edits=(),
            imports=frozenset(),
            reason=reasons[finding.span],
        )
        if finding.fixable and finding.span in reasons
        else finding
        for finding in findings
    )
