"""The tables of the names that TensorFlow renamed, and of what replaces those that are gone."""

from __future__ import annotations

from cells import markdown_table

from tfcompat._symbols import ADVICE, RENAMES, Rename

ROOT = "tf"


def renames() -> str:
    """Old and new names, a table for each module of TensorFlow that the old ones stood in."""
    rows: dict[str, list[list[str]]] = {}
    for row in RENAMES:
        module, _, name = row.old.rpartition(".")
        rows.setdefault(module, []).append([f"`{name}`", new_name(row), arguments(row)])
    return "\n\n".join(
        f"### `{'.'.join(filter(None, (ROOT, module)))}`\n\n{markdown_table(columns(found), filled(found))}"
        for module, found in sorted(rows.items())
    )


def new_name(row: Rename) -> str:
    """The new name in full, or a dash where it stays."""
    return f"`{ROOT}.{row.new}`" if row.new != row.old else "the same"


def arguments(row: Rename) -> str:
    """What its keywords became, and the order that its positional arguments had."""
    keywords = [f"`{old}=` is `{new}=`" for old, new in row.keywords.items()]
    order = f"was `({', '.join(row.order)})`" if row.order else ""
    return "; ".join(filter(None, (order, ", ".join(keywords))))


def columns(rows: list[list[str]]) -> list[str]:
    """The heads of a table, that of the arguments only where some changed."""
    return ["Old name", "New name", *(["Arguments"] if any(row[2] for row in rows) else [])]


def filled(rows: list[list[str]]) -> list[list[str]]:
    """The rows, as wide as their heads."""
    return [row[: len(columns(rows))] for row in rows]


def gone() -> str:
    """What to write instead of names that are gone, each for all that stands below it."""
    return markdown_table(["Name", "What to do"], [[f"`{ROOT}.{name}`", text] for name, text in sorted(ADVICE.items())])
