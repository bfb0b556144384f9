"""Mutated programs for ``tfcompat migrate`` and ``tfcompat check``: none may crash, hang, or come out damaged.

    python benchmarks/fuzz.py [--seconds 600] [--seed 0] [--keep DIR]

The programs begin as the cases of the rules and the example programs of the tests. Each gets a few mutations: lines
and tokens that move, disappear or repeat, parts of another program, noise, deep nesting, huge literals. For each, these
must hold:

- nothing is raised, and the CPU time is linear in the size, up to a constant;
- the edits, applied to the text, give the result, and a second run changes nothing;
- the result parses, and this Python compiles it if it compiled the original;
- ``check`` changes nothing.

A program that breaks one of these is written to DIR. The same seed gives the same programs.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from tfcompat.migrate import MISTAKES, Options, all_rules, migrate_source
from tfcompat.migrate.syntax.compiles import compiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["mutated", "seeds", "violations"]

_ROOT = Path(__file__).parents[1]
_TOKEN = re.compile(rb"\w+|\s+|[^\w\s]")
_SECONDS, _SECONDS_PER_MB = 5.0, 30.0
"""The CPU time that a program may take: far above what one does, far below a hang."""


def seeds() -> list[bytes]:
    """Return the programs to mutate, in an order that does not change."""
    cases = [case.source for rule in all_rules().values() for case in (*rule.VALID, *rule.INVALID)]
    sources = {case.encode() if isinstance(case, str) else case for case in cases}
    data = _ROOT / "tests"
    files = [*sorted((data / "migrate" / "golden").rglob("*.py")), *sorted((data / "data" / "programs").rglob("*.py"))]
    return [*sorted(sources), *(file.read_bytes() for file in files)]


def mutated(given: list[bytes], chance: random.Random) -> bytes:
    """Return one program with one to four mutations."""
    text = chance.choice(given)
    for _ in range(chance.randint(1, 4)):
        text = chance.choice(_MUTATIONS)(text, given, chance)
    return text


def violations(raw: bytes) -> Iterator[str]:
    """Yield each promise that does not hold for a program."""
    for options in (Options(), Options(unsafe=True), Options(select=MISTAKES, unsafe=True)):
        start = time.process_time()
        try:
            first = migrate_source(raw, "a.py", options=options)
            again = migrate_source(first.after, "a.py", options=options)
        except Exception:  # noqa: BLE001 - whatever is raised is what this looks for
            yield traceback.format_exc()
            continue
        took = time.process_time() - start
        if took > _SECONDS + _SECONDS_PER_MB * len(raw) / 1e6:
            yield f"{took:.1f} s for {len(raw)} bytes"
        if again.changed:
            yield "a second run changes the result"
        if first.changed and not again.analysed:
            yield "the result cannot be read"
        if _compiles(raw) and not _compiles(first.after):
            yield "the result does not compile"
        if first.analysed and first.changed != bool(first.edits):
            yield "the edits are not what changed"


def _compiles(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return compiles(raw)


def _lines(text: bytes, chance: random.Random) -> tuple[list[bytes], int]:
    lines = text.splitlines(keepends=True) or [b"\n"]
    return lines, chance.randrange(len(lines))


def _without_a_line(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    lines, at = _lines(text, chance)
    return b"".join(lines[:at] + lines[at + 1 :])


def _line_twice(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    lines, at = _lines(text, chance)
    return b"".join([*lines[:at], *[lines[at]] * chance.choice([2, 2, 2, 50]), *lines[at + 1 :]])


def _lines_swapped(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    lines, at = _lines(text, chance)
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return b"".join(lines)


def _of_two(text: bytes, given: list[bytes], chance: random.Random) -> bytes:
    lines, at = _lines(text, chance)
    others, start = _lines(chance.choice(given), chance)
    return b"".join([*lines[:at], *others[start : start + chance.randint(1, 10)], *lines[at:]])


def _indented(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    lines, at = _lines(text, chance)
    head = chance.choice(
        [b"if x:\n", b"try:\n", b"def f(self):\n", b"class A:\n", b"for i in x:\n", b"with x as tf:\n"]
    )
    rest = b"except ImportError:\n    pass\n" if head.startswith(b"try") else b""
    return b"".join([*lines[:at], head, *(b"    " + line for line in lines[at:])]) + b"\n" + rest


def _tokens(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    tokens = _TOKEN.findall(text)
    for _ in range(min(len(tokens), chance.randint(1, 3))):
        at = chance.randrange(len(tokens))
        tokens[at] = chance.choice([b"", chance.choice(tokens), *_WORDS])
    return b"".join(tokens)


def _noise(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.randbytes(chance.randint(1, 4)) + text[at + chance.randint(0, 2) :]


def _cut(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    return text[: chance.randrange(len(text) + 1)]


def _nested(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    depth = chance.choice([3, 30, 300])
    before, after = chance.choice([(b"(", b")"), (b"[", b"]"), (b"f(", b")"), (b"not ", b""), (b"-", b"")])
    return text + b"y = " + before * depth + b"tf" + after * depth + b"\n"


def _huge(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    size = chance.choice([1_000, 30_000])
    literal = chance.choice([b"'" + b"x" * size + b"'", b"1" * min(size, 4_000), b"[" + b"1, " * size + b"]"])
    return b"big = " + literal + b"\n" + text


def _endings(text: bytes, _: list[bytes], chance: random.Random) -> bytes:
    return text.replace(b"\n", chance.choice([b"\r\n", b"\n\n", b" \\\n"]), chance.choice([1, -1]))


_WORDS = [
    b"tf",
    b"logits",
    b"labels",
    b"=",
    b"(",
    b")",
    b",",
    b":",
    b"*",
    b"**",
    b"#",
    b"'",
    b'"""',
    b"lambda",
    b"None",
]
_MUTATIONS: list[Callable[[bytes, list[bytes], random.Random], bytes]] = [
    _without_a_line,
    _line_twice,
    _lines_swapped,
    _of_two,
    _of_two,
    _indented,
    _tokens,
    _tokens,
    _noise,
    _cut,
    _nested,
    _huge,
    _endings,
]


def main(arguments: argparse.Namespace) -> int:
    """Mutate until the time is over, and say what broke."""
    given, chance = seeds(), random.Random(arguments.seed)
    end, tried, broken, changed = time.monotonic() + arguments.seconds, 0, 0, 0
    while time.monotonic() < end:
        raw = mutated(given, chance)
        tried += 1
        found = list(violations(raw))
        changed += not found and migrate_source(raw, options=Options(unsafe=True)).changed
        if found:
            broken += 1
            file = arguments.keep / f"{arguments.seed}-{tried}.py"
            arguments.keep.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)
            print(f"{file}: {found[0]}")
    print(f"{tried} programs, {changed} of them changed, {broken} broke a promise (seed {arguments.seed})")
    return int(bool(broken))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600, help="how long to go on (default: 600)")
    parser.add_argument("--seed", type=int, default=0, help="which programs (default: 0)")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"), help="where programs go that break a promise")
    sys.exit(main(parser.parse_args()))
