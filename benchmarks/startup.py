"""How long nothing takes: ``import tfcompat`` and each ``--help``, beside an empty Python and click's own hello.

    python benchmarks/startup.py [--rounds 21] [--record]

The commands run in turn, so that whatever else the machine does hits all of them; the medians count. The exit code is
1 where a limit is exceeded. The limit on the import is for what it adds to an empty Python.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median

from record import circumstances, heading, write

HELLO = """
import click

@click.command()
@click.option("--name", default="world", help="Whom to greet.")
def hello(name: str) -> None:
    click.echo(f"Hello {name}!")

hello(["--help"])
"""
HELP = "import sys; sys.argv = {words!r}; from tfcompat.cli import main; main()"
SUBCOMMANDS = ("demo", "check", "audit", "migrate", "undo", "explain", "rules")


@dataclass(frozen=True)
class Command:
    """Something to time, beside what it is measured against."""

    name: str
    code: str
    against: str | None = None
    limit_ms: float | None = None
    beyond: bool = False
    """Whether the limit is on the time beyond that of `against`, or on the whole."""


def help_of(*words: str) -> Command:
    """The help of the command line, or of one of its commands."""
    code = HELP.format(words=["tfcompat", *words, "--help"])
    return Command(" ".join(["tfcompat", *words, "--help"]), code, against="a hello of click --help", limit_ms=150)


COMMANDS = (
    Command("python -c pass", "pass"),
    Command("import tfcompat", "import tfcompat", against="python -c pass", limit_ms=20, beyond=True),
    Command("a hello of click --help", HELLO),
    help_of(),
    *map(help_of, SUBCOMMANDS),
)


def seconds(code: str) -> float:
    """Wall-clock seconds of a fresh interpreter that runs `code`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL, env=os.environ)
    return time.perf_counter() - start


def measure(rounds: int) -> dict[str, float]:
    """Median milliseconds of each command; the first round warms the disk cache and does not count."""
    times = [{command.name: seconds(command.code) for command in COMMANDS} for _ in range(rounds + 1)][1:]
    return {command.name: 1000 * median(took[command.name] for took in times) for command in COMMANDS}


def counted(command: Command, medians: dict[str, float]) -> float:
    """The milliseconds that the limit is about."""
    return medians[command.name] - (medians[command.against] if command.beyond and command.against else 0)


def row(command: Command, medians: dict[str, float]) -> dict[str, object]:
    """What is printed and recorded about a command."""
    return {
        "command": command.name,
        "median_ms": round(medians[command.name], 1),
        "against": command.against,
        "ratio": round(medians[command.name] / medians[command.against], 2) if command.against else None,
        "counted_ms": round(counted(command, medians), 1),
        "limit_ms": command.limit_ms,
    }


def main() -> int:
    """Measure, print, record where asked; 1 where a limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--record", action="store_true", help="keep the numbers for the documentation")
    options = parser.parse_args()

    medians = measure(options.rounds)
    record = {**circumstances("tfcompat", "click"), "rounds": options.rounds}
    record["rows"] = [row(command, medians) for command in COMMANDS]
    print(heading(record))
    for entry in record["rows"]:
        against = f"{entry['ratio']:.2f} x {entry['against']}" if entry["against"] else ""
        limit = f"{entry['counted_ms']:.1f} of {entry['limit_ms']} ms allowed" if entry["limit_ms"] else ""
        print(f"{entry['command']:26} {entry['median_ms']:7.1f} ms   {against:34} {limit}".rstrip())
    if options.record:
        write("startup", record)
    over = [c.name for c in COMMANDS if c.limit_ms and counted(c, medians) > c.limit_ms]
    if over:
        print(f"Over the limit: {', '.join(over)}", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
