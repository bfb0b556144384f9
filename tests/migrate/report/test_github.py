"""Workflow commands: one a line, escaped as the runner unescapes them."""

from __future__ import annotations

import pytest
from support import reports

from tfcompat.migrate.report import Measurement, github


def annotations(report) -> list[tuple[str, dict[str, str], str]]:
    return [reports.annotation(line) for line in github.render(report).splitlines()]


def test_a_finding_is_one_line():
    text = github.render(reports.report_of({"a.py": reports.DENSE.encode()}))
    assert text.startswith(
        "::error file=a.py,line=2,endLine=2,col=5,endColumn=20,title=TFC103::`tf.layers.dense` becomes"
    )
    assert text.count("\n") == 1


@pytest.mark.parametrize("path", ["a,b.py", "a:b.py", "100%.py", "a\nb.py", "a\rb.py", "a%0Ab.py", "a=b.py", "a::b.py"])
def test_a_path_comes_back_as_it_was(path):
    ((_, properties, _),) = annotations(reports.report_of({path: reports.DENSE.encode()}))
    assert properties["file"] == path


def test_a_path_that_is_no_utf_8_is_its_bytes():
    text = github.render(reports.report_of({"a\udcff.py": reports.DENSE.encode()}))
    assert text.encode("utf-8", "surrogateescape").startswith(b"::error file=a\xff.py,")


def test_of_several_lines_there_are_no_columns():
    commands = annotations(reports.report_of({"a.py": reports.LINES.encode()}))
    assert [sorted(properties) for _, properties, _ in commands] == [
        ["col", "endColumn", "endLine", "file", "line", "title"],
        ["endLine", "file", "line", "title"],
    ]
    assert (commands[1][1]["line"], commands[1][1]["endLine"]) == ("5", "6")


def test_what_the_run_does_not_fail_of_is_a_notice():
    ((note, _, _),) = annotations(reports.report_of({"a.py": reports.NOTE.encode()}))
    ((done, _, said),) = annotations(reports.report_of({"a.py": reports.DENSE.encode()}, written=True))
    assert (note, done) == ("notice", "notice")
    assert said.startswith("Fixed: `tf.layers.dense` becomes")


def test_a_place_in_a_notebook_is_one_in_its_file():
    (found, bad) = annotations(reports.report_of({"a.ipynb": reports.FILES["book.ipynb"]}))
    line = reports.FILES["book.ipynb"].decode().splitlines()[int(found[1]["line"]) - 1]
    assert line[int(found[1]["col"]) - 1 : int(found[1]["endColumn"]) - 1] == "tf.layers.dense"
    assert found[2].startswith("cell 2, line 1: `tf.layers.dense` becomes")
    assert bad[2].startswith("cell 3, line 1: This cell is not Python")


def test_problems_and_requirements_are_told():
    told = annotations(reports.with_all())[-3:]
    assert [(command, properties["file"], said) for command, properties, said in told] == [
        ("error", "gone, or: never 100% there.py", "does not exist"),
        ("error", "fault.py", "a fault of tfcompat"),
        ("notice", "requirements.txt", "does not name tfcompat yet"),
    ]


def test_reason_differences_and_evidence_are_lines_of_the_message():
    report = reports.report_of({"a.py": reports.UNSAFE.encode()}, era="tf2")
    report.evidence = {report.planned[0].shape: Measurement(1.0, 2.0)}
    ((_, _, said),) = annotations(report)
    assert len(said.splitlines()) == 4
    assert said.splitlines()[2].startswith("Intended differences that can apply: label-sum, ")
    assert said.endswith("\nverified: 1 ulp value, 2 ulp gradient")


def test_nothing_found_is_nothing_said():
    assert github.render(reports.report_of({"a.py": b"x = 1\n"})) == ""
