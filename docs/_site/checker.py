"""How often the checker is right: findings that were judged, and mistakes that were planted."""

from __future__ import annotations

from typing import Any

from cells import markdown_table, recorded


def evidence() -> str:
    """Return how many findings of each rule were right in real code, and how many planted mistakes it found."""
    record = recorded("mistakes")
    rows = [[f"[{row['code']}](rules.md)", *_shares(row)] for row in record["rules"]]
    counts = ("right", "judged", "found", "planted")
    rows.append(["all", *_shares({count: sum(row[count] for row in record["rules"]) for count in counts})])
    told = f"{record['files']:,} files and notebooks, at {record['milliseconds']} ms of CPU time each"
    return (
        f"{markdown_table(['Code', f'Findings that are right, of those in {told}', 'Planted mistakes found'], rows)}\n"
    )


def _shares(row: dict[str, Any]) -> list[str]:
    pairs = (("right", "judged"), ("found", "planted"))
    return [f"{row[good]} of {row[every]}" if row[every] else "none seen" for good, every in pairs]
