"""What the checker finds in real code: any folder, and how that compares with what people judged to be wrong.

    python benchmarks/mistakes.py DIR [--labels FILE] [--judged FILE] [--list TFC201] [--mutants] [--record]

FILE is a JSON object whose ``labels`` are places: ``repo`` (``owner/name``, the folder ``owner+name`` of DIR), ``path``
in it, ``loc`` (a line, or ``cell3:7``: cell, first is 0, and the line in it) and ``label``, whether it is a real
mistake. ``--judged`` names a JSON object from places, as ``--list`` prints them, to whether the finding there is right.
``--mutants`` runs right programs and those with one mistake each, and counts the mistakes that change the numbers.
Nothing is written but, under ``--record``, the counts.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import sys
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from record import circumstances, write

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.right_programs import mutants

from tfcompat.migrate import MISTAKES, Options, Program, migrate_file, migrate_source, python_of

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


def precision(tally: Tally, judged: dict[str, bool]) -> dict[str, list[int]]:
    """Of each code, how many findings were judged, and how many of these are right."""
    found: dict[str, list[int]] = {}
    for (path, where), (code, _) in tally.places.items():
        verdict = judged.get(f"{path}:{where}")
        if verdict is not None:
            count = found.setdefault(code, [0, 0])
            count[0] += verdict
            count[1] += 1
    return dict(sorted(found.items()))


@cache
def numbers(source: str) -> tuple[float, ...]:
    """What a program leaves in ``value``."""
    import numpy as np

    space: dict[str, Any] = {}
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        exec(compile(source, "program.py", "exec"), space)
    value = space["value"]
    parts = value if isinstance(value, list) else [value]
    return tuple(float(number) for part in parts for number in np.ravel(np.asarray(part)))


def recall() -> tuple[dict[str, list[int]], list[str]]:
    """Of each code, how many mistakes change the numbers of a program, and are found; and those that are not."""
    import numpy as np

    found: dict[str, list[int]] = {}
    missed = []
    for name, (right, wrong, code) in mutants().items():
        try:
            before, after = numbers(right), numbers(wrong)
        except Exception as error:  # noqa: BLE001 - a mistake that stops the program needs no checker
            print(f"stops: {name}: {type(error).__name__}")
            continue
        if np.shape(before) == np.shape(after) and np.allclose(before, after, rtol=1e-3, equal_nan=True):
            print(f"changes nothing: {name}")
            continue
        told = {one.code for one in migrate_source(wrong.encode(), options=Options(select=MISTAKES)).findings}
        count = found.setdefault(code, [0, 0])
        count[0] += code in told
        count[1] += 1
        missed += [] if code in told else [name]
    return dict(sorted(found.items())), missed


def evidence(tally: Tally, chosen: argparse.Namespace) -> None:
    """Print, and perhaps keep, how many findings are right and how many mistakes are found."""
    by_code = precision(tally, json.loads(chosen.judged.read_text(encoding="utf-8"))) if chosen.judged else {}
    by_mutants, missed = recall() if chosen.mutants else ({}, [])
    for what, counts in {"judged right": by_code, "mutants found": by_mutants}.items():
        for code, (good, every) in counts.items():
            print(f"{what:20} {code:7} {good:6} of {every}")
    for name in missed:
        print(f"mutant missed: {name}")
    if chosen.record:
        rules = [
            {
                "code": code,
                **dict(zip(("right", "judged"), by_code.get(code, (0, 0)), strict=True)),
                **dict(zip(("found", "planted"), by_mutants.get(code, (0, 0)), strict=True)),
            }
            for code in sorted({*by_code, *by_mutants})
        ]
        milliseconds = round(1000 * tally.seconds / max(tally.files, 1), 1)
        counted = {"files": tally.files, "milliseconds": milliseconds, "rules": rules}
        write("mistakes", {**circumstances("tfcompat", "tree-sitter"), **counted})


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print; 1 where the checker crashed, or found what was judged right."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--labels", type=Path, metavar="FILE", help="places that were judged")
    options.add_argument("--list", default="", metavar="CODES", help="findings to print, by how their codes begin")
    options.add_argument("--judged", type=Path, metavar="FILE", help="findings that were judged")
    options.add_argument("--mutants", action="store_true", help="run programs with one mistake each")
    options.add_argument("--record", action="store_true", help="keep the counts for the documentation")
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
    evidence(tally, chosen)
    for crash in tally.crashed:
        print(f"crashed: {crash}")
    return int(bool(tally.crashed) or any(line.startswith("false alarm") for line in lines))


if __name__ == "__main__":
    sys.exit(main())
