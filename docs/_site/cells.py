"""How records of benchmarks and tables are written: numbers in cells, machines in a sentence, rows in Markdown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).parents[2]


def ulps(errors: Sequence[float] | None) -> str:
    """The worst errors of value and gradient."""
    return ", ".join(f"{error:.1f}" for error in errors) if errors else "has none"


def versus(row: dict[str, Any]) -> str:
    """How much longer it took than what it is measured against."""
    return f"{row['ratio']} times `{row['against']}`" if row["against"] else ""


def allowed(row: dict[str, Any]) -> str:
    """What the limit allows, and how much of it was used."""
    return f"{row['counted_ms']} of {row['limit_ms']} ms" if row["limit_ms"] else ""


def taken(record: dict[str, Any]) -> str:
    """Machine, versions and day of a measurement."""
    versions = ", ".join(f"{name} {version}" for name, version in record["versions"].items() if version)
    return f"Measured on {record['date']}: {record['machine']}; {versions}."


def recorded(name: str) -> dict[str, Any]:
    """A record that a benchmark wrote."""
    record: dict[str, Any] = json.loads((ROOT / "benchmarks" / "results" / f"{name}.json").read_text(encoding="utf-8"))
    return record


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; a bar in a cell would end it, and is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)
