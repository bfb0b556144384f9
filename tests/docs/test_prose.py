"""Pages, docstrings, messages and comments are in plain English: none of the habits in ``support/prose.py``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.each import each
from support.prose import HABITS, comments, complaints, docstrings, markdown, messages, notebook

import tfcompat

ROOT = Path(tfcompat.__file__).parents[1]
# What is read, and how its prose is told from its code. More kinds of text are more lines here.
ROOTS = (
    ("README.md", markdown),
    ("CONTRIBUTING.md", markdown),
    ("docs/*.md", markdown),
    ("docs/reference/*.md", markdown),
    ("docs/notebooks/*.ipynb", notebook),
)
ROOTS += tuple(("tfcompat/**/*.py", prose_of) for prose_of in (docstrings, messages, comments))
TEXTS = [(file, prose_of) for pattern, prose_of in ROOTS for file in sorted(ROOT.glob(pattern))]


@each("file, prose_of", TEXTS)
def test_a_text_has_none_of_the_habits(file, prose_of):
    found = complaints(str(file.relative_to(ROOT)), prose_of(file.read_text(encoding="utf-8")))
    assert not found, "\n".join(["see tests/support/prose.py:", *found])


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.wrong)
def test_a_habit_is_found_and_its_neighbour_is_not(habit):
    assert list(habit.found_in(habit.wrong))
    assert not list(habit.found_in(habit.right))


def test_docstrings_and_messages_are_read_without_their_code():
    source = (
        '"""It is read anew."""\nx = 1\n"""Whoever\n\n    >>> anew\n    anew\n\n    .. math:: anew\n\n'
        '    where :math:`n`,\n    ``anew``.\n    """\nraise ValueError(f"{x} is no {x}" " anew", "no anew", "anew")\n'
    )
    assert complaints("a.py", docstrings(source)) == [
        "a.py:1: 'anew'; write: again",
        "a.py:3: 'Whoever'; write: if you, users who",
    ]
    assert complaints("a.py", messages(source)) == [
        "a.py:13: 'anew'; write: again",
        "a.py:13: 'anew'; write: again",
        "a.py:13: 'is no X'; write: is not a",
    ]


def test_comments_are_read_without_their_code():
    source = "x = 'anew'  # whoever reads it\n# read `anew`, not\n# anew\n"
    assert complaints("a.py", comments(source)) == [
        "a.py:1: 'whoever'; write: if you, users who",
        "a.py:3: 'anew'; write: again",
    ]


def test_code_and_generated_parts_are_not_prose():
    page = (
        "A\n```python\nanew\n```\n`anew` ``anew ` anew``\n<!-- generated: x -->\nanew\n<!-- end -->\n[b](anew.md)\n"
        "    ```text\n    anew\n    ```\nread anew\n"
    )
    assert complaints("page.md", markdown(page)) == ["page.md:13: 'anew'; write: again"]


def test_the_prose_of_a_notebook_is_its_markdown():
    cells = [("markdown", ["read\n", "anew"]), ("code", ["anew"]), ("markdown", ["`anew`"])]
    text = json.dumps({"cells": [{"cell_type": kind, "source": source} for kind, source in cells]})
    assert complaints("a.ipynb", notebook(text)) == ["a.ipynb:2: 'anew'; write: again"]
