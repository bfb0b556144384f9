"""The table of mutation tests."""

from __future__ import annotations

from cells import markdown_table, recorded, taken


def mutation() -> str:
    """Return how many mutants of each folder the tests noticed, as ``benchmarks/mutation.py`` recorded it."""
    record = recorded("mutation")
    head = [
        "Folder",
        "Tried, of all mutants",
        "A test failed",
        "Tests too slow",
        "Survivors, explained",
        "Other survivors",
    ]
    counts = ("failed", "too slow", "explained", "survive")
    rows = [
        [f"`{row['folder']}`", f"{row['tried']} of {row['mutants']:,}", *(row[count] for count in counts)]
        for row in record["rows"]
    ]
    return f"{taken(record)}\n\n{markdown_table(head, rows)}\n"
