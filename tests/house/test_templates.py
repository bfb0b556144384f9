"""What the templates of issues and pull requests tell people to run exists."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

import tfcompat
from tfcompat.cli import cli
from tfcompat.cli._exit_codes import TRACEBACK

ROOT = Path(tfcompat.__file__).parents[1]
TEMPLATES = sorted((ROOT / ".github").rglob("*.*"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_what_a_template_names_exists(template):
    text = template.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"`make ([\w-]+)", text)
    assert [one for one in targets if not re.search(rf"^(?:[\w-]+ )*{one}(?: [\w-]+)*:", makefile, re.MULTILINE)] == []
    assert [one for one in re.findall(r"(?<![\w.])\.?[\w/]+\.(?:md|py)\b", text) if not (ROOT / one).exists()] == []
    assert set(re.findall(r"tfcompat (migrate|check|audit)\b", text)) <= set(cli.list_commands(click.Context(cli)))
    assert set(re.findall(r"TFCOMPAT_[A-Z]+", text)) <= {TRACEBACK}


def test_each_template_of_an_issue_asks_for_something():
    texts = [
        path.read_text(encoding="utf-8") for path in TEMPLATES if path.suffix == ".yml" and path.name != "config.yml"
    ]
    assert [text.count("- type: textarea") >= 2 for text in texts] == [True] * 3
