"""How much is done for a file: what is read, parsed and called is counted, since times are another machine's."""

from __future__ import annotations

import json
import sys
from collections import Counter

import pytest
from click.testing import CliRunner

from tfcompat import files
from tfcompat.cli import cli
from tfcompat.migrate import Look, Options, Program
from tfcompat.migrate.syntax import source

HEAD = "import tensorflow.compat.v1 as tf\n"
CALL = "loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=z)\n"
LEFT = "left = unknown.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=z)\n"
READER = "total = tf.get_collection(tf.GraphKeys.LOSSES)\n"
ASKED = "def ours(loss):\n    return isinstance(loss, tf.keras.losses.BinaryCrossentropy)\n"


@pytest.fixture
def parses(monkeypatch):
    """Every text that the parser gets, and how often."""
    parser, texts = source._PARSER, Counter()

    class Counting:
        def parse(self, text):
            texts[text] += 1
            return parser.parse(text)

    monkeypatch.setattr(source, "_PARSER", Counting())
    return texts


def migrated(raw, path, others=()):
    """What becomes of a file in a run with others."""
    looks = [Look(raw, path), *(Look(text.encode(), f"other{number}.py") for number, text in enumerate(others))]
    program = Program((look.python for look in looks), (look.path for look in looks))
    readers = looks[0].loss_readers()
    return looks[0].migrate(options=Options(unsafe=True), loss_readers=readers, program=program, run=looks[0].around())


def notebook(*cells):
    listed = [{"cell_type": "code", "source": text, "metadata": {}, "outputs": []} for text in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": listed}).encode()


@pytest.mark.parametrize("text", ["x = 1\n", HEAD + LEFT, HEAD + READER, HEAD + READER + LEFT, HEAD + ASKED])
def test_a_file_that_stays_is_parsed_once(parses, text):
    assert not migrated(text.encode(), "a.py").changed
    assert parses == {text.encode(): 1}


@pytest.mark.parametrize("more", ["", LEFT, READER, ASKED])
def test_a_file_that_changes_is_parsed_once_more_for_the_check_and_the_second_pass(parses, more):
    text = (HEAD + CALL + more).encode()
    done = migrated(text, "a.py")
    assert done.changed
    assert parses == {text: 1, done.after: 1}


def test_a_notebook_is_parsed_by_cells_and_as_one(parses):
    assert not migrated(notebook(HEAD, LEFT, READER), "a.ipynb").changed
    assert sorted(parses.values()) == [1] * 4


def test_of_a_notebook_that_changes_the_new_cells_are_parsed_as_well(parses):
    assert migrated(notebook(HEAD, CALL, "x = 1\n", READER), "a.ipynb").changed
    assert sorted(parses.values()) == [1] * (4 + 1 + 1 + 2)  # cells; as one; the result; two cells with changes


def test_a_run_reads_each_file_once(tmp_path, monkeypatch):
    seen, read = Counter(), files.read
    monkeypatch.setattr(files, "read", lambda path: seen.update([path.name]) or read(path))
    (tmp_path / "a.py").write_text(HEAD + CALL + READER)
    (tmp_path / "b.py").write_text(HEAD + LEFT)
    (tmp_path / "c.ipynb").write_bytes(notebook(HEAD, CALL))
    assert CliRunner().invoke(cli, ["migrate", "--unsafe", str(tmp_path)]).exit_code == 1
    assert {name: seen[name] for name in ("a.py", "b.py", "c.ipynb")} == {"a.py": 1, "b.py": 1, "c.ipynb": 1}


def calls(work):
    """How many functions some work calls, those of Python's own library and of C included."""
    count = 0

    def counted(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


STEP = "def step{0}(y, z):\n    x{0} = [1, 2.5, 'text', {{'key': z}}]\n    {1}    return loss, x{0}\n\n"


def of_size(steps):
    text = HEAD + "".join(STEP.format(number, CALL) for number in range(steps))
    return lambda: migrated(text.encode(), "a.py")


def of_files(number):
    texts = [HEAD + f"from other{at} import step{at + 1}\n" + STEP.format(at, CALL) for at in range(number)]

    def work():
        looks = [Look(text.encode(), f"other{at}.py") for at, text in enumerate(texts)]
        program = Program((look.python for look in looks), (look.path for look in looks))
        for look in looks:
            look.migrate(program=program)

    return work


@pytest.mark.parametrize("work", [of_size, of_files])
def test_twice_as_much_is_twice_the_work(work):
    work(4)()  # what is compiled and loaded once
    some, more, most = (calls(work(number)) for number in (16, 32, 64))
    assert most - more < 1.15 * 2 * (more - some)
