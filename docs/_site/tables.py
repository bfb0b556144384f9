"""The pages that nobody writes: names, rules and measurements, from the tables that the package itself uses."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tfcompat._symbols import DIFFERENCES, SYMBOLS, Symbol
from tfcompat.cli import cli
from tfcompat.migrate.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tfcompat.migrate.rules import Invalid, Rule

ROOT = Path(__file__).parents[2]


def changelog() -> str:
    """Return the changelog, whose links are those of the page instead of those of the file."""
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").replace("](docs/", "](")


def names() -> str:
    """Old and new names: one row for each legacy symbol, one section with what is known about it."""
    sections = "\n\n".join(section(symbol) for symbol in SYMBOLS.values())
    differences = "\n".join(f"- **{name}** {text}" for name, text in DIFFERENCES.items())
    return f"{table()}\n\n## Intended differences\n\n{differences}\n\n{sections}\n"


def table(page: str = "") -> str:
    """Old and new names alone."""
    rows = [[f"[`{s.name}`]({page}#{anchor(s)})", new_name(s), s.action, s.code] for s in SYMBOLS.values()]
    return markdown_table(["Old name", "New name", "Rewrite", "Code"], rows)


def new_names() -> str:
    """The same for a page that is not the one with the sections."""
    return table("names.md")


def variables() -> str:
    """What layers call their variables in a checkpoint of TensorFlow 1, and which argument names them otherwise."""
    rows = [
        [f"`{s.name}`", *(f"`{name}`" for name in s.variables.under(s.variables.default)), f"`{s.variables.given}=`"]
        for s in SYMBOLS.values()
        if s.variables
    ]
    logits = ["`tfcompat.Logits`", "`logits/kernel`", "`logits/bias`", "`name=`"]
    return markdown_table(["Layer", "Weights", "Bias", "Other first part"], [*rows, logits])


def new_name(symbol: Symbol) -> str:
    """What replaces a symbol, or what only a person can write."""
    return f"`tfcompat.{symbol.successor.name}`" if symbol.successor else symbol.by_hand


def anchor(symbol: Symbol) -> str:
    """The anchor of a symbol's section: what Markdown makes of its heading, dots kept out."""
    kind = "-class" if symbol.kind == "class" else ""  # a class and a function may differ in their capitals alone
    return f"{symbol.name.replace('.', '-').lower()}{kind}"


def section(symbol: Symbol) -> str:
    """Everything a reader asks about one old name."""
    eras = markdown_table(
        ["TensorFlow", "Signature", "Gradient to the labels"],
        [[f"{e.first} to {e.last}", f"`{e.signature}`", "yes" if e.label_gradient else "no"] for e in symbol.eras],
    )
    spans = {**{home or symbol.path: span for home, span in symbol.homes.items()}, **symbol.aliases}
    homes = ", ".join(f"`{home}` ({first} to {last})" for home, (first, last) in spans.items())
    differences = ", ".join(f"[{name}](#intended-differences)" for name in symbol.differences) or "none"
    after = f"+{symbol.after}\n" if symbol.after else ""
    shim = f"`tfcompat.legacy.{symbol.path}`, until tfcompat {symbol.removal}" if symbol.shim else "none"
    by_hand = f"- By hand: {symbol.by_hand}\n" if symbol.by_hand else ""
    return (
        f"## `{symbol.name}` {{ #{anchor(symbol)} }}\n\n{symbol.why}\n\n"
        f"```diff\n-{symbol.before}\n{after}```\n\n{eras}\n\n"
        f"- Stood in: {homes}\n- Intended differences that can apply: {differences}\n{by_hand}"
        f"- Shim: {shim}\n"
    )


def schedule() -> str:
    """Which release of tfcompat removes which shims."""
    releases: dict[str, list[str]] = {}
    for symbol in SYMBOLS.values():
        for path in symbol.shims:
            releases.setdefault(symbol.removal, []).append(f"`{path}`")
    return markdown_table(
        ["tfcompat", "Removes from `tfcompat.legacy`"], [[r, ", ".join(p)] for r, p in releases.items()]
    )


def replay() -> str:
    """How near the shims come to what was recorded, as ``benchmarks/replay.py`` counted."""
    record = recorded("replay")
    columns = [column for column in record["rows"][0] if column not in ("symbol", "why")]
    rows = [[f"`tf.{row['symbol']}`", *(row[column] or "" for column in columns)] for row in record["rows"]]
    sums = ["all", *(sum(row[column] for row in record["rows"]) for column in columns)]
    why = [f"- `tf.{row['symbol']}`: {text}" for row in record["rows"] for text in row["why"]]
    left = json.loads((ROOT / "tests" / "data" / "not_replayed.json").read_text(encoding="utf-8"))["symbols"]
    reasons: dict[str, list[str]] = {}
    for symbol, text in left.items():
        reasons.setdefault(text, []).append(f"`{symbol}`")
    others = [f"- {', '.join(symbols)}: {text}" for text, symbols in reasons.items()]
    return (
        f"{markdown_table(['Symbol', *columns], [*rows, sums])}\n\n{taken(record)}\n\nNot equal, or not in every mode:"
        f"\n\n{chr(10).join(why)}\n\nRecorded, and without a shim:\n\n{chr(10).join(others)}\n"
    )


def parsers() -> str:
    """The parsers' costs, as ``benchmarks/parsers.py`` recorded them."""
    record = recorded("parsers")
    rows = [[row["parser"], f"{row['cpu_seconds']:.2f}", row["failed"]] for row in record["rows"]]
    table = markdown_table(["Parser", "CPU seconds", "Files it could not read"], rows)
    return f"{record['files']} files, {record['megabytes']} MB. {taken(record)}\n\n{table}\n"


def rules() -> str:
    """The codes, and for each what it is about and the cases it carries."""
    rows = [[f"[{rule.CODE}](#{rule.CODE.lower()})", rule.NAME, rule.summary] for rule in all_rules().values()]
    sections = "".join(rule_section(rule) for rule in all_rules().values())
    return f"{markdown_table(['Code', 'Name', 'What it says'], rows)}\n\n{sections}"


def mistakes() -> str:
    """The codes of what ``tfcompat check`` looks for."""
    wrong = [rule for rule in all_rules().values() if rule.MISTAKE]
    rows = [[f"[{rule.CODE}](rules.md#{rule.CODE.lower()})", rule.NAME, rule.summary] for rule in wrong]
    return markdown_table(["Code", "Name", "What it says"], rows)


def evidence() -> str:
    """How many findings of each rule were right in real code, and how many planted mistakes it finds."""
    record = recorded("mistakes")
    rows = [[f"[{row['code']}](rules.md#{row['code'].lower()})", *_shares(row)] for row in record["rules"]]
    counts = ("right", "judged", "found", "planted")
    rows.append(["all", *_shares({count: sum(row[count] for row in record["rules"]) for count in counts})])
    told = f"{record['files']:,} files and notebooks, at {record['milliseconds']} ms of CPU time each"
    return (
        f"{markdown_table(['Code', f'Findings that are right, of those in {told}', 'Planted mistakes found'], rows)}\n"
    )


def _shares(row: dict[str, Any]) -> list[str]:
    pairs = (("right", "judged"), ("found", "planted"))
    return [f"{row[good]} of {row[every]}" if row[every] else "none seen" for good, every in pairs]


def rule_section(rule: Rule) -> str:
    """A rule with its cases: what it finds and what becomes of it, then what it leaves alone."""
    found = "\n".join(map(shown, rule.INVALID))
    spared = "\n".join(f"```python\n{case.source}```\n" for case in rule.VALID)
    title = f"## {rule.CODE}: {rule.NAME} {{ #{rule.CODE.lower()} }}\n\n{rule.summary}\n\n"
    return title + (f"Found:\n\n{found}\n" if found else "") + (f"Left alone:\n\n{spared}\n" if spared else "")


def shown(case: Invalid) -> str:
    """A case as a diff, or as it is where nothing is changed."""
    source = case.source if isinstance(case.source, str) else case.source.decode(errors="backslashreplace")
    if case.fix is None:
        return f"```python\n{source}```\n"
    lines = difflib.unified_diff(source.splitlines(), case.fix.splitlines(), lineterm="", n=9)
    return "```diff\n" + "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@"))) + "\n```\n"


def commands() -> str:
    """What ``--help`` says, of the whole and of each command."""
    context = click.Context(cli, info_name="tfcompat", terminal_width=88, **cli.context_settings)
    sections = [f"```text\n{cli.get_help(context)}\n```\n"]
    for name, command in cli.commands.items():
        inner = click.Context(command, info_name=name, parent=context, terminal_width=88)
        sections.append(f"## {name}\n\n```text\n{command.get_help(inner)}\n```\n")
    return "\n".join(sections)


def startup() -> str:
    """The start-up times, as ``benchmarks/startup.py`` recorded them."""
    record = recorded("startup")
    rows = [[f"`{row['command']}`", f"{row['median_ms']:.1f}", versus(row), allowed(row)] for row in record["rows"]]
    table = markdown_table(["Command", "Median, ms", "Beside", "Limit"], rows)
    return f"Median of {record['rounds']} rounds, in turn. {taken(record)}\n\n{table}\n"


def accuracy() -> str:
    """The worst errors, as ``benchmarks/accuracy.py`` recorded them."""
    record = recorded("accuracy")
    rows = [[f"`{row['loss']}`", row["dtype"], *(ulps(row[by]) for by in ("ours", "tf.nn"))] for row in record["rows"]]
    head = ["Loss", "dtype", "tfcompat: value, gradient", "tf.nn: value, gradient"]
    return f"{record['per']} rows each. {taken(record)}\n\n{markdown_table(head, rows)}\n"


def guard() -> str:
    """What the guard against double activation said of logits and of probabilities, as ``benchmarks/guard.py`` did."""
    record = recorded("guard")
    rows = [[head, ", ".join(modes) or "nowhere"] for head, modes in record["heads"].items()]
    false = sum(record["logits"].values())
    kinds = ", ".join(record["logits"])
    return (
        f"False alarms on {record['batches']:,} batches of logits ({kinds}): {false}. Heads that are wrong, and where "
        f"`fit` is warned of them:\n\n{markdown_table(['Head', 'Warned in'], rows)}\n\n{taken(record)}\n"
    )


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
    return f"Taken on {record['date']}: {record['machine']}; {versions}."


def recorded(name: str) -> dict[str, Any]:
    """A record that a benchmark wrote."""
    record: dict[str, Any] = json.loads((ROOT / "benchmarks" / "results" / f"{name}.json").read_text(encoding="utf-8"))
    return record


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; a bar in a cell would end it, and is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)
