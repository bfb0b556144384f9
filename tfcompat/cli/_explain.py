"""``tfcompat explain`` and ``tfcompat rules``: what codes, names and words mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from tfcompat._codes import as_typed
from tfcompat._pages import guide, page_of
from tfcompat._wrapped import wrapped
from tfcompat.cli._help import Command
from tfcompat.cli._terminal import say, title, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat._symbols import Symbol
    from tfcompat.cli._concepts import Concept
    from tfcompat.migrate.rules import Rule

__all__ = ["explain"]

_NUMBER = re.compile(r"\d{3}")
_CODE_LIKE = re.compile(r"TFC-?[\dOIL]+")
_HELP = """Explain a code, a name, or a word.

A code is that of a finding. A name is one of TensorFlow 1, Keras or tfcompat. A word is a concept such as logits, or an
intended difference that a report names.
"""
_TABLES = {
    "Examples": [
        ("tfcompat explain TFC104", "a code; 104 is enough"),
        ("tfcompat explain tf.layers.dense", "what replaces an old name"),
        ("tfcompat explain tfcompat.SoftmaxCrossEntropy", "what a new name is"),
        ("tfcompat explain logits", "a concept; also from_logits, logit, softmax, sigmoid, sparse, shims, safe, era"),
        ("tfcompat explain label-sum", "an intended difference; `differences` explains all"),
        ("tfcompat explain --all", "every code and every old name"),
    ]
}


@click.command(cls=Command, help=_HELP, tables=_TABLES, short_help="Explain a code, an old or new name, or a word.")
@click.argument("subjects", metavar="CODE|NAME|WORD...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Explain every code and every old name.")
def explain(subjects: tuple[str, ...], *, everything: bool) -> None:
    """Explain each subject."""
    from tfcompat._symbols import SYMBOLS
    from tfcompat.migrate.rules import all_rules

    if everything == bool(subjects):
        raise click.UsageError("name a code such as TFC101, a name such as tf.layers.dense, or a word such as logits")
    chosen = [*all_rules(), *SYMBOLS] if everything else subjects
    told = [list(_explained(subject)) for subject in chosen]
    for number, lines in enumerate(told):
        if number:
            say()
            say()
        click.echo(title(lines[0]), color=True)
        for line in lines[1:]:
            say(line)


def _explained(subject: str) -> Iterator[str]:
    from tfcompat._symbols import DIFFERENCES, SYMBOLS
    from tfcompat.cli._concepts import concept
    from tfcompat.cli._our_names import of_ours
    from tfcompat.migrate.rules import all_rules

    path = subject
    for prefix in ("tensorflow.", "tf.", "compat.v1.", "compat.v2."):
        path = path.removeprefix(prefix)
    code = f"TFC{subject}" if _NUMBER.fullmatch(subject) else subject.upper()
    if rule := all_rules().get(code):
        yield from _rule(rule)
    elif symbol := SYMBOLS.get(path):
        yield from _symbol(symbol)
    elif found := concept(subject):
        yield from _concept(found)
    elif subject == "differences" or subject in DIFFERENCES:
        yield from _differences([subject] if subject in DIFFERENCES else list(DIFFERENCES))
    elif ours := of_ours(subject):
        yield ours[0]
        for paragraph in ours[1:]:
            yield from ["", *wrapped(paragraph, width())]
    else:
        yield from _other(subject, path, code)


def _other(subject: str, path: str, code: str) -> Iterator[str]:
    """Yield the text for a subject in no table: another TensorFlow name, or a mistake."""
    import difflib

    from tfcompat._symbols import SYMBOLS
    from tfcompat.cli._concepts import CONCEPTS
    from tfcompat.migrate.rules import all_rules

    if _CODE_LIKE.fullmatch(code):  # no other code is guessed, but letters may stand for digits
        read = as_typed(code.replace("-", ""))
        hint = f"Did you mean {read}?" if read in all_rules() else "`tfcompat rules` lists the codes."
        raise click.UsageError(f"there is no code {code}. {hint}")
    asked = f"tf.{path}"
    names = [row.name for row in SYMBOLS.values()]
    look_alike = bool(difflib.get_close_matches(asked, names, 1, cutoff=0.9))
    if said := _of_tensorflow(path, look_alike=look_alike):
        yield from said
        return
    near = difflib.get_close_matches(subject.lower(), CONCEPTS, 1) or difflib.get_close_matches(asked, names, 1, 0.7)
    lists = "`tfcompat rules` lists the codes, `tfcompat explain --all` the names."
    hint = f"Did you mean {near[0]}?" if near else lists
    raise click.UsageError(f"there is no code, name or word {subject!r}. {hint}")


def _of_tensorflow(path: str, *, look_alike: bool) -> list[str]:
    """Return the status of another TensorFlow name. Empty if no known TensorFlow has or had the name."""
    from tfcompat._symbols import ADVICE, RENAME_OF, advice, missing, moved

    if not missing(f"tensorflow.{path}"):
        head = f"tf.{path} is in TensorFlow 2.16 to 2.21"
        return [head, "", *wrapped("It is not one of the old names that tfcompat replaces.", width())]
    known = path in ADVICE or path in RENAME_OF or path in moved() or not missing(f"tensorflow.compat.v1.{path}")
    below = not look_alike and path.split(".")[0] in ADVICE
    if not (known or below):
        return []
    return [f"tf.{path} is gone from TensorFlow 2.16 to 2.21 (TFC112)", "", *wrapped(_sentence(advice(path)), width())]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _concept(concept: Concept) -> Iterator[str]:
    yield concept.title
    for paragraph in concept.paragraphs:
        yield ""
        yield from paragraph.split("\n") if paragraph.startswith(" ") else wrapped(paragraph, width())
    yield ""
    see = f" See also: `tfcompat explain {' '.join(concept.see)}`." if concept.see else ""
    yield from wrapped(f"Read more: {guide(concept.page)}.{see}", width())


def _differences(names: list[str]) -> Iterator[str]:
    from tfcompat._symbols import DIFFERENCES

    yield "Intended differences between the old names and the new ones"
    for name in names:
        yield ""
        yield from wrapped(f"{name}: {DIFFERENCES[name]}", width(), "", "    ")
    yield from ["", *wrapped(f"Read more: {guide('names')}.", width())]


def _rule(rule: Rule) -> Iterator[str]:
    yield f"{rule.CODE}: {rule.NAME}"
    yield ""
    yield from wrapped(rule.prose, width())
    if rule.FIX:
        yield from ["", *wrapped(f"Fix: {rule.FIX.replace('``', '`')}", width())]
    if rule.example is not None:
        before, after = rule.example
        yield ""
        yield "Found in:"
        yield from _indented(before)
        if after != before:
            yield "Becomes:"
            yield from _indented(after)
    yield from ["", *wrapped(f"Read more: {page_of(rule.CODE) or guide('rules')}.", width())]


def _indented(code: str) -> Iterator[str]:
    return (f"    {line}".rstrip() for line in code.rstrip().split("\n"))


def _symbol(symbol: Symbol) -> Iterator[str]:
    kept = "is not replaced" if symbol.action == "none" else "needs a manual change"
    yield f"{symbol.name} {f'becomes {symbol.new_name}' if symbol.new_name else kept} ({symbol.code}, {symbol.action})"
    yield ""
    yield from wrapped(symbol.why, width())
    yield ""
    yield f"    before  {symbol.before}"
    if symbol.after:
        yield f"    after   {symbol.after}"
    if symbol.shim:
        yield f"    shim    tfcompat.legacy.{symbol.path} (until tfcompat {symbol.removal})"
    if symbol.by_hand:
        yield ""
        yield from wrapped(f"{'Without the shim' if symbol.shim else 'By hand'}: {symbol.by_hand}.", width())
    yield ""
    yield "Signatures:"
    for era in symbol.eras:
        labels = ", gradients reach the labels" if era.label_gradient else ""
        release = era.first if era.first == era.last else f"{era.first} to {era.last}"
        yield f"    TensorFlow {release}{labels}:"
        yield from wrapped(era.signature, width(), " " * 8)
    if symbol.differences:
        yield ""
        told = f"Intended differences: {', '.join(symbol.differences)} (`tfcompat explain NAME` explains one)."
        yield from wrapped(told, width(), "", "    ")
    yield from ["", *wrapped(f"Read more: {guide('names')}.", width())]
