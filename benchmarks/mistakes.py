"""What the checker finds in real code: any folder, and how that compares with what people judged to be wrong.

    python benchmarks/mistakes.py DIR [--labels FILE] [--list TFC201]

FILE is a JSON object whose ``labels`` are places: ``repo`` (``owner/name``, the folder ``owner+name`` of DIR), ``path``
in it, ``loc`` (a line, or ``cell3:7``: cell, first is 0, and the line in it) and ``label``, whether it is a real
mistake. Nothing is written.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tfcompat.migrate import MISTAKES, Options, Program, migrate_file, python_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KINDS = ("*.py", "*.ipynb")


@dataclass
class Tally:
    """What was found."""

    files: int = 0
    seconds: float = 0.0
    """CPU time."""
    places: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """Path and place to code and message."""
    crashed: list[str] = field(default_factory=list)

    @property
    def codes(self) -> Counter[str]:
        """How often each code."""
        return Counter(code for code, _ in self.places.values())


def check(folder: Path) -> Tally:
    """Check all files, those of each folder below as one program."""
    tally = Tally()
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        paths = sorted(path for kind in _KINDS for path in place.rglob(kind) if path.is_file())
        sources = {str(path.relative_to(folder)): path.read_bytes() for path in paths}
        start = time.process_time()
        program = Program((python_of(raw, path) for path, raw in sources.items()), sources)
        for path, raw in sources.items():
            tally.files += 1
            try:
                found = migrate_file(raw, path, options=Options(select=MISTAKES), program=program).findings
            except Exception as error:  # noqa: BLE001 - a crash is what is counted
                tally.crashed.append(f"{path}: {type(error).__name__}: {error}")
                continue
            for finding in found:
                if finding.code.startswith("TFC2"):
                    where = f"{finding.line}" if finding.cell is None else f"cell{finding.cell}:{finding.line}"
                    tally.places[path, where] = finding.code, finding.message
        tally.seconds += time.process_time() - start
    return tally


def compared(tally: Tally, labels: Sequence[dict[str, object]], folder: Path) -> Iterator[str]:
    """What people called wrong and was found, or was not; what they called right and was found."""
    known = {(f"{one['repo']}".replace("/", "+", 1) + f"/{one['path']}", f"{one['loc']}"): one for one in labels}
    known = {place: one for place, one in known.items() if (folder / place[0]).is_file()}
    wrong = {place for place, one in known.items() if one["label"]}
    alarms = sorted((known.keys() - wrong) & tally.places.keys())
    yield f"{'judged wrong, and found':28} {len(wrong & tally.places.keys()):6} of {len(wrong)}"
    yield f"{'judged right, and found':28} {len(alarms):6} of {len(known) - len(wrong)}"
    yield f"{'found, and not judged':28} {len(tally.places.keys() - known.keys()):6}"
    for path, where in sorted(wrong - tally.places.keys()):
        yield f"missed: {path}:{where}: {known[path, where]['reason']}"
    for path, where in alarms:
        yield f"false alarm: {path}:{where}: {tally.places[path, where]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print; 1 where the checker crashed, or found what was judged right."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--labels", type=Path, metavar="FILE", help="places that were judged")
    options.add_argument("--list", default="", metavar="CODES", help="findings to print, by how their codes begin")
    chosen = options.parse_args(arguments)
    if not chosen.folder.is_dir():
        sys.exit(f"{chosen.folder} is no folder; name one that holds Python files, in a folder for each program")
    tally = check(chosen.folder)
    print(f"{'files':28} {tally.files:6}")
    print(f"{'CPU seconds':28} {tally.seconds:6.1f}")
    for code, count in sorted(tally.codes.items()):
        print(f"{code:28} {count:6}")
    lines = []
    if chosen.labels:
        labels = json.loads(chosen.labels.read_text(encoding="utf-8"))["labels"]
        lines = list(compared(tally, labels, chosen.folder))
        print("\n".join(lines))
    for (path, where), (code, message) in tally.places.items():
        if chosen.list and code.startswith(chosen.list):
            print(f"{path}:{where}: {code} {message}")
    for crash in tally.crashed:
        print(f"crashed: {crash}")
    return int(bool(tally.crashed) or any(line.startswith("false alarm") for line in lines))


if __name__ == "__main__":
    sys.exit(main())
