"""The benchmarks fail when they should, and what they recorded is what the documentation shows."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

import pytest

import tfcompat

FOLDER = Path(tfcompat.__file__).parents[1] / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch):
    """Imports a script of the folder as if it had been run from there."""
    monkeypatch.syspath_prepend(str(FOLDER))
    monkeypatch.setattr(sys, "argv", ["benchmark", "--rounds", "3"])
    yield import_module
    for name in ("startup", "parsers", "record", "corpus", "places"):
        sys.modules.pop(name, None)


def takes(startup, milliseconds: dict[str, float]):
    """A clock that gives each command its time."""
    by_code = {command.code: milliseconds[command.name] / 1000 for command in startup.COMMANDS}
    return by_code.__getitem__


TIMES = {
    "python -c pass": 15.0,
    "import tfcompat": 34.0,
    "a hello of click --help": 70.0,
    "tfcompat --help": 149.0,
}


def test_start_up_within_the_limits_passes(benchmark, monkeypatch, capsys):
    startup = benchmark("startup")
    monkeypatch.setattr(startup, "seconds", takes(startup, TIMES))
    assert startup.main() == 0
    out = capsys.readouterr().out
    assert "import tfcompat               34.0 ms   2.27 x python -c pass" in out
    assert "19.0 of 20 ms allowed" in out
    assert "2.13 x a hello of click --help" in out


@pytest.mark.parametrize(("command", "ms"), [("import tfcompat", 36.0), ("tfcompat --help", 151.0)])
def test_start_up_over_a_limit_fails_and_names_it(benchmark, monkeypatch, capsys, command, ms):
    startup = benchmark("startup")
    monkeypatch.setattr(startup, "seconds", takes(startup, {**TIMES, command: ms}))
    assert startup.main() == 1
    assert capsys.readouterr().err == f"Over the limit: {command}\n"


@pytest.mark.parametrize("make", ["stdlib_ast", "tree_sitter"])
def test_a_parser_says_which_files_it_cannot_read(benchmark, make):
    parsers = benchmark("parsers")
    read = getattr(parsers, make)()
    assert parsers.measure(read, [b"x = f(1)\n", b"def f(:\n"])[1] == 1


@pytest.mark.parametrize("name", ["startup", "parsers"])
def test_records_say_where_and_when_they_were_taken(name):
    record = json.loads((FOLDER / "results" / f"{name}.json").read_text(encoding="utf-8"))
    assert record["rows"]
    assert record["machine"]
    assert record["date"]
    assert record["versions"]["python"]


OLD = "import tensorflow.compat.v1 as tf\nx = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=z)\n"


def test_the_corpus_is_counted_and_nothing_in_it_is_written(benchmark, tmp_path, capsys):
    for name, source in {
        "a/ops.py": OLD,
        "a/b/left.py": f"{OLD}w = tf.nn.sigmoid_cross_entropy_with_logits(labels=y)\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source)
    (tmp_path / "bad.py").write_text("def f(:\n")
    figures = tmp_path / "figures.json"
    assert benchmark("corpus").main([str(tmp_path), "--json", str(figures)]) == 0
    counted = json.loads(figures.read_text())
    assert counted["files"] == {"looked at": 3, "not analysed": 1, "changed": 2}
    assert counted["sites"] == {"safe": 2, "left": 1}
    assert list(counted["examples"].values()) == [["a/b/left.py:3"]]
    assert "migrated 66.7% (safe 2, unsafe 0, left 1)" in capsys.readouterr().out
    assert (tmp_path / "a/ops.py").read_text() == OLD


@pytest.mark.parametrize(
    ("after", "again", "fault"),
    [
        (b"", b"", "emptied"),
        (b"x = 1\n", b"y = 1\n", "not idempotent"),
        (OLD.replace("tf.nn", "ours").encode(), None, "changed outside edits"),
        (OLD.replace("labels=y, logits=z", "labels=z, logits=y").encode(), None, "arguments swapped"),
    ],
)
def test_what_must_not_happen_is_seen(benchmark, after, again, fault):
    from tfcompat.migrate import Migration

    corpus = benchmark("corpus")
    done = Migration("x.py", OLD.encode(), after)
    assert fault in list(corpus.faults(done, Migration("x.py", after, after if again is None else again)))
    assert fault in corpus.BAD


def test_a_migrator_that_crashes_is_counted(benchmark, monkeypatch, tmp_path, capsys):
    corpus = benchmark("corpus")
    (tmp_path / "a.py").write_text(OLD)
    monkeypatch.setattr(corpus, "migrate_file", lambda *_, **__: 1 // 0)
    assert corpus.main([str(tmp_path)]) == 1
    assert "crashed: a.py: ZeroDivisionError" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("before", "after", "result"),
    [
        ("f.softmax_cross_entropy_with_logits(labels=a, logits=b)", "softmax_cross_entropy(labels=b, logits=a)", True),
        ("f.softmax_cross_entropy_with_logits(labels=a, logits=b)", "softmax_cross_entropy(logits=b, labels=a)", False),
        (
            "slim.losses.softmax_cross_entropy(z, y)",
            "SoftmaxCrossEntropy()(y_pred=z, y_true=tf.stop_gradient(y))",
            False,
        ),
        ("slim.losses.softmax_cross_entropy(z, y)", "SoftmaxCrossEntropy()(y_true=z, y_pred=y)", True),
        ("tf.losses.softmax_cross_entropy(y, z)", "SoftmaxCrossEntropy()(y_true=z, y_pred=y)", True),
        ("tf.losses.softmax_cross_entropy(y, z)", "SoftmaxCrossEntropy()(y_true=y, y_pred=z)", False),
        ("print 'x'", "print 'y'", False),
    ],
)
def test_arguments_that_change_places_are_seen(benchmark, before, after, result):
    assert benchmark("places").swapped(before.encode(), after.encode()) is result
