"""What pages name has to exist: hooks, files that are linked to, and commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.each import each

import tfcompat
from tfcompat.cli import cli

ROOT = Path(tfcompat.__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@each("page", PAGES)
def test_links_to_files_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@each("page", PAGES)
def test_commands_named_in_a_page_exist(page):
    named = set(re.findall(r"[`$] ?tfcompat ([a-z]+)\b", page.read_text(encoding="utf-8")))
    assert named <= set(cli.commands)


@each("page", PAGES)
def test_options_named_in_a_page_exist(page):
    options = {option for command in cli.commands.values() for p in command.params for option in p.opts}
    named = set(re.findall(r"tfcompat migrate (--[a-z-]+)|`(--[a-z-]+)", page.read_text(encoding="utf-8")))
    assert {option for pair in named for option in pair if option} <= options | {"--help", "--version"}


@each("page", PAGES)
def test_hooks_named_in_a_page_exist(page):
    named = re.findall(r"- id: ([\w-]+)", page.read_text(encoding="utf-8"))
    published = re.findall(
        r"^- id: ([\w-]+)$", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(named) <= set(published)


@each("page", PAGES)
def test_rule_codes_named_in_a_page_exist(page):
    from tfcompat.migrate import all_rules

    assert set(re.findall(r"TFC\d{3}", page.read_text(encoding="utf-8"))) <= set(all_rules())


GUIDE = (ROOT / "docs" / "migration.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", GUIDE, re.MULTILINE))
DIFFERENCES = [
    "Gradients to labels",
    "Positional eras",
    "Reductions over nonzero weights",
    "Label smoothing",
    "Loss collections",
    "`tf.layers`: scopes and checkpoint names",
    "Contrib's relu default",
    "Keras' positional drift",
    "Keras and `from_logits`",
    "Half precision",
    "`compile` strings",
    "Labels that do not sum to one",
    "Saving and loading",
]


@pytest.mark.parametrize("heading", DIFFERENCES)
def test_the_migration_guide_shows_each_difference_before_and_after_and_in_numbers(heading):
    text = SECTIONS[heading]
    pair = re.search(r'^```diff(?: title="tfcompat migrate --[^"]+")?$', text, re.MULTILINE)
    by_hand = re.search(r"^before = .*\n.*?^after = ", text, re.MULTILINE | re.DOTALL)
    shown = re.search(r'title="(\w+\.py)"\n.*?^\$ tfcompat migrate (?:--\S+ \S+ )?\1$', text, re.MULTILINE | re.DOTALL)
    assert pair or by_hand or shown
    assert re.search(r"^```pycon\n>>> ", text, re.MULTILINE)


def test_the_migration_guide_begins_with_the_short_path_and_ends_with_the_names():
    headings = list(SECTIONS)
    assert (headings[0], headings[-1]) == ("The five-minute path", "Old and new names")
    assert [heading for heading in headings if heading in DIFFERENCES] == DIFFERENCES
