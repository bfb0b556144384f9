"""What pages name has to exist: hooks, files that are linked to, and commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tfcompat
from tfcompat.cli import cli

ROOT = Path(tfcompat.__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.fixture(params=PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def page(request) -> Path:
    return request.param


def test_links_to_files_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_commands_named_in_a_page_exist(page):
    named = set(re.findall(r"[`$] ?tfcompat ([a-z]+)\b", page.read_text(encoding="utf-8")))
    assert named <= set(cli.commands)


def test_options_named_in_a_page_exist(page):
    options = {option for command in cli.commands.values() for p in command.params for option in p.opts}
    named = set(re.findall(r"tfcompat migrate (--[a-z-]+)|`(--[a-z-]+)", page.read_text(encoding="utf-8")))
    assert {option for pair in named for option in pair if option} <= options | {"--help", "--version"}


def test_hooks_named_in_a_page_exist(page):
    named = re.findall(r"- id: ([\w-]+)", page.read_text(encoding="utf-8"))
    published = re.findall(
        r"^- id: ([\w-]+)$", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(named) <= set(published)


def test_rule_codes_named_in_a_page_exist(page):
    from tfcompat.migrate import all_rules

    assert set(re.findall(r"TFC\d{3}", page.read_text(encoding="utf-8"))) <= set(all_rules())
