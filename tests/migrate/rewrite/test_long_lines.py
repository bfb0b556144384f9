"""Calls that a rewrite makes too long for their line are broken as ruff breaks them; all other lines stay."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.alone import migrate_source

from tfcompat.migrate import Options, migrate_file
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.rewrite.long_lines import broken
from tfcompat.migrate.syntax.source import parse
from tfcompat.migrate.syntax.splices import composed, moved, splice

HEAD = "import tensorflow as tf\nimport tfcompat\n\n"
OLD, NEW = "tf.nn.sigmoid_cross_entropy_with_logits", "tfcompat.legacy.nn.sigmoid_cross_entropy_with_logits"
LEGACY = Options(target="legacy")
LONG = "#" + "-" * 300 + "\n"
"""A line that leaves all others room."""
A, B, C = ("a_name_of_thirty_characters_12", "another_of_thirty_characters_1", "y")


def after(source: str, options: Options = LEGACY) -> str:
    return migrate_source(source.encode(), options=options).after.decode()


def laid_out(marked: str, rest: str = "") -> str:
    """A text that an edit puts where ``f()`` was; ``@`` stands before the call that is rewritten."""
    text = marked.replace("@", "")
    at = marked.index("@")
    start = marked.rindex("\n", 0, at) + 1 if "\n" in marked[:at] else 0
    source = parse((text[:start] + "f()" + rest).encode())
    edits = [Edit(start, start, text[start:at].encode()), Edit(start, start + 3, text[at:].encode())]
    return splice(source.text, broken(source, edits, [start])).decode()


def ruffed(source: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", "88", "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, check=True).stdout


BROKEN = [
    f"x = @f(labels={A}, logits={B})",
    f"x = @f(labels={A}, logits={B})  # why",
    f"x = @f(labels={A}, logits={B})          # why",
    f"x = @f(labels={A}, logits={B}, axis={A})",
    f"x = g(@f(labels={A}, logits={B}))",
    f"x = g(@f(labels={A}, logits={B}), name='why')".replace("'", '"'),
    f"x = g(1, a=@f(labels={A}, logits={B}), axis=[{C}, {C}])",
    f"x = g(@f(labels={A}, logits={B}, axis={A}))",
    f"x = g(h(@f(labels={A}, logits={B}, axis={A})))",
    f"x = @f(labels=h({A}, {B}, {C}), logits=({A} + {B}))",
    f"x = @f(labels=h({A}, {B}, i({A})), logits=({A} + {B}))",
    f"x = @f({C}=lambda {C}: {C}, labels={A}[1:, {C}], logits={{{B}: {C}}})",
    f"return_value[{C}] = @f(labels={A}, logits={B})",
    f"x = @f(labels={A}, logits={B},)",
]


@pytest.mark.parametrize("call", BROKEN)
@pytest.mark.parametrize("around", ["", "def f(y):\n    ", "class A:\n    def f(self):\n        "])
def test_a_call_is_broken_as_ruff_breaks_it(call, around):
    text = f"{around}{call.replace('x = ', 'the_loss_of_it = ')}\n"
    unbroken = text.replace("@", "")
    assert max(map(len, unbroken.splitlines())) > 88
    assert laid_out(text) == ruffed(unbroken) != unbroken


@pytest.mark.parametrize("call", BROKEN)
def test_a_broken_call_is_the_same_program(call):
    text = "the_loss_of_it = " + call.removeprefix("x = ")
    assert ast.dump(ast.parse(laid_out(text))) == ast.dump(ast.parse(text.replace("@", "")))


def test_a_line_is_broken_where_it_passes_the_files_own_longest_line_and_88_columns():
    fits = f"x = {OLD}(labels={'a' * 7}, logits={'b' * 7})\n"
    passes = f"x = {OLD}(labels={'a' * 7}, logits={'b' * 8})\n"
    assert len(after(HEAD + fits).splitlines()[-1]) == 88
    assert after(HEAD + passes) == (f"{HEAD}x = {NEW}(\n    labels={'a' * 7}, logits={'b' * 8}\n)\n")
    assert after(HEAD + passes + LONG).count("\n") == (HEAD + passes + LONG).count("\n")
    assert after(f"{HEAD}{passes}#{'-' * 88}\n").count("(\n") == 0


def test_no_comma_follows_what_python_2_lets_no_comma_follow():
    assert laid_out(f"x = @f(labels={A}, logits={B}, **{A})") == (
        f"x = @f(\n    labels={A},\n    logits={B},\n    **{A}\n)".replace("@", "")
    )


def test_lines_that_are_too_long_already_and_other_calls_stay():
    long = f"value = something({A}, {B}, {A}, {B})\n"
    assert long in after(HEAD + long + f"x = {OLD}(labels={A}, logits={B}, name={C})\n")


@pytest.mark.parametrize("unit", ["  ", "    ", "\t"])
def test_lines_are_indented_as_the_file_is(unit):
    source = f"{HEAD}def f():\n{unit}if x:\n{unit}{unit}loss = {OLD}(labels=the_labels, logits=the_logits)\n"
    assert after(source).endswith(
        f"{unit}{unit}loss = {NEW}(\n{unit}{unit}{unit}labels=the_labels, logits=the_logits\n{unit}{unit})\n"
    )


def test_line_ends_are_the_files_own():
    source = f"{HEAD}loss = {OLD}(labels=the_labels_of_it, logits=the_logits)\n".replace("\n", "\r\n")
    done = after(source)
    assert f"loss = {NEW}(\r\n    labels=the_labels_of_it, logits=the_logits\r\n)\r\n" in done
    assert done.count("\n") == done.count("\r\n")


def test_a_call_of_several_lines_that_moves_too_far_is_broken_too():
    column = " " * len(f"loss = {OLD}(")
    source = f"{HEAD}loss = {OLD}(labels=y,\n{column}logits={'z' * 30})\n"
    assert after(source).endswith(f"\nloss = {NEW}(\n    labels=y, logits={'z' * 30}\n)\n")


@pytest.mark.parametrize(
    "call",
    [
        f"the_loss_of_it = @f(labels={A}, logits={B})  # noqa: E501",
        f"the_loss_of_it = @f(labels={A}, logits={B})  # tfcompat: ignore[TFC201] of them",
        f"the_loss_of_it = @f(labels={A},  # the labels\n      logits={B}, a_long_keyword={A}, {C}={B}, d=1)",
        f"the_loss_of_it = @f(labels={A}, logits='''\n{B}''', a_long_keyword_of_it={A})",
        f"the_loss_of_it = @f(labels={A}, logits={B}, a_long_keyword={A}) + \\\n    1",
        f"the_loss_of_it = @f(labels={A}, \\\n  logits={B}, a_long_keyword_of_the_call={A}, {C}={B})",
        f"the_loss_of_it = @f(\n    labels={A},\n    logits={A}.{A}.{A}.{A},\n)",
        f"if {C}: the_loss_of_it = @f(labels={A}, logits={B}, a_long_keyword={A})",
        f"{C} = 1; the_loss_of_it = @f(labels={A}, logits={B}, a_long_keyword={A})",
        f"the_loss_of_it = f'{{@f(labels={A}, logits={B}, a_long_keyword={A})}}'",
        f"the_loss_of_it = @f(labels={A}, logits={B}) + g(1,\n                                               2)",
        f"the_loss_of_it = @f(a_very_long_name_of_it for a_very_long_name_of_it in {A}.{B})",
    ],
)
def test_what_hangs_on_the_layout_stays(call):
    assert laid_out(call + "\n") == call.replace("@", "") + "\n"


def test_a_second_run_changes_nothing():
    source = f"{HEAD}def f():\n    loss = {OLD}(labels=the_labels, logits=the_logits)\n"
    once = after(source)
    assert once.count("\n") == source.count("\n") + 2
    assert after(once) == once


def test_calls_of_one_file_are_broken_each_for_itself():
    inner = f"{OLD}(labels=a, logits={'z' * 9})"
    source = HEAD + f"x = {OLD}(labels=the_labels_of_it, logits={inner})\n" + "y = 1\n" + f"z = [{inner}, {C}]\n" * 2
    done = after(source)
    assert ast.dump(ast.parse(done)) == ast.dump(ast.parse(after(source + LONG)))
    assert max(map(len, done.splitlines())) <= max(map(len, source.splitlines()))


def test_a_cell_of_a_notebook_is_broken_but_not_behind_a_magic():
    call = f"{OLD}(labels=the_labels_of_it, logits=the_logits)"
    cells = [HEAD, f"loss = {call}", f"%time loss = {call}", f"for i in x:\n    %time loss = {call}"]
    sources = [cell.splitlines(keepends=True) for cell in cells]
    listed = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": one} for one in sources
    ]
    book = json.dumps({"cells": listed, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)
    done = json.loads(migrate_file(book.encode(), "a.ipynb", options=LEGACY).after)
    after_each = ["".join(cell["source"]) for cell in done["cells"]]
    new = call.replace(OLD, NEW)
    assert after_each[1] == f"loss = {NEW}(\n    labels=the_labels_of_it, logits=the_logits\n)"
    assert after_each[2:] == [f"%time loss = {new}", f"for i in x:\n    %time loss = {new}"]


@given(st.text("abc\n", max_size=12), st.data())
def test_edits_of_edits_are_edits(text, data):
    def some(of: str) -> list[Edit]:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(of)), max_size=6)))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        spans = {start: Edit(start, end, data.draw(st.sampled_from([b"", b"x", b"yz"]))) for start, end in pairs}
        return list(spans.values())

    first = some(text)
    middle = splice(text.encode(), first)
    then = some(middle.decode())
    at_once = composed(middle, first, then)
    assert splice(text.encode(), at_once) == splice(middle, then)
    assert all(one.end <= other.start for one, other in pairwise(at_once))
    ends = [(edit.start, edit.end) for edit in first]
    for offset in range(len(text)):
        if not any(start <= offset <= end for start, end in ends):
            assert middle[moved(first, offset) :][:1] == text.encode()[offset : offset + 1]
