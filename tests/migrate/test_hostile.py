"""Source that is deep, long or large: no crash, no time that grows faster than the file; the call in it is found."""

from __future__ import annotations

import pytest
from support.work import calls, grows_at_most

from tfcompat.migrate import MISTAKES, Options, Program, migrate_source

HEAD = "import tensorflow.compat.v1 as tf\n"
CALL = "tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)"
CASES = {
    "parentheses": lambda n: f"{HEAD}x = {'(' * n}{CALL}{')' * n}\n",
    "calls": lambda n: f"{HEAD}x = {'f(' * n}{CALL}{')' * n}\n",
    "operators": lambda n: f"{HEAD}x = {'1 + ' * n}{CALL}\n",
    "attributes": lambda n: f"{HEAD}x = a{'.b' * n}\ny = {CALL}\n",
    "attributes of the library": lambda n: f"{HEAD}x = tf{'.nn' * n}\ny = {CALL}\n",
    "one value for many names": lambda n: f"{HEAD}{'a = ' * n}{CALL}\n",
    "lists": lambda n: f"{HEAD}x = {'[' * n}{']' * n}\ny = {CALL}\n",
    "one inside another": lambda n: f"{HEAD}x = {(CALL[:-2]) * (n // 40)}z{')' * (n // 40)}\n",
    "a long line": lambda n: f"{HEAD}x = [{'1, ' * 20 * n}]\ny = {CALL}\n",
    "a long line of calls": lambda n: f"{HEAD}x = [{f'{CALL}, ' * (n // 20)}]\n",
    "a long string": lambda n: f"{HEAD}x = '{'a' * 100 * n}'\ny = {CALL}\n",
    "lines": lambda n: f"{HEAD}{'x = f(1, a=b)' + chr(10)}" * (n // 2) + f"y = {CALL}\n",
    "comments": lambda n: f"{HEAD}{'# c' + chr(10)}" * n + f"y = {CALL}\n",
    "aliases": lambda n: f"{HEAD}a0 = tf\n{''.join(f'a{i + 1} = a{i}{chr(10)}' for i in range(n // 10))}y = {CALL}\n",
    "one name bound again and again": lambda n: f"{HEAD}{'tf = tf' + chr(10)}" * (n // 10) + f"y = {CALL}\n",
    "imports": lambda n: "".join(f"import tensorflow.compat.v1 as t{i}\nx = t{i}{CALL[2:]}\n" for i in range(n // 20)),
    "below a guard": lambda n: (
        f"try:\n    {HEAD}except ImportError:\n    raise\n" + "".join(f"x{i} = {CALL}\n" for i in range(n // 4))
    ),
    "an import in each function": lambda n: "".join(
        f"def f{i}():\n    {HEAD}    return {CALL}\n" for i in range(n // 4)
    ),
    "returns in a string": lambda n: f'{HEAD}x = """{"a" + chr(13)}' * 1 + "a\r" * n + f'"""\ny = {CALL}\n',
}


@pytest.mark.parametrize("case", CASES)
def test_the_work_grows_with_the_file_and_no_faster(case):
    small, large = (CASES[case](size).encode() for size in (500, 4_000))
    result = migrate_source(large)
    assert result.changed
    assert b"tfcompat.sigmoid_cross_entropy(labels=y, logits=z)" in result.after or case == "one inside another"
    assert calls(lambda: migrate_source(large)) <= 10 * calls(lambda: migrate_source(small))
    # The parser and the regular expressions make no calls. Quadratic time would take 64 times as long.
    assert grows_at_most(30, lambda: migrate_source(small), lambda: migrate_source(large))


def test_messages_about_nested_calls_are_not_quadratic_together():
    depth = 1_000
    source = f"import tensorflow as tf\nx = {'tf.nn.softmax(' * depth}y{')' * depth}\n"
    findings = migrate_source(source.encode(), options=Options(select=MISTAKES)).findings
    assert len(findings) == depth - 1
    assert max(len(finding.message) for finding in findings) < 400


def test_what_is_too_deep_for_python_is_told_as_not_parsed():
    source = HEAD + "".join(f"{' ' * depth}if x:\n" for depth in range(900)) + " " * 900 + CALL + "\n"
    (finding,) = migrate_source(source.encode()).findings
    assert finding.code == "TFC900"


def test_a_line_that_is_continued_a_thousand_times_is_not_given_to_the_parser():
    few, many = (f"{HEAD}x = 1{chr(92) + chr(10)}" + "\\\n" * number + f"\ny = {CALL}\n" for number in (900, 1_000))
    assert migrate_source(few.encode()).changed
    (finding,) = migrate_source(many.encode()).findings
    assert (finding.code, finding.line) == ("TFC900", 2)
    assert finding.message == "continues over 1000 empty lines, which the parser is too slow for; remove them first"
    assert migrate_source(many.replace("\\\n", "").encode()).changed


@pytest.mark.parametrize("line", ["tf.nn.compat.v1", "import a.", "from a import *\n"])
def test_the_work_for_a_program_grows_with_its_files_and_no_faster(line):
    def look(repeats: int) -> None:
        text = f"{HEAD}{line * repeats}\n".encode()
        program = Program([text, text], ["a.py", "b.py"])
        migrate_source(text, "a.py", program=program)

    assert grows_at_most(30, lambda: look(200), lambda: look(1_600))
