"""How often the checker is right: findings that were judged, and mistakes that were planted."""

from __future__ import annotations

from cells import markdown_table, recorded

from tfcompat.migrate.rules import all_rules

_HOW_JUDGED = (
    "Real code is {files:,} Python files and notebooks of public repositories, at {milliseconds} ms of CPU time a"
    " file. One reader looked at each finding, with the code around it: it is right if the loss or the metric "
    "computes something else than what was meant, or loses what float32 cannot hold. The rules were mended on "
    "most of this code, so expect somewhat less elsewhere. Mistakes were planted in programs that are right, one "
    "at a time, and count only if the program then computes other numbers; Keras undoes a softmax that it can "
    "see, and those do not count. `python benchmarks/mistakes.py` does both."
)


def evidence() -> str:
    """Return how many findings of each rule were right in real code, and how many planted mistakes it found."""
    record = recorded("mistakes")
    rows = []
    for rule in (rule for rule in all_rules().values() if rule.MISTAKE):
        judged, planted = (record[what].get(rule.CODE) for what in ("judged", "mutants"))
        shares = [f"{good} of {every}" if every else "none" for good, every in (judged or [0, 0], planted or [0, 0])]
        rows.append([f"[{rule.CODE}](rules.md)", rule.NAME, *shares])
    totals = [[sum(part) for part in zip(*record[what].values(), strict=True)] for what in ("judged", "mutants")]
    rows.append(["", "all", *(f"{good} of {every}" for good, every in totals)])
    head = ["Code", "Name", "Right, of the findings in real code", "Found, of the mistakes that were planted"]
    return f"{markdown_table(head, rows)}\n\n{_HOW_JUDGED.format(**record)}"
