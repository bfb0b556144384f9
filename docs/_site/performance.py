"""The generated parts of the page on performance, from what the benchmarks recorded."""

from __future__ import annotations

from typing import Any

from cells import markdown_table, recorded, taken

MIB = 2**20
SIZES = ["N", "D", "K", "Devices"]


def goals() -> str:
    """What was to be reached, and what ``benchmarks/losses.py`` and ``benchmarks/fused.py`` measured."""
    losses, fused = recorded("losses"), recorded("fused")
    rows = []
    for row in losses["ratios"]:
        if row["goal"] is not None:
            ratio = [f"at least {row['goal']:.2f}", spread(row), f"{row['cpu']:.2f}"]
            rows.append([row["work"], row["where"], row["peer"], *ratio, reached(row)])
    for row in losses["peaks"]:
        limit, ratio = f"at most {row['at_most']:.2f}", f"{row['ratio']:.2f}"
        rows.append([row["work"], "peak", "not smoothed", limit, ratio, "", reached(row)])
    for row in fused["goals"]:
        work, _, against = row["name"].partition(" / ")
        limit = f"at most {row['at_most']:.2f}" if row["at_most"] else f"at least {row['at_least']:.2f}"
        rows.append([work, "fused", against, limit, f"{row['ratio']:.2f}", "", reached(row)])
    head = ["Work", "Mode", "Compared with", "Target", "Ratio", "Ratio of processor time", "Met"]
    table = markdown_table(head, rows)
    return f"{losses['rounds']} rounds on {losses['threads']} threads. {taken(losses)}\n\n{table}\n"


def speeds() -> str:
    """The ratios that no goal is for."""
    rows = [
        [row["work"], row["where"], f"{row['ours_ms']:.2f}", row["peer"], spread(row), f"{row['cpu']:.2f}"]
        for row in recorded("losses")["ratios"]
        if row["goal"] is None
    ]
    return (
        markdown_table(["Work", "Mode", "tfcompat, ms", "Compared with", "Ratio", "Ratio of processor time"], rows)
        + "\n"
    )


def fused_peaks() -> str:
    """The peak of the fused form against the examples."""
    record = recorded("fused")
    rows = [
        [f"{p['rows']:,}", f"{p['inputs_mb']:.0f}", f"{p['ours_mb']:.0f}", f"{p['held_mb']:.0f} ({p['held']})"]
        for p in record["peaks"]
    ]
    table = markdown_table(["Examples", "Inputs, MB", "Fused, MB", "`tf.nn`, all logits in memory, MB"], rows)
    return f"{table}\n\n{taken(record)}\n"


def chunk_sizes() -> str:
    """Time and peak of a Loss against the size of its chunks."""
    rows = [
        [f"{c['rows']:,}", f"{c['elements'] / 2**20:.0f}", f"{c['seconds']:.2f}", f"{c['peak_mb']:.0f}"]
        for c in recorded("fused")["chunks"]
    ]
    return markdown_table(["Examples", "Mi elements", "Seconds", "Peak, MB"], rows) + "\n"


def traffic() -> str:
    """What each way of computing a loss reads and writes, as ``benchmarks/traffic.py`` counted it."""
    record = recorded("traffic")
    rows = []
    for row in record["rows"]:
        moved = [row["read"], row["written"], row["read"] + row["written"]]
        rows.append([row["form"], row["way"], *(f"{size:.1f}" for size in moved), row["operations"]])
    table = markdown_table(["Form", "Way", "Read", "Written", "Both", "Operations"], rows)
    versions = ", ".join(f"{name} {version}" for name, version in record["versions"].items() if version)
    rows_classes = " x ".join(map(str, record["logits"]))
    return f"Counted, not timed: {rows_classes} logits in float32; {record['date']}; {versions}.\n\n{table}\n"


def links() -> str:
    """Softmax and distillation, as ``benchmarks/links.py`` measured them."""
    return _processor_times(recorded("links"))


def limits() -> str:
    """What no loss can omit, as ``benchmarks/limits.py`` measured it."""
    return _processor_times(recorded("limits"))


def _processor_times(record: dict[str, Any]) -> str:
    rows = [[row["work"], row["where"], row["peer"], f"{row['cpu']:.2f}", spread(row)] for row in record["ratios"]]
    table = markdown_table(["Work", "Mode", "Compared with", "Ratio of processor time", "Ratio"], rows)
    return f"{record['rounds']} rounds on {record['threads']} threads. {taken(record)}\n\n{table}\n"


def spread(row: dict[str, Any]) -> str:
    """A ratio, and the quartiles of those of single rounds."""
    return f"{row['ratio']:.2f} ({row['low']:.2f} to {row['high']:.2f})"


def reached(row: dict[str, Any]) -> str:
    """Whether a goal is: a record has one as `goal`, or as `at_least` and `at_most`."""
    least, most = row.get("goal") or row.get("at_least") or 0, row.get("at_most") or float("inf")
    return "yes" if least <= round(row["ratio"], 2) <= most else "**no**"


def sharded_counted() -> str:
    """What ``benchmarks/sharded.py`` counted, beside its formulas."""
    record = recorded("sharded")
    rows = [
        [
            *sizes(row),
            f"{row['sent'] / MIB:.2f}",
            f"{row['sent_formula'] / MIB:.2f}",
            f"{row['peak'] / MIB:.1f}",
            f"{row['peak_most'] / MIB:.1f}",
        ]
        for row in record["counted"]
    ]
    head = ["Sent, MiB", "Formula", "Peak, MiB", "Formula, at most"]
    table = markdown_table([*SIZES, *head], rows)
    return f"By chunks of {record['counted'][0]['chunk']} examples. {taken(record)}\n\n{table}\n"


def sharded_on_paper() -> str:
    """What the formulas give for large vocabularies."""
    rows = [
        [*sizes(row), f"{row['sent'] / MIB:,.0f}", f"{row['weights'] / MIB:,.0f}", f"{row['peak_most'] / MIB:,.0f}"]
        for row in recorded("sharded")["on_paper"]
    ]
    return markdown_table([*SIZES, "Sent, MiB", "Slice, MiB", "Peak at most, MiB"], rows) + "\n"


def sizes(row: dict[str, Any]) -> list[str]:
    """Examples, features, classes and devices of a step."""
    return [f"{row[name]:,}" for name in ("rows", "features", "classes", "devices")]
