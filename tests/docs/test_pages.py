"""What pages name has to exist: hooks, files that are linked to, and commands."""

from __future__ import annotations

import ast
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
    text = re.sub(r"`[^`]*`", "", page.read_text(encoding="utf-8"))  # code has brackets of its own
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
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


def test_the_page_about_reports_has_each_format_once():
    from tfcompat.cli._formats import FORMATS

    table = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8").partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [*FORMATS]


@pytest.mark.parametrize("module", ["layers", "links", "losses", "metrics", "serving"])
def test_every_public_name_is_in_the_reference(module):
    (public,) = (
        ast.literal_eval(node.value)
        for node in ast.parse((ROOT / "tfcompat" / module / "__init__.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    page = (ROOT / "docs" / "reference" / f"{module}.md").read_text(encoding="utf-8")
    assert sorted(re.findall(rf"^::: tfcompat\.{module}\.(\w+)$", page, re.MULTILINE)) == sorted(public)


@each("page", PAGES)
def test_rule_codes_named_in_a_page_exist(page):
    from tfcompat.migrate import all_rules

    text = page.read_text(encoding="utf-8")
    shown = re.findall(r'^ +CODE = "(TFC\d{3})"$', text, re.MULTILINE)  # a page that shows how to write a rule
    assert set(re.findall(r"TFC\d{3}", text)) <= {*all_rules(), *shown}


# Each section shows one difference: the page that has it, and its heading.
DIFFERENCES = {
    "migrate-numbers.md": (
        "Gradients to labels",
        "Reductions over nonzero weights",
        "Label smoothing",
        "Half precision",
        "Labels that do not sum to one",
        "Loss collections",
    ),
    "migrate-safety.md": (
        "Positional eras",
        "Keras' positional drift",
        "Keras and `from_logits`",
        "`compile` strings",
    ),
    "migrate-layers.md": (
        "`tf.layers`: scopes and checkpoint names",
        "Contrib's relu default",
    ),
}


def sections(page: str) -> dict[str, str]:
    """The sections of a page below its title."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", text, re.MULTILINE))


@pytest.mark.parametrize(("name", "heading"), [(page, each) for page, all_ in DIFFERENCES.items() for each in all_])
def test_the_migration_pages_show_each_difference_before_and_after_and_in_numbers(name, heading):
    text = sections(name)[heading]
    pair = re.search(r'^```diff(?: title="tfcompat migrate --[^"]+")?$', text, re.MULTILINE)
    shown = re.search(r'title="(\w+\.py)"\n.*?^\$ tfcompat migrate (?:--\S+ \S+ )?\1$', text, re.MULTILINE | re.DOTALL)
    assert pair or shown
    assert re.search(r"^```pycon\n>>> ", text, re.MULTILINE)


def test_the_migration_overview_leads_to_every_page_about_migrating():
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    navigation = re.search(r"^  - Migrate:\n((?:      - .*\n)+)", configuration, re.MULTILINE)
    pages = set(re.findall(r": (\S+\.md)$", navigation[1], re.MULTILINE)) - {"migration.md"}
    assert len(pages) >= 8
    overview = (ROOT / "docs" / "migration.md").read_text(encoding="utf-8")
    assert [page for page in sorted(pages) if f"({page})" not in overview] == []
