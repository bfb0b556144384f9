"""What names and calls of a file, and of the files joined to it, show of the release that it was written for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.alone import migrate_source

from tfcompat._symbols.api_names import ONLY_TF1, ONLY_TF2
from tfcompat._symbols.first_generation import GONE_IN_1, NEW_IN_1
from tfcompat.migrate import MISTAKES, Options, Program
from tfcompat.migrate.file import File
from tfcompat.migrate.syntax.source import parse

if TYPE_CHECKING:
    from tfcompat.migrate.release.age import Age

TF = "import tensorflow as tf\n"
CALL = "x = tf.nn.sigmoid_cross_entropy_with_logits(a, b)\n"
FIRST = "x = tfcompat.sigmoid_cross_entropy(logits=a, labels=b)\n"
SECOND = "x = tfcompat.sigmoid_cross_entropy(labels=a, logits=b)\n"


def age(source: str) -> Age:
    return File("a.py", parse(f"{TF}{source}".encode())).age


@pytest.mark.parametrize(
    ("shows", "expected"),
    [
        ("tf.scalar_summary('x', y)", FIRST),
        ("z = tf.mul(y, y)", FIRST),
        ("tf.train.SummaryWriter(d)", FIRST),
        ("from tensorflow import pack\npack([y])", FIRST),
        ("z = tf.concat(1, [y, y])", FIRST),
        ("z = tf.concat(-1, [y, y])", FIRST),
        ("z = tf.concat(concat_dim=1, values=[y, y])", FIRST),
        ("z = tf.split(0, 2, y)", FIRST),
        # TensorFlow 1 refuses the call, and TensorFlow 2 the name.
        ("y = tf.placeholder(tf.float32)", FIRST),
        ("with tf.Session() as s: pass", FIRST),
        # TensorFlow 0.12 has not the name, and TensorFlow 1 refuses the call.
        ("m = tf.keras.Model()", SECOND),
        ("with tf.GradientTape() as t: pass", SECOND),
        ("z = tf.concat([y, y], axis=1)", SECOND),
        # Another call that its own arguments decide.
        ("z = tf.nn.sparse_softmax_cross_entropy_with_logits(y, tf.to_int64(l))", FIRST),
        ("z = tf.nn.sparse_softmax_cross_entropy_with_logits(y, tf.argmax(l, 1))", FIRST),
        ("z = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.argmax(l, 1), y)", SECOND),
    ],
)
def test_what_a_file_shows_decides_the_order_of_its_calls(shows, expected):
    migration = migrate_source(f"{TF}{shows}\n{CALL}".encode())
    assert expected in migration.after.decode()
    (finding,) = (one for one in migration.findings if one.line == 2 + shows.count("\n") + 1)
    assert finding.applicability == "safe"
    assert "read as TensorFlow " in finding.message


@pytest.mark.parametrize(
    "shows",
    [
        "x = y",
        "# tf.scalar_summary",
        "x = 'tf.pack'",
        "tf.mul = tf.multiply\nz = tf.mul(y, y)",
        "if hasattr(tf, 'pack'): tf.pack([y])",
        "if tf.__version__ < '1': tf.pack([y])",
        "try: tf.pack([y])\nexcept AttributeError: tf.stack([y])",
        "try: tf.pack([y])\nexcept: tf.stack([y])",
        "def f(tf): tf.pack([y])",
        "z = tf.concat([y, y], 1)",
        "z = tf.concat(axis, [y, y])",
        "z = tf.concat(*y)",
        "z = tf.nn.relu(y)",
        # Contradictions: something never ran.
        "tf.pack([y])\nz = tf.losses.get_losses()",
        "tf.Session()\nz = tf.losses.get_losses()",
        "tf.Session()\nz = tf.optimizers.Adam()",
        "z = tf.metrics.auc(y, y)",  # of TensorFlow 1 alone, which refuses the call
        "z = tf.layers.conv2d(y, 1, 1)",
        "z = tf.nn.sparse_softmax_cross_entropy_with_logits(y, tf.argmax(l, 1))\n"
        "z = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.argmax(l, 1), y)",
    ],
)
def test_without_evidence_or_with_contradicting_ones_a_call_stays(shows):
    migration = migrate_source(f"{TF}{shows}\n{CALL}".encode())
    assert CALL in migration.after.decode()
    assert "TFC104" in {one.code for one in migration.findings}


def test_a_try_that_asks_for_no_names_is_no_guard():
    assert age("try:\n    tf.pack([y])\nexcept KeyboardInterrupt:\n    pass\n").generation == "tf0.12"


def test_each_reason_is_told_with_its_line():
    shown = age("tf.pack([y])\ny = tf.placeholder()\ny = tf.placeholder()\n")
    assert shown.shown_by == ("tf.pack on line 2 was removed in TensorFlow 1.0",)
    (finding,) = migrate_source(f"{TF}y = tf.placeholder()\n{CALL}".encode()).findings
    assert finding.message.endswith(
        "read as TensorFlow 0.12: tf.placeholder on line 2 was removed in TensorFlow 2; line 3 can only be read "
        "as TensorFlow 0.12"
    )


def test_a_file_that_uses_ours_has_lost_what_it_showed():
    source = f"{TF}import tfcompat\ny = tf.placeholder()\n{CALL}"
    assert migrate_source(source.encode()).after == source.encode()


def test_an_option_beats_what_the_file_shows():
    source = f"{TF}tf.pack([y])\n{CALL}"
    assert SECOND in migrate_source(source.encode(), options=Options(era="tf2")).after.decode()


def migrated(**files: str) -> str:
    """What becomes of the file `asks` of a program."""
    sources = {f"{name}.py": f"{TF}{text}".encode() for name, text in files.items()}
    program = Program(sources.values(), sources)
    return migrate_source(sources["asks.py"], "asks.py", program=program).after.decode()


def test_files_that_imports_join_share_what_one_of_them_shows():
    assert FIRST in migrated(asks=CALL, main="import asks\ntf.pack([y])\n")
    assert FIRST in migrated(asks=CALL, main="import asks, other\n", other="tf.pack([y])\n")
    assert SECOND in migrated(asks=CALL, main=f"import asks\nm = tf.keras.Model()\n{CALL}")
    assert CALL in migrated(asks=CALL, other="tf.pack([y])\n")
    assert CALL in migrated(asks=CALL, main="import asks, other\nx = tf.pack(y)\n", other=f"tf.keras.Model()\n{CALL}")


def test_what_another_file_shows_does_not_beat_the_file_itself():
    assert SECOND in migrated(asks=f"m = tf.keras.Model()\n{CALL}", main="import asks\ntf.pack([y])\n")
    assert CALL in migrated(asks=f"tf.data.Dataset\ntf.Session()\n{CALL}", main="import asks\ntf.pack([y])\n")


def test_a_joined_file_that_uses_ours_may_have_shown_something_else():
    assert CALL in migrated(asks=CALL, main="import asks, other\ntf.pack([y])\n", other="import tfcompat\n")
    assert CALL in migrated(asks=CALL, main="import asks, bad\n", bad="tf.pack([y]\n")


def test_check_reads_a_call_by_the_same_evidence():
    source = f"{TF}tf.pack([y])\np = tf.nn.softmax(z)\nx = tf.nn.softmax_cross_entropy_with_logits(p, y)\n"
    (finding,) = migrate_source(source.encode(), options=Options(select=MISTAKES)).findings
    assert (finding.code, finding.line) == ("TFC201", 4)
    swapped = source.replace("(p, y)", "(y, z)")
    assert migrate_source(swapped.encode(), options=Options(select=MISTAKES)).findings == ()


def test_no_name_is_in_lists_that_exclude_each_other():
    assert not GONE_IN_1 & NEW_IN_1
    assert not GONE_IN_1 & ONLY_TF2
    assert {name for name in GONE_IN_1 if not name.startswith(("batch_", "nn.", "train."))} - ONLY_TF1 == {
        "RegisterShape",
        "audio_summary",
        "split_v",
    }


@pytest.mark.tensorflow
def test_no_name_that_is_gone_is_in_the_tensorflow_of_today():
    import tensorflow as tf

    for name in GONE_IN_1:
        here = tf
        for part in name.split("."):
            here = getattr(here, part, None)
        assert here is None, name
