"""The benchmarks fail when they should, and what they recorded is what the documentation shows."""

from __future__ import annotations

import json
import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

import tfcompat
from tfcompat.cli import cli

FOLDER = Path(tfcompat.__file__).parents[1] / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch):
    """Imports a script of the folder as if it had been run from there."""
    monkeypatch.syspath_prepend(str(FOLDER))
    monkeypatch.setattr(sys, "argv", ["benchmark", "--rounds", "3"])
    yield import_module
    for path in FOLDER.glob("*.py"):
        sys.modules.pop(path.stem, None)


def takes(startup, milliseconds: dict[str, float]):
    """A clock that gives each command its time."""
    by_code = {command.code: milliseconds[command.name] / 1000 for command in startup.COMMANDS}
    return by_code.__getitem__


TIMES = {
    "python -c pass": 15.0,
    "import tfcompat": 34.0,
    "a hello of click --help": 70.0,
    **dict.fromkeys(["tfcompat --help", *(f"tfcompat {name} --help" for name in cli.commands)], 149.0),
}


def test_start_up_within_the_limits_passes(benchmark, monkeypatch, capsys):
    startup = benchmark("startup")
    monkeypatch.setattr(startup, "seconds", takes(startup, TIMES))
    assert startup.main() == 0
    out = capsys.readouterr().out
    assert "import tfcompat               34.0 ms   2.27 x python -c pass" in out
    assert "19.0 of 20 ms allowed" in out
    assert "2.13 x a hello of click --help" in out


@pytest.mark.parametrize(
    ("command", "ms"), [("import tfcompat", 36.0), ("tfcompat --help", 151.0), ("tfcompat migrate --help", 151.0)]
)
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


RECORDED = [path.stem for path in sorted(FOLDER.glob("*.py")) if '"--record"' in path.read_text(encoding="utf-8")]
ROWS = {
    "accuracy": ("rows", {"loss", "dtype", "ours", "tf.nn"}),
    "audit": ("rows", {"group", "shapes", "verdicts", "mistakes", "unknown", "wrong"}),
    "fused": ("goals", {"name", "ratio", "at_least", "at_most"}),
    "fuzz": ("rows", {"family", "tried", "changed", "refused", "broken", "slowest"}),
    "guard": ("heads", set()),
    "limits": ("ratios", {"work", "where", "peer", "ratio", "low", "high", "cpu"}),
    "links": ("ratios", {"work", "where", "peer", "ratio", "low", "high", "cpu"}),
    "losses": ("ratios", {"work", "where", "peer", "ours_ms", "peer_ms", "ratio", "low", "high", "cpu", "goal"}),
    "migrator": ("rows", {"kind", "files", "kilobytes", "ms"}),
    "mistakes": ("rules", {"code", "right", "judged", "found", "planted"}),
    "mutation": ("rows", {"group", "folder", "mutants", "tried", "failed", "too slow", "explained", "survive"}),
    "parsers": ("rows", {"parser", "cpu_seconds", "failed"}),
    "replay": ("rows", {"symbol", "calls", "bit-equal", "within 4 ulp", "refused as then", "not equal", "why"}),
    "sharded": ("counted", {"sent", "sent_formula", "peak", "peak_most", "weights"}),
    "traffic": ("rows", {"form", "way", "read", "written", "operations"}),
    "startup": ("rows", {"command", "median_ms", "against", "ratio", "counted_ms", "limit_ms"}),
}
PAGES = "".join(path.read_text(encoding="utf-8") for path in sorted((FOLDER.parent / "docs").glob("*.md")))


def record_of(name: str) -> dict:
    return json.loads((FOLDER / "results" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", RECORDED)
def test_a_record_says_where_and_when_it_was_taken_and_the_docs_show_it(name):
    record = record_of(name)
    rows, fields = ROWS[name]
    assert record[rows]
    assert all(fields <= set(row) for row in record[rows])
    assert record["machine"]
    assert record["date"]
    assert record["versions"]["python"]
    assert f"benchmarks/{name}.py" in PAGES


def test_no_record_is_left_of_a_script_that_is_gone():
    assert sorted(path.stem for path in (FOLDER / "results").iterdir()) == RECORDED == sorted(ROWS)


def test_what_was_compared_with_is_recorded():
    record = record_of("losses")
    assert {row["peer"] for row in record["ratios"]} >= {"tf.nn", "Keras", "PyTorch", "Optax", "the limit of memory"}
    assert {row["where"] for row in record["ratios"]} == {"graph", "XLA", "unknown", "eager", "fit", "predict"}
    assert [point["rows"] for point in record_of("fused")["peaks"]] == [2048, 8192, 16384, 32768]
    for against in ("N", "K"):
        assert set(record["curves"][against]) == {"tfcompat", "tf.nn", "Keras", "PyTorch", "Optax"}


def test_what_devices_send_and_hold_is_as_the_page_says():
    """In bytes: inputs and their gradient, an id, and three numbers with their gradients, for each other device."""
    page = (FOLDER.parent / "docs" / "large-vocabularies.md").read_text(encoding="utf-8")
    assert "`(devices - 1) · N · (8 D + 32)` bytes" in page
    record = record_of("sharded")
    for row in [*record["counted"], *record["on_paper"]]:
        assert row["sent"] == (row["devices"] - 1) * row["rows"] * (8 * row["features"] + 32)
        assert row["weights"] == 4 * row["features"] * row["classes"] // row["devices"]
    assert all(row["weights"] < row["peak"] <= row["peak_most"] for row in record["counted"])
    assert max(row["classes"] for row in record["on_paper"]) == 1_000_000


def test_goals_that_are_missed_are_spoken_of():
    page = (FOLDER.parent / "docs" / "performance.md").read_text(encoding="utf-8").lower()
    why = page.partition("### where a target is missed")[2].partition("\n## ")[0]
    missed = [row for row in record_of("losses")["ratios"] if row["goal"] and round(row["ratio"], 2) < row["goal"]]
    named = {"small batches" if "128 x 10" in row["work"] else re.split(r"\W", row["work"])[0] for row in missed}
    assert [name for name in named if f"**{name}" not in why] == []


def test_a_ratio_is_of_medians_and_a_goal_below_is_missed(benchmark):
    side = benchmark("side_by_side")
    ours, theirs = ([side.Took(ms, cpu) for ms in each] for each, cpu in (([1.0, 2.0, 9.0], 2), ([3.0, 4.0, 5.0], 3)))
    row = side.ratio("w", "graph", ours, theirs, "tf.nn", goal=2.5)
    assert (row.ours_ms, row.peer_ms, row.ratio, row.cpu) == (2.0, 4.0, 2.0, 1.5)
    assert row.missed
    assert "2.00 [0.56, 3.00]" in side.shown(row)
    assert side.shown(row).endswith("cpu  1.50 x tf.nn                  goal 2.50  MISSED")
    assert not side.ratio("w", "graph", ours, theirs, "tf.nn").missed


def test_things_that_are_timed_take_turns(benchmark, monkeypatch):
    side = benchmark("side_by_side")
    order = []
    monkeypatch.setattr(side, "_calls", lambda way: 1)
    times = side.milliseconds({name: lambda name=name: order.append(name) for name in "abc"}, rounds=3)
    timed = order[1::2]
    assert timed == list("abcbcacab")
    assert order[::2] == timed  # a call that is not timed comes before each that is
    assert {name: len(each) for name, each in times.items()} == {"a": 3, "b": 3, "c": 3}


@pytest.mark.parametrize(
    ("ratio", "least", "most", "met"),
    [(0.9, 1.0, None, False), (0.2, None, 0.1, False), (1, 1, 2, True), (-0.6, None, 2.0, True)],
)
def test_a_goal_of_the_fused_form_has_a_side(benchmark, ratio, least, most, met):
    assert benchmark("fused").Goal("peak / held", ratio, least, most).met() is met


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


WRONG = "import tensorflow as tf\nx = tf.losses.softmax_cross_entropy(y, tf.nn.softmax(z))\n"


def test_what_the_checker_finds_is_compared_with_what_people_judged(benchmark, tmp_path, capsys):
    (tmp_path / "o+a").mkdir()
    for name, source in {"wrong.py": WRONG, "right.py": WRONG.replace("tf.nn.softmax(z)", "z")}.items():
        (tmp_path / "o+a" / name).write_text(source)
    places = {("wrong.py", "2"): True, ("right.py", "2"): True, ("right.py", "1"): False, ("gone.py", "1"): True}
    labels = [
        {"repo": "o/a", "path": path, "loc": loc, "label": label, "reason": "seen"}
        for (path, loc), label in places.items()
    ]
    (tmp_path / "labels.json").write_text(json.dumps({"labels": labels}))
    run = [str(tmp_path), "--labels", str(tmp_path / "labels.json"), "--list", "TFC2"]
    assert benchmark("mistakes").main(run) == 0
    said = capsys.readouterr().out
    assert re.search(r"judged wrong, and found +1 of 2\n", said)
    assert re.search(r"judged right, and found +0 of 1\n", said)
    assert "missed: o+a/right.py:2: seen\n" in said
    assert "o+a/wrong.py:2: TFC201 " in said
    labels[0]["label"] = False
    (tmp_path / "labels.json").write_text(json.dumps({"labels": labels}))
    assert benchmark("mistakes").main(run) == 1
    assert "false alarm: o+a/wrong.py:2" in capsys.readouterr().out


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
