"""A rule is one file: what the prefilter, the resolver, the command line and the tests need of it stands there."""

from __future__ import annotations

import sys

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli
from tfcompat.migrate import all_rules, migrate_source, rules
from tfcompat.migrate.file import File
from tfcompat.migrate.rules import may_find, names_for
from tfcompat.migrate.syntax.source import parse

RULE = '''
from tfcompat.migrate.finding import Finding
from tfcompat.migrate.rules import Invalid, Rule, Valid


class Frobnication(Rule):
    """A call of frobnicate does nothing."""

    CODE = "TFC199"
    NAME = "frobnication"
    MESSAGE = "`frobnicate` does nothing"
    WORDS = ("frobnicat",)
    NAMES = ("frobnicate",)
    VALID = (Valid(source="x = 1\\n"),)
    INVALID = (Invalid(source="x = frobnicate(1)\\n", fix=None),)
    looked_at = []

    def check(self, file):
        self.looked_at.append(file.source.text)
        for reference in file.names.tree.references:
            if reference.parts == ("frobnicate",):
                line, column = file.source.position(reference.node.start_byte)
                yield Finding(
                    path=file.path, code=self.CODE, line=line, column=column, message=self.MESSAGE,
                    applicability="manual", reason="take it out", span=reference.node.byte_range,
                )
'''


@pytest.fixture
def rule(tmp_path, monkeypatch):
    (tmp_path / "frobnication.py").write_text(RULE)
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    all_rules.cache_clear()
    yield all_rules()["TFC199"]
    all_rules.cache_clear()
    del sys.modules[f"{rules.__name__}.frobnication"]
    del rules.frobnication


def test_it_is_found_and_told_of(rule):
    (found,) = migrate_source(rule.INVALID[0].source.encode()).findings
    assert (found.code, found.message, found.reason) == ("TFC199", "`frobnicate` does nothing", "take it out")
    assert migrate_source(rule.VALID[0].source.encode()).findings == ()


def test_it_is_not_asked_about_files_without_its_words(rule):
    migrate_source(b"def f(x):\n    return x\n")
    assert rule.looked_at == []
    migrate_source(b"frobnicated = 1\n")
    assert rule.looked_at == [b"frobnicated = 1\n"]


def test_its_names_are_resolved_only_for_it(rule):
    source = b"def f():\n    return frobnicate(1)\n"
    plain, asked = (
        File("a.py", parse(source), words=words).thinly() for words in (frozenset(), names_for([rule], source))
    )
    assert [reference.parts for reference in plain.names.tree.references] == []
    assert [reference.parts for reference in asked.names.tree.references] == [("frobnicate",)]
    assert names_for([rule], b"x = 1\n") == frozenset()


def test_it_is_explained_and_listed(rule):
    explained = CliRunner().invoke(cli, ["explain", "TFC199"])
    assert explained.exit_code == 0
    assert "A call of frobnicate does nothing." in explained.output
    assert "x = frobnicate(1)" in explained.output
    assert "frobnication" in CliRunner().invoke(cli, ["rules"]).output


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.CODE)
def test_a_rule_that_declares_words_finds_nothing_without_them(rule):
    """Else a file in which it would find something were never looked at."""
    for case in rule.INVALID if rule.WORDS else ():
        assert may_find([rule], case.source.encode())
