"""Each rule finds what its INVALID cases show, leaves its VALID ones alone, and is known by its docstring."""

from __future__ import annotations

import json
import pkgutil
import re
from dataclasses import replace
from pathlib import Path

from support.alone import PROGRAMS, alone
from support.each import each

import tfcompat
from tfcompat._codes import Code
from tfcompat._symbols import REWRITTEN, SYMBOLS, Symbol
from tfcompat.migrate import MISTAKES, all_rules, migrate_source, rules

RULES = all_rules().values()
INVALID = [(rule, case) for rule in RULES for case in rule.INVALID]
VALID = [(rule, case) for rule in RULES for case in rule.VALID]


def run(rule, case):
    source = case.source if isinstance(case.source, bytes) else case.source.encode()
    options = replace(case.options, select=MISTAKES) if rule.MISTAKE else case.options
    options = options if rule.CODE in PROGRAMS else alone(options)
    return migrate_source(source, "case.py", options=options)


@each("rule, case", INVALID)
def test_an_invalid_case_is_found_and_says_where_and_why(rule, case):
    migration = run(rule, case)
    if case.fix is None:
        assert rule.CODE in {finding.code for finding in migration.findings}
        assert not migration.changed
    else:
        assert migration.after.decode() == case.fix
        assert any(finding.applied for finding in migration.findings)
    for finding in migration.findings:
        assert finding.message
        assert finding.reason
        assert finding.line >= 1
        assert finding.column >= 1


@each("rule, case", VALID)
def test_a_valid_case_is_not_found(rule, case):
    assert rule.CODE not in {finding.code for finding in run(rule, case).findings}


@each("rule", RULES)
def test_a_rule_explains_itself(rule):
    assert re.fullmatch(r"TFC\d{3}", rule.CODE)
    assert rule.summary.endswith(".")
    assert rule.NAME
    assert rule.INVALID
    assert rule.VALID


@each("rule", [rule for rule in RULES if rule.MISTAKE])
def test_a_rule_about_mistakes_says_what_its_fix_does_and_shows_it(rule):
    fixes = [case for case in rule.INVALID if case.fix is not None]
    assert rule.FIX.startswith("Unsafe, because " if fixes else "None. ")
    assert all(case.options.unsafe for case in fixes)


def test_the_folder_is_the_list():
    modules = [info.name for info in pkgutil.iter_modules(rules.__path__) if not info.name.startswith("_")]
    assert len(modules) == len(all_rules())
    assert list(all_rules()) == sorted(all_rules())


def test_a_code_has_the_name_of_its_rule():
    files = {rule.CODE: type(rule).__module__.rpartition(".")[2] for rule in RULES}
    named = {name: code for name, code in vars(Code).items() if name.isupper()}
    assert {name: files.get(code, "").upper() for name, code in named.items()} == {name: name for name in named}
    assert len({*named.values()}) == len(named)


def test_no_other_file_spells_a_code():
    """A rule states its own; all others name the rule that they speak of."""
    root, folder = Path(tfcompat.__file__).parent, Path(rules.__file__).parent
    others = [file for file in root.rglob("*.py") if file.parent != folder and file.name != "_codes.py"]
    assert [file for file in others if re.search(r"[\"']TFC\d{3}[\"']", file.read_text(encoding="utf-8"))] == []
    for file in folder.glob("*.py"):
        spelled = re.findall(r"^.*[\"']TFC\d{3}[\"'].*$", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert all(re.fullmatch(r' +CODE = "TFC\d{3}"', line) for line in spelled), file


def test_every_row_of_the_table_is_covered_by_the_rule_it_names():
    for symbol in REWRITTEN.values():
        assert any(symbol.before in str(case.source) for case in all_rules()[symbol.code].INVALID), symbol.path


COLLECTIONS = ("add_loss", "get_losses", "get_total_loss", "get_regularization_losses", "get_regularization_loss")


LAYERS = ("layers.", "nn.rnn_cell.", *(f"contrib.{name}." for name in ("framework", "layers", "rnn")))
LAYERS += ("contrib.slim.fully_connected", "contrib.slim.linear", "contrib.slim.utils.")
LAYERS += ("contrib.legacy_seq2seq.rnn_decoder",)


def code_of(row: Symbol) -> str:
    """By what it is about: collections, constants, what a person replaces; else by where it stands."""
    leaf = row.path.rpartition(".")[2]
    if leaf in COLLECTIONS:
        return "TFC107"
    if row.kind == "constants":
        return "TFC108"
    if row.action == "manual":
        return "TFC109"
    if row.path.startswith("keras."):
        return "TFC105"
    if row.path.startswith(LAYERS):
        return "TFC103"
    return "TFC101" if row.path.startswith(("nn.", "contrib.nn.", "raw_ops.")) else "TFC102"


@each("path", SYMBOLS)
def test_the_code_says_what_a_row_is_about(path):
    assert SYMBOLS[path].code == code_of(SYMBOLS[path])


def test_a_rule_that_is_often_wrong_is_not_on_by_default():
    """Every rule about mistakes is on; so each has been right in 9 of 10 judged findings, and finds what is planted."""
    record = json.loads((Path(__file__).parents[3] / "benchmarks" / "results" / "mistakes.json").read_text())
    rows = {row["code"]: row for row in record["rules"]}
    assert set(rows) == {rule.CODE for rule in RULES if rule.MISTAKE}
    assert [code for code, row in rows.items() if row["right"] < 0.9 * row["judged"]] == []
    assert [code for code, row in rows.items() if not row["found"]] == []
