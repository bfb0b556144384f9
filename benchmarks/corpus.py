"""What the migrator makes of real code: any folder, each folder below it a program of its own.

    python benchmarks/corpus.py DIR [--safe] [--era tf1] [--json FILE] [--reasons 20]

Nothing is written but FILE. Unsafe fixes are included unless --safe is given. Whether arguments changed places is told
by Python's own parser (`places.py`), which knows nothing of the migrator.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from places import swapped

from tfcompat._symbols import SYMBOLS
from tfcompat.migrate import Look, Options, Program, migrate_file, uses_of_gone_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.migrate import Finding, Migration

_LOSSES = ("nn.", "losses.", "contrib.")
_IMPORT = re.compile(r"\s*(?:import|from)\s|\s*\w+\s*=\s*[\w.]+\s*(?:#.*)?$")
_UNSURE = "of names that are not TensorFlow's for certain"
_KINDS = ("*.py", "*.ipynb")
BAD = ("crashed", "emptied", "unparseable", "not idempotent", "changed outside edits", "arguments swapped")
"""What must not happen to a single file."""


@dataclass
class Tally:
    """What was counted."""

    files: Counter[str] = field(default_factory=Counter)
    """Looked at, not analysed, changed, and each of `BAD`."""
    sites: Counter[str] = field(default_factory=Counter)
    """Uses of the losses of TensorFlow and contrib, by what becomes of them."""
    layers: Counter[str] = field(default_factory=Counter)
    """Other legacy names, likewise."""
    reasons: Counter[str] = field(default_factory=Counter)
    """Why a loss is left."""
    examples: dict[str, list[str]] = field(default_factory=dict)
    """Where, for each reason and each of `BAD`."""
    complete: Counter[str] = field(default_factory=Counter)
    """Files that use TensorFlow, and those among them all of whose names of it are there afterwards, or before."""
    gone: Counter[str] = field(default_factory=Counter)
    """Names that are gone, each once for a file that still has it."""
    seconds: float = 0.0
    """CPU time of the migrator, second passes included."""

    def note(self, what: str, where: str) -> None:
        """Keep the first places."""
        listed = self.examples.setdefault(what, [])
        if len(listed) < 3:
            listed.append(where)


def programs(folder: Path) -> Iterator[list[Path]]:
    """The Python files and notebooks of each folder below, and those that stand beside the folders."""
    for place in sorted(folder.iterdir()):
        if place.is_dir():
            yield sorted(path for kind in _KINDS for path in place.rglob(kind) if path.is_file())
    yield sorted(path for kind in _KINDS for path in folder.glob(kind))


def migrate(paths: list[Path], folder: Path, options: Options, tally: Tally) -> None:
    """Migrate one program, and count."""
    sources = {str(path.relative_to(folder)): path.read_bytes() for path in paths}
    start = time.process_time()
    looks = {path: Look(raw, path) for path, raw in sources.items()}
    program = Program((look.python for look in looks.values()), sources)
    readers = program.joined({path: found for path, look in looks.items() if (found := look.loss_readers())})
    tally.seconds += time.process_time() - start
    for path, look in looks.items():
        start = time.process_time()
        tally.files["looked at"] += 1
        try:
            done = look.migrate(options=options, loss_readers=readers.get(path, ()), program=program)
            again = migrate_file(done.after, path, options=options, loss_readers=readers.get(path, ()), program=program)
        except Exception as error:  # noqa: BLE001 - a crash is what is counted
            tally.files["crashed"] += 1
            tally.note("crashed", f"{path}: {type(error).__name__}: {error}")
            continue
        finally:
            tally.seconds += time.process_time() - start
        _count(done, tally)
        _count_names(done, tally)
        for fault in faults(done, again):
            tally.files[fault] += 1
            tally.note(fault, path)


def faults(done: Migration, again: Migration) -> Iterator[str]:
    """What must not have happened to a file, of `BAD`."""
    if done.before and not done.after:
        yield "emptied"
    if done.analysed and not again.analysed:
        yield "unparseable"
    if again.changed:
        yield "not idempotent"
    if done.changed and not done.path.endswith(".ipynb"):  # findings of notebooks count in cells; see their own tests
        if any(_stray(done)):
            yield "changed outside edits"
        if swapped(done.before, done.after):
            yield "arguments swapped"


def _stray(done: Migration) -> Iterator[str]:
    """Lines that went and that no finding touches, imports and aliases left out."""
    text = done.before.decode("utf-8", "replace")
    before, after = text.splitlines(keepends=True), done.after.decode("utf-8", "replace").splitlines(keepends=True)
    offset = len(done.before) - len(done.before.removeprefix(b"\xef\xbb\xbf"))
    touched = {
        line
        for finding in done.findings
        if finding.applied
        for edit in finding.edits
        for line in range(
            done.before.count(b"\n", 0, edit.start + offset), done.before.count(b"\n", 0, edit.end + offset) + 1
        )
    }
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    if len(before) > 20_000:  # quadratic in the worst case; the migrator's own check has looked at these as well
        return
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag in ("replace", "delete"):
            moved = _squeezed("".join(after[first:last]))  # to where its bracket is now, or to another line of its call
            gone = (before[at] for at in range(start, end) if at not in touched)
            yield from (line for line in gone if not _IMPORT.match(line) and _squeezed(line).rstrip("),:") not in moved)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _count(done: Migration, tally: Tally) -> None:
    tally.files["not analysed"] += not done.analysed
    tally.files["changed"] += done.changed
    for finding in done.findings:
        if finding.applicability == "none" or not finding.symbol:
            continue
        row = SYMBOLS.get(finding.symbol)
        is_loss = row is not None and row.path.startswith(_LOSSES) and row.labels != "none"
        kept = tally.sites if is_loss else tally.layers
        kept[finding.applicability if finding.fixable else "left"] += 1
        if is_loss and finding.code == "TFC109":
            kept[_UNSURE] += 1
        if is_loss and not finding.fixable:
            reason = f"{finding.code} {general(finding)}"
            tally.reasons[reason] += 1
            tally.note(reason, f"{done.path}:{finding.line}")


def _count_names(done: Migration, tally: Tally) -> None:
    """Whether every name of TensorFlow in a file is in the releases of today, beside Keras 3."""
    before, after = (uses_of_gone_names(text, done.path) for text in (done.before, done.after))
    if before is None or after is None:
        return
    tally.complete["use TensorFlow"] += 1
    tally.complete["before"] += not before
    tally.complete["after"] += not after
    if any(finding.symbol and SYMBOLS[finding.symbol].labels != "none" for finding in done.findings):
        tally.complete["use its losses"] += 1
        tally.complete["losses, before"] += not before
        tally.complete["losses, after"] += not after
    for name in set(after):
        tally.gone[name] += 1
        tally.note(name, done.path)


def general(finding: Finding) -> str:
    """A reason without what it says of this one place."""
    reason = re.sub(r"`[^`]*`|\([^()]*\)", "...", finding.reason)
    return re.sub(r"\d+(?:, \d+)*", "N", reason)[:100]


def table(tally: Tally, reasons: int) -> Iterator[str]:
    """The lines to print."""
    for name in ("looked at", "not analysed", "changed", *BAD):
        yield f"{name:28} {tally.files[name]:6}"
    for title, counted in (("loss sites", tally.sites), ("other legacy names", tally.layers)):
        moved = counted["safe"] + counted["unsafe"]
        shares = ", ".join(f"{name} {counted[name]}" for name in ("safe", "unsafe", "left"))
        total = moved + counted["left"]
        yield f"{title:28} {total:6}   migrated {moved / max(total, 1):.1%} ({shares})"
        if unsure := counted[_UNSURE]:
            yield f"{'':35}   {moved / (total - unsure):.1%} without the {unsure} {_UNSURE}"
    yield from _names(tally, reasons)
    yield f"{'CPU seconds, two passes':28} {tally.seconds:6.1f}"
    for reason, count in tally.reasons.most_common(reasons):
        yield f"{count:6}  {reason}\n        {', '.join(tally.examples[reason])}"
    for fault in BAD:
        yield from (f"{fault}: {place}" for place in tally.examples.get(fault, ()))


def _names(tally: Tally, reasons: int) -> Iterator[str]:
    """The figures on names, and the names that most files lack."""
    for which, before, after in (
        ("use TensorFlow", "before", "after"),
        ("use its losses", "losses, before", "losses, after"),
    ):
        total = tally.complete[which]
        yield f"{'files that ' + which:28} {total:6}   names complete {tally.complete[after] / max(total, 1):.1%}"
        yield f"{'':35}   and before {tally.complete[before] / max(total, 1):.1%}"
    for name, count in tally.gone.most_common(reasons):
        yield f"{count:6}  files still use {name} ({', '.join(tally.examples[name])})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print; 1 where something happened that must not."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--safe", action="store_true", help="leave unsafe fixes out")
    options.add_argument("--era", default="auto", choices=("auto", "tf0.12", "tf1", "tf2"))
    options.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    options.add_argument("--reasons", type=int, default=20, help="how many reasons to print")
    chosen = options.parse_args(arguments)
    if not chosen.folder.is_dir():
        sys.exit(f"{chosen.folder} is no folder; name one that holds Python files, in a folder for each program")
    tally = Tally()
    for paths in programs(chosen.folder):
        migrate(paths, chosen.folder, Options(era=chosen.era, unsafe=not chosen.safe), tally)
    print("\n".join(table(tally, chosen.reasons)))
    if chosen.json:
        figures = {
            name: getattr(tally, name)
            for name in ("files", "sites", "layers", "reasons", "complete", "gone", "examples", "seconds")
        }
        chosen.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return int(any(tally.files[name] for name in BAD))


if __name__ == "__main__":
    sys.exit(main())
