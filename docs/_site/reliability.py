"""The generated parts of the page on reliability."""

from __future__ import annotations

from cells import markdown_table, recorded, taken


def fuzz() -> str:
    """What ``benchmarks/fuzz.py`` tried, by family."""
    record = recorded("fuzz")
    rows = [
        [row["family"], *(f"{row[name]:,}" for name in ("tried", "changed", "refused", "broken", "slowest"))]
        for row in record["rows"]
    ]
    table = markdown_table(["Family", "Programs", "Changed", "Not analysed", "Broken promises", "Slowest, ms"], rows)
    told = f"{record['seconds']:g} seconds, seed {record['seed']}; at most {record['memory_mb']:,} MB of memory."
    return f"{told} {taken(record)}\n\n{table}\n"
