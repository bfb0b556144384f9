"""SARIF: valid by the standard's own schema, places and fixes as its readers take them."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from support import reports
from support.alone import migrate_file

from tfcompat import _pages
from tfcompat._symbols import DIFFERENCES
from tfcompat.migrate import all_rules
from tfcompat.migrate.report import Measurement, Problem, Report, sarif

SCHEMA = Path(__file__).parents[2] / "data" / "sarif-schema-2.1.0.json"  # as OASIS published it
NEWLINE = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


@cache
def validator() -> Draft4Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


def run_of(report: Report) -> dict:
    """The one run of a log that the standard allows."""
    text = sarif.render(report)
    assert text.isascii()
    log = json.loads(text)
    assert "\\ud" not in re.sub(r"\\ud[89ab]..\\ud[c-f]..", "", text)  # a lone surrogate is no text for most readers
    validator().validate(log)
    (run,) = log["runs"]
    return run


def text_of(raw: bytes, path: str) -> str:
    encoding = "latin-1" if path == "latin.py" else "utf-16" if path == "wide16.py" else "utf-8-sig"
    return raw.decode(encoding)


def cut(text: str, region: dict) -> tuple[int, int]:
    """Where a region begins and ends in a text, in characters."""
    starts = [0]
    for line in NEWLINE.split(text):
        starts.append(starts[-1] + len(line))
    at = [starts[region[f"{side}Line"] - 1] + region[f"{side}Column"] - 1 for side in ("start", "end")]
    return at[0], at[1]


def fixed(text: str, fix: dict) -> str:
    """A text with a fix, as an editor applies it."""
    (change,) = fix["artifactChanges"]
    edits = [(cut(text, one["deletedRegion"]), one["insertedContent"]["text"]) for one in change["replacements"]]
    for (start, end), new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize("written", [False, True])
def test_the_log_is_valid_by_the_schema_of_the_standard(written):
    run_of(reports.report_of(reports.FILES, written=written))
    run_of(reports.with_all())
    run_of(reports.report_of({}))


def test_the_schema_refuses_what_is_wrong():
    log = json.loads(sarif.render(reports.with_all()))
    log["runs"][0]["results"][0]["level"] = "manual"
    assert not validator().is_valid(log)


@pytest.mark.parametrize("path", [path for path in reports.FILES if path not in ("wide16.py", "clean.py")])
def test_a_region_holds_what_the_finding_is_about(path):
    raw = reports.FILES[path]
    for result in run_of(reports.report_of({path: raw}))["results"]:
        start, end = cut(text := text_of(raw, path), result["locations"][0]["physicalLocation"]["region"])
        held = re.sub(r"[\s\\]", "", text[start:end])
        named = re.search(r"`([\w.]+)`", result["message"]["text"])
        assert start < end
        if result["ruleId"] not in ("TFC900", "TFC901") and named and "%%" not in result["message"]["text"]:
            assert held == named[1]


@pytest.mark.parametrize("path", reports.FILES)
def test_a_fix_makes_what_the_migrator_makes(path):
    raw = reports.FILES[path]
    report = reports.report_of({path: raw}, unsafe=True)
    fixes = [fix for result in run_of(report)["results"] for fix in result.get("fixes", [])]
    after = migrate_file(raw, path, options=report.options).after
    if len(fixes) == 1:
        assert fixed(text_of(raw, path), fixes[0]) == text_of(after, path)
    for fix in fixes:
        again = reports.report_of({path: fixed(text_of(raw, path), fix).encode(text_encoding(path))}, unsafe=True)
        assert len(again.planned) == len(fixes) - 1


def text_encoding(path: str) -> str:
    return "latin-1" if path == "latin.py" else "utf-8"


def test_what_was_written_is_no_failure_and_has_no_fix():
    (result,) = run_of(reports.report_of({"a.py": reports.DENSE.encode()}, written=True))["results"]
    assert (result["kind"], result["level"], "fixes" in result) == ("informational", "none", False)
    assert result["properties"]["applied"] is True


def test_the_level_says_whether_the_run_fails_of_it():
    run = run_of(reports.report_of({"a.py": reports.NOTE.encode(), "b.py": reports.ORDER.encode()}))
    assert [(result["kind"], result["level"]) for result in run["results"]] == [("fail", "note"), ("fail", "error")]


def test_a_path_is_a_relative_uri_or_an_absolute_one(tmp_path):
    absolute = str(tmp_path / "ä b.py")
    files = dict.fromkeys(["a b/ü#?.py", "not\udcffutf8.py", "../up.py", "c:d.py", absolute], reports.DENSE.encode())
    locations = [artifact["location"] for artifact in run_of(reports.report_of(files))["artifacts"]]
    assert [location["uri"] for location in locations[:-1]] == [
        "a%20b/%C3%BC%23%3F.py",
        "not%FFutf8.py",
        "../up.py",
        "c%3Ad.py",
    ]
    assert {location["uriBaseId"] for location in locations[:-1]} == {"%SRCROOT%"}
    assert locations[-1] == {"uri": (tmp_path / "ä b.py").as_uri()}


def test_standard_input_is_a_stream():
    (artifact,) = run_of(reports.report_of({"<stdin>": reports.DENSE.encode()}))["artifacts"]
    assert artifact["roles"] == ["analysisTarget", "standardStream"]


def test_what_could_not_be_looked_at_is_a_notification():
    report = reports.with_all()
    invocation = run_of(report)["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 4)
    told = invocation["toolExecutionNotifications"]
    assert len(told) == len(report.failures)
    assert {one["level"] for one in told} == {"error"}
    assert told[-2]["message"]["text"] == "gone, or: never 100% there.py: does not exist"
    (lack,) = invocation["toolConfigurationNotifications"]
    assert lack["message"]["text"] == "requirements.txt: does not name tfcompat yet"
    assert run_of(reports.report_of({"a.py": reports.DENSE.encode()}))["invocations"][0]["executionSuccessful"] is True


def test_a_cell_is_the_logical_location():
    results = run_of(reports.report_of({"a.ipynb": reports.FILES["book.ipynb"]}))["results"]
    assert [r["locations"][0]["logicalLocations"][0]["name"] for r in results] == ["cell 2", "cell 3"]
    assert results[0]["message"]["text"].startswith("cell 2, line 1: `tf.layers.dense` becomes")


def test_the_rules_are_described_by_themselves():
    rules = run_of(reports.report_of({}))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(all_rules())
    for rule in rules:
        assert rule["fullDescription"]["text"].startswith(rule["shortDescription"]["text"].rstrip("."))
        assert rule["fullDescription"]["text"] in rule["help"]["markdown"]
    order = rules[list(all_rules()).index("TFC104")]
    assert order["name"] == "ArgumentOrder"
    assert "```python\nimport tensorflow as tf\n" in order["help"]["markdown"]


def test_a_rule_has_an_address_where_the_package_names_one(monkeypatch):
    class Metadata:
        def get_all(self, name):
            return ["Homepage, https://example.org", "Documentation, https://example.org/docs/"]

    monkeypatch.setattr("importlib.metadata.metadata", lambda name: Metadata())
    _pages._of_package.cache_clear()
    driver = run_of(reports.report_of({}))["tool"]["driver"]
    _pages._of_package.cache_clear()
    assert driver["informationUri"] == "https://example.org/docs/"
    assert driver["rules"][0]["helpUri"] == "https://example.org/docs/rules.html#tfc101"


def marks_of(source: str) -> list[str]:
    run = run_of(reports.report_of({"a.py": source.encode()}))
    return [result["partialFingerprints"]["tfcompat/v1"] for result in run["results"]]


def test_a_fingerprint_stays_while_other_lines_change_and_tells_equal_lines_apart():
    (mark,) = marks_of(reports.DENSE)
    assert marks_of(
        f"# new\n\n{reports.DENSE.replace('x = tf', '  x  =  tf').replace('  x', 'if a:' + chr(10) + ' x')}"
    )
    twice = marks_of(reports.DENSE + reports.DENSE.splitlines()[1] + "\n")
    assert twice == [mark, mark.replace(":0", ":1")]
    assert marks_of("# new\n\n" + reports.DENSE.replace("x = tf", "if a:\n    x = tf")) == [mark]
    assert marks_of(reports.DENSE.replace("1)", "2)")) != [mark]


def test_code_that_looks_like_a_link_is_none():
    report = reports.report_of({})
    report.problems.append(Problem("a[0](1).py", "does not exist"))
    (told,) = run_of(report)["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"] == r"a\[0\](1).py: does not exist"


def test_the_evidence_is_beside_the_finding():
    report = reports.report_of({"a.py": reports.UNSAFE.encode()}, era="tf2")
    (finding,) = report.planned
    report.evidence = {finding.shape: Measurement(1.0, 2.0)}
    run = run_of(report)
    (result,) = run["results"]
    measured = result["properties"]["evidence"]
    assert (measured["verified"], measured["value_ulp"], measured["gradient_ulp"]) == (True, 1.0, 2.0)
    assert "label-sum" in result["properties"]["differences"]
    assert "\nIntended differences that can apply: label-sum, " in result["message"]["text"]
    assert run["properties"]["differences"] == {name: DIFFERENCES[name] for name in sorted(finding.differences)}
