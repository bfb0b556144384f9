"""Which TensorFlow a file was written for, as far as its own names show it, and what that does to the labels."""

from __future__ import annotations

import importlib

import pytest
from support.alone import migrate_source

from tfcompat._symbols.api_names import ONLY_TF1, ONLY_TF2
from tfcompat.migrate import Options
from tfcompat.migrate.release.evidence import evidence

CALL = "x = tf.nn.softmax_cross_entropy_with_logits(labels=teacher(y), logits=z)\n"


def migrated(*lines: str):
    source = "\n".join(["import tensorflow as tf", *lines, CALL])
    migration = migrate_source(source.encode(), options=Options(unsafe=True))
    (finding,) = (found for found in migration.findings if found.code == "TFC101")
    return finding, b"tf.stop_gradient(teacher(y))" in migration.after


@pytest.mark.parametrize(
    "name",
    [
        "enable_eager_execution()",
        "train.AdamOptimizer()",
        "train.Saver()",
        "log(x)",
        "random_normal([1])",
        "random_uniform([1])",
        "assign(a, b)",
        "to_float(x)",
        "to_int32(x)",
        "gfile.Open(path)",
        "logging.info(text)",
        "global_variables_initializer()",
        "get_variable(name)",
        "variable_scope(name)",
        "contrib.slim.arg_scope",
        "layers.flatten(x)",
        "app.run()",
        "flags.FLAGS",
        "summary.merge_all()",
        "losses.get_total_loss()",
        "metrics.accuracy(a, b)",
        "nn.dynamic_rnn(cell, x)",
        "GraphKeys.LOSSES",
        "mul(a, b)",
        "train.SummaryWriter(path)",
    ],
)
@pytest.mark.parametrize("beside", ["", "tf.GradientTape()", "tf.function(f)", "tf.keras.Model()"])
def test_a_name_that_only_tensorflow_1_has_decides_whatever_both_have_stands_beside_it(name, beside):
    finding, stopped = migrated(f"tf.{name}", beside)
    assert (finding.applicability, stopped) == ("safe", True)


@pytest.mark.parametrize(
    "name",
    [
        "optimizers.Adam()",
        "losses.SparseCategoricalCrossentropy()",
        "metrics.Mean()",
        "keras.layers.Normalization()",
        "data.AUTOTUNE",
        "summary.create_file_writer(path)",
        "random.set_seed(1)",
        "config.list_physical_devices()",
    ],
)
def test_a_name_that_only_tensorflow_2_has_decides(name):
    finding, stopped = migrated("tf.GradientTape()", f"tf.{name}")
    assert (finding.applicability, stopped) == ("safe", False)


@pytest.mark.parametrize("name", ["GradientTape", "function", "keras"])
def test_a_name_that_both_have_speaks_for_tensorflow_2_and_leaves_the_fix_unsafe(name):
    finding, stopped = migrated(f"tf.{name}")
    assert (finding.applicability, stopped) == ("unsafe", False)
    assert f"tf.{name} suggests TensorFlow 2, but TensorFlow 1.15 has it too" in finding.reason
    assert "read as TensorFlow 2, which passes gradients to the labels (--era decides)" in finding.reason


def test_names_of_both_leave_the_fix_unsafe_and_are_named():
    finding, stopped = migrated("if old: tf.Session()", "else: tf.optimizers.Adam()")
    assert (finding.applicability, stopped) == ("unsafe", True)
    assert "tf.Session is TensorFlow 1 and tf.optimizers is TensorFlow 2; read as TensorFlow 1" in finding.reason


def test_the_option_leaves_no_doubt():
    source = f"import tensorflow as tf\ntf.GradientTape()\n{CALL}".encode()
    (finding,) = migrate_source(source, options=Options(era="tf2")).findings
    assert finding.applicability == "safe"


def test_a_name_that_the_file_puts_there_itself_shows_nothing():
    finding, _ = migrated("tf.log = tf.math.log", "y = tf.log(z)")
    assert finding.applicability == "unsafe"
    assert finding.reason.startswith("nothing in this file shows")


@pytest.mark.parametrize("name", ["tensorflow.math.log", "tensorflow.compat.v1.Session", "tensorflow.logs", "mine.log"])
def test_names_that_both_have_or_that_are_not_tensorflows_show_nothing(name):
    assert evidence([name]).generation is None


def test_no_name_is_on_both_lists_or_stands_below_another_of_its_list():
    assert not ONLY_TF1 & ONLY_TF2
    for listed in (ONLY_TF1, ONLY_TF2):
        parents = {name.rpartition(".")[0] for name in listed}
        assert not parents & listed


@pytest.mark.tensorflow
def test_the_installed_tensorflow_has_none_of_tensorflow_1s_own_names():
    tf = importlib.import_module("tensorflow")

    def has(name: str) -> bool:
        found = tf
        for part in name.split("."):
            found = getattr(found, part, None)
        return found is not None

    assert [name for name in sorted(ONLY_TF1) if has(name)] == []
    assert has("nn.relu")
