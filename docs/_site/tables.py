"""The parts of pages that nobody writes: names, rules and measurements, from the tables that the package uses."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from cells import allowed, markdown_table, recorded, taken, ulps, versus
from checker import how_often

from tfcompat._symbols import DIFFERENCES, SYMBOLS, Symbol
from tfcompat.cli import cli
from tfcompat.migrate.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tfcompat.migrate.rules import Invalid, Rule

ROOT = Path(__file__).parents[2]
FIRST = 3
"""How many examples of a rule are not folded."""


def changelog() -> str:
    """Return the changelog, whose links are those of the page instead of those of the file."""
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").replace("](docs/", "](")


def names() -> str:
    """Old and new names: one row for each legacy symbol, one section with what is known about it."""
    sections = "\n\n".join(section(symbol) for symbol in SYMBOLS.values())
    differences = "\n".join(f"- **{name}** {text}" for name, text in DIFFERENCES.items())
    return f"{table()}\n\n## Intended differences\n\n{differences}\n\n## Each name\n\n{sections}\n"


def table() -> str:
    """Return old and new names: a table for each module of TensorFlow."""
    modules: dict[str, list[list[str]]] = {}
    for symbol in SYMBOLS.values():
        row = [f"[`{symbol.name}`](#{anchor(symbol)})", symbol.code, symbol.action, new_name(symbol)]
        modules.setdefault(symbol.name.rpartition(".")[0], []).append(row)
    head = ["Old name", "Code", "Rewrite", "New name"]
    return "\n\n".join(f"## `{module}`\n\n{markdown_table(head, rows)}" for module, rows in modules.items())


def variables() -> str:
    """What layers call their variables in a checkpoint of TensorFlow 1, and which argument names them otherwise."""
    rows = [
        [f"`{s.name}`", *(f"`{name}`" for name in s.variables.under(s.variables.default)), f"`{s.variables.given}=`"]
        for s in SYMBOLS.values()
        if s.variables
    ]
    logits = ["`tfcompat.Logits`", "`logits/kernel`", "`logits/bias`", "`name=`"]
    return markdown_table(["Layer", "Weights", "Bias", "Argument that renames it"], [*rows, logits])


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
    by_hand = f"- Manual change: {symbol.by_hand}\n" if symbol.by_hand else ""
    return (
        f"### `{symbol.name}` {{ #{anchor(symbol)} }}\n\n{symbol.why}\n\n"
        f"```diff\n-{symbol.before}\n{after}```\n\n{eras}\n\n"
        f"- Available as: {homes}\n- Intended differences that can apply: {differences}\n{by_hand}"
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
        f"\n\n{chr(10).join(why)}\n\nRecorded, but without a shim:\n\n{chr(10).join(others)}\n"
    )


def parsers() -> str:
    """The parsers' costs, as ``benchmarks/parsers.py`` recorded them."""
    record = recorded("parsers")
    rows = [[row["parser"], f"{row['cpu_seconds']:.2f}", row["failed"]] for row in record["rows"]]
    table = markdown_table(["Parser", "CPU seconds", "Files that it cannot read"], rows)
    return f"{record['files']} files, {record['megabytes']} MB. {taken(record)}\n\n{table}\n"


def migrator() -> str:
    """What a file costs ``tfcompat migrate``, as ``benchmarks/migrator.py`` recorded it."""
    record = recorded("migrator")
    others = list(dict.fromkeys(who for row in record["rows"] for who in row["ms"]))
    rows = [
        [
            row["kind"],
            row["files"],
            f"{row['kilobytes'] / row['files']:.0f}",
            *(f"{row['ms'][who]:.1f}" for who in others),
        ]
        for row in record["rows"]
    ]
    names = [f"`{who}`, ms" if who != "LibCST" else "LibCST, ms" for who in others]
    return f"{taken(record)}\n\n{markdown_table(['Files', 'How many', 'kB of Python each', *names], rows)}\n"


def rules() -> str:
    """Return the codes, each with a link to its page."""
    return _codes(all_rules().values(), lambda rule: f"rules/{rule.CODE}.md")


def mistakes() -> str:
    """Return the codes of what ``tfcompat check`` looks for."""
    return _codes((rule for rule in all_rules().values() if rule.MISTAKE), lambda _: "rules.md")


def _codes(chosen: Iterable[Rule], page: Callable[[Rule], str]) -> str:
    rows = [[f"[{rule.CODE}]({page(rule)})", rule.NAME, rule.summary] for rule in chosen]
    return markdown_table(["Code", "Name", "Description"], rows)


def rule_page(rule: Rule) -> str:
    """Return the page of a rule: what is wrong, examples with what becomes of them, and what is left alone."""
    found = examples("What is reported", [shown(case) for case in rule.INVALID])
    left = examples("What is left alone", [f"```python\n{case.source}```\n" for case in rule.VALID])
    suppress = f"To suppress it, write `# tfcompat: ignore[{rule.CODE}] reason`: see [Settings](../settings.md)."
    fix = f"\n## Fix safety\n\n{_as_code(rule.FIX)}\n{how_often(rule.CODE)}" if rule.MISTAKE else ""
    return f"# {rule.CODE}: {rule.NAME}\n\n{rule.summary}\n\n{suppress}\n{fix}{found}{left}"


def _as_code(text: str) -> str:
    return text.replace("``", "`")


def examples(title: str, blocks: Sequence[str]) -> str:
    """Return a section with the first examples, and the others folded."""
    if not blocks:
        return ""
    first, rest = blocks[:FIRST], blocks[FIRST:]
    indented = "".join(f"    {line}" if line.strip() else line for line in "\n".join(rest).splitlines(keepends=True))
    more = f'\n??? "{len(rest)} more"\n\n{indented}' if rest else ""
    return f"\n## {title}\n\n" + "\n".join(first) + more


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
    table = markdown_table(["Command", "Median, ms", "Compared with", "Limit"], rows)
    return f"Median of {record['rounds']} alternating rounds. {taken(record)}\n\n{table}\n"


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
        f"False alarms on {record['batches']:,} batches of logits ({kinds}): {false}. Wrong last layers, and where "
        f"`fit` warns about them:\n\n{markdown_table(['Head', 'Warned in'], rows)}\n\n{taken(record)}\n"
    )
