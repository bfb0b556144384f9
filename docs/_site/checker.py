"""How often the checker and the audit are right."""

from __future__ import annotations

from typing import Any

from cells import markdown_table, recorded, taken


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


def how_often(code: str) -> str:
    """Return the section of a rule's page on how many of its findings were right, and how many mistakes it found."""
    record = recorded("mistakes")
    row = next((row for row in record["rules"] if row["code"] == code), None)
    if row is None:
        return ""
    files = f"{record['files']:,} files and notebooks of public repositories"
    right = f"{row['right']} of {row['judged']} findings were right" if row["judged"] else "it found nothing"
    planted = f"It found {row['found']} of {row['planted']} mistakes that were planted in right programs."
    link = "[How this was counted](../checking.md#how-often-it-is-right)"
    return f"\n## How often it is right\n\nIn {files}, {right}. {planted} {link}.\n"


def audited() -> str:
    """Return how often the audit of a table of models was right, as ``benchmarks/audit.py`` recorded it."""
    record = recorded("audit")
    counts = ("shapes", "verdicts", "mistakes", "unknown", "wrong")
    rows = [[row["group"], *(row[count] for count in counts)] for row in record["rows"]]
    sums = [sum(row[count] for row in record["rows"]) for count in counts]
    head = ["Models with", "Models", "Losses and metrics", "Of these with a mistake", "Unknown", "Wrong verdicts"]
    return f"{markdown_table(head, [*rows, ['all', *sums]])}\n\n{taken(record)}\n"


def _shares(row: dict[str, Any]) -> list[str]:
    pairs = (("right", "judged"), ("found", "planted"))
    return [f"{row[good]} of {row[every]}" if row[every] else "none seen" for good, every in pairs]
