"""``tfcompat explain`` and ``tfcompat rules``: what the codes and the old names mean."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat._symbols import Symbol
    from tfcompat.migrate.rules import Rule

__all__ = ["explain", "rules"]

_WIDTH = 88
_CODE = re.compile(r"TFC\d+")  # one that is not there is no misspelling of another


@click.command(short_help="Say what a rule code or an old name means, with an example.")
@click.argument("subjects", metavar="CODE|NAME...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Explain every code and every name.")
def explain(subjects: tuple[str, ...], *, everything: bool) -> None:
    """Say what a rule code such as TFC104 means, or what becomes of a name such as tf.layers.dense."""
    from tfcompat._symbols import SYMBOLS
    from tfcompat.migrate.rules import all_rules

    if everything == bool(subjects):
        raise click.UsageError("name a code such as TFC101 or a name such as tf.layers.dense, or give --all")
    chosen = [*all_rules(), *SYMBOLS] if everything else subjects
    click.echo("\n\n".join("\n".join(_explained(subject)) for subject in chosen))


@click.command(short_help="List the rule codes.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules(form: str) -> None:
    """List the codes that findings carry, and whether there is a fix."""
    from tfcompat.migrate.rules import all_rules

    if form == "json":
        import json

        told = [
            {"code": code, "name": rule.NAME, "fix": _has_fix(rule), "summary": rule.summary}
            for code, rule in all_rules().items()
        ]
        click.echo(json.dumps({"schema_version": 1, "rules": told}, indent=2))
        return
    longest = max(len(rule.NAME) for rule in all_rules().values())
    for code, rule in all_rules().items():
        head = f"{code}  {rule.NAME:<{longest}}  {'fix' if _has_fix(rule) else '   '}  "
        first = rule.headline.rstrip(".")
        click.echo(textwrap.fill(first, 100, initial_indent=head, subsequent_indent=" " * len(head)))


def _has_fix(rule: Rule) -> bool:
    from tfcompat.migrate import Options

    return any(case.fix is not None and case.options == Options() for case in rule.INVALID)


def _explained(subject: str) -> Iterator[str]:
    from tfcompat._symbols import SYMBOLS
    from tfcompat.migrate.rules import all_rules

    path = subject
    for prefix in ("tensorflow.", "tf.", "compat.v1.", "compat.v2."):
        path = path.removeprefix(prefix)
    if rule := all_rules().get(subject.upper()):
        yield from _rule(rule)
    elif symbol := SYMBOLS.get(path):
        yield from _symbol(symbol)
    else:
        import difflib

        known = [*all_rules(), *(row.name for row in SYMBOLS.values())]
        asked = subject.upper() if subject.upper().startswith("TFC") else f"tf.{path}"
        if not _CODE.fullmatch(asked):
            near = difflib.get_close_matches(asked, known, 1)
            if said := _of_tensorflow(path, look_alike=bool(difflib.get_close_matches(asked, known, 1, cutoff=0.9))):
                yield from said
                return
        else:
            near = []
        hint = f"Did you mean {near[0]}?" if near else "`tfcompat rules` lists the codes."
        raise click.UsageError(f"there is no code or legacy name {subject!r}. {hint}")


def _of_tensorflow(path: str, *, look_alike: bool) -> list[str]:
    """What became of another name of TensorFlow; nothing if it has, or had, none of that name for all we know."""
    from tfcompat._symbols import ADVICE, RENAME_OF, advice, missing, moved

    if not missing(f"tensorflow.{path}"):
        return [f"tf.{path} is in TensorFlow 2.16 to 2.21"]
    known = path in ADVICE or path in RENAME_OF or path in moved() or not missing(f"tensorflow.compat.v1.{path}")
    below = not look_alike and path.split(".")[0] in ADVICE
    said = f"tf.{path} is gone from TensorFlow 2.16 to 2.21 (TFC112): {advice(path)}"
    return textwrap.wrap(said, _WIDTH) if known or below else []


def _rule(rule: Rule) -> Iterator[str]:
    yield f"{rule.CODE}: {rule.NAME}"
    yield ""
    yield from textwrap.wrap(rule.prose, _WIDTH)
    if rule.example is not None:
        before, after = rule.example
        yield ""
        yield "Found in:"
        yield textwrap.indent(before.rstrip(), "    ")
        if after != before:
            yield "Becomes:"
            yield textwrap.indent(after.rstrip(), "    ")


def _symbol(symbol: Symbol) -> Iterator[str]:
    from tfcompat._symbols import DIFFERENCES

    yield f"{symbol.name} is {symbol.new_name or 'left to you'} ({symbol.code}, {symbol.action})"
    yield ""
    yield from textwrap.wrap(symbol.why, _WIDTH)
    yield ""
    yield f"    before  {symbol.before}"
    if symbol.after:
        yield f"    after   {symbol.after}"
    if symbol.shim:
        yield f"    shim    tfcompat.legacy.{symbol.path} (until tfcompat {symbol.removal})"
    if symbol.by_hand:
        yield ""
        yield from textwrap.wrap(f"{'Without the shim' if symbol.shim else 'By hand'}: {symbol.by_hand}.", _WIDTH)
    yield ""
    yield "Signatures:"
    for era in symbol.eras:
        labels = ", gradients reach the labels" if era.label_gradient else ""
        yield f"    TensorFlow {era.first} to {era.last}{labels}:"
        yield textwrap.fill(era.signature, _WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)
    if symbol.differences:
        yield ""
        yield "Intended differences:"
        for name in symbol.differences:
            yield textwrap.fill(
                f"{name}: {DIFFERENCES[name]}", _WIDTH, initial_indent="    ", subsequent_indent=" " * 8
            )
