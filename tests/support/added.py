"""What docs/extending.md adds is used, and put to the tests that things of its kind have to pass."""

from __future__ import annotations

import sys
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
MODEL = "import keras, tfcompat\nmodel = keras.Sequential([keras.layers.Dense(3, activation='{}')])\n"
SMOOTHED = "import tfcompat\nloss = tfcompat.softmax_cross_entropy(labels, logits, label_smoothing=1)\n"


def tests_in(file: str) -> Any:
    """The module of a test file, whose tests are called."""
    path = TESTS / file
    sys.path.insert(0, str(path.parent))
    return import_module(path.stem)


def printed(*words: str, **given: Any) -> str:
    """What a command prints."""
    from click.testing import CliRunner

    from tfcompat.cli import cli

    result = CliRunner().invoke(cli, words, **given)
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def a_loss() -> None:
    import numpy as np
    import tensorflow as tf

    import tfcompat
    from tfcompat import losses
    from tfcompat._keras import keras

    labels, p = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]), np.array([[0.5, 0.3, 0.2], [0.2, 0.2, 0.6]])
    logits, each = tf.constant(np.log(p)), np.sum((p - labels) ** 2, -1)
    with tf.GradientTape() as tape:
        tape.watch(logits)
        value = tfcompat.brier_score(labels, logits)
    np.testing.assert_allclose(value, each)
    slope = 2 * (p - labels)
    np.testing.assert_allclose(tape.gradient(value, logits), p * (slope - np.sum(slope * p, -1, keepdims=True)))
    for reduction, total in (("sum", each @ [1, 3]), ("mean", each @ [1, 3] / 2), ("none", each * [1, 3])):
        loss = tfcompat.BrierScore(reduction=reduction)
        np.testing.assert_allclose(loss(labels, logits, sample_weight=[1.0, 3.0]), total, rtol=1e-6)
        again = keras.losses.deserialize(keras.losses.serialize(loss))
        assert again.get_config() == loss.get_config()
    model = keras.Sequential([keras.Input([2]), tfcompat.Logits(3)])
    model.compile("sgd", tfcompat.BrierScore())
    assert [row.reads for row in tfcompat.audit(model).rows] == ["logits"]
    before = [weight.numpy() for weight in model.weights]
    model.fit(np.eye(2), labels, epochs=1, verbose=0)
    assert not np.array_equal(before[0], model.weights[0].numpy())
    model.save("model.keras")
    assert type(keras.models.load_model("model.keras").loss) is tfcompat.BrierScore
    assert type(losses.get("brier_score")) is type(losses.get("BrierScore")) is losses.BrierScore
    for activation, code in (("softmax", "TFC201"), ("relu", "TFC206")):
        program = f"{MODEL.format(activation)}model.compile(loss=tfcompat.BrierScore())\n"
        Path("train.py").write_text(program, encoding="utf-8")
        assert code in printed("check", "train.py"), activation
    names = tests_in("house/test_names.py")
    names.test_the_stub_lists_what_the_package_lists()
    names.test_the_stub_imports_each_name_from_where_the_package_finds_it()
    _doctests("tfcompat.losses.brier")


def a_legacy_name() -> None:
    import numpy as np
    import tensorflow as tf

    import tfcompat

    path = "contrib.nn.brier_score"
    rows = tests_in("runtime/legacy/test_rows.py")
    rows.test_a_row_is_whole.of_one(path)
    rows.test_after_is_what_the_migrator_writes.of_one(path)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        value = tfcompat.legacy.contrib.nn.brier_score(tf.zeros([1, 2]), tf.constant([[0.0, 1.0]]))
    np.testing.assert_allclose(value, [0.5])
    assert [str(one.message).partition(",")[0] for one in heard] == ["tf.contrib.nn.brier_score is a legacy name"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows.test_before_and_after_say_the_same(path)
    old = "import tensorflow as tf\nx = tf.contrib.nn.brier_score(z, y)\n"
    new = "import tensorflow as tf\nimport tfcompat\nx = tfcompat.legacy.contrib.nn.brier_score(z, y)\n"
    assert printed("migrate", "-", input=old).splitlines()[-1] == new.splitlines()[-1]
    tests_in("house/test_stubs.py").test_the_stubs_are_those_of_the_table()


def a_layer() -> None:
    import numpy as np

    from tfcompat import layers
    from tfcompat._keras import keras

    model = keras.Sequential([keras.Input([2]), layers.Tempered(4.0)])
    np.testing.assert_allclose(model(np.array([[4.0, 2.0]])), [[1.0, 0.5]])
    model.save("model.keras")
    again = keras.models.load_model("model.keras")
    assert type(again.layers[-1]) is layers.Tempered
    assert again.layers[-1].get_config() == model.layers[-1].get_config()
    np.testing.assert_allclose(again(np.array([[4.0, 2.0]])), [[1.0, 0.5]])
    _doctests("tfcompat.layers.tempered")


def a_rule() -> None:
    tests = tests_in("migrate/rules/test_rules.py")
    rule = tests.all_rules()["TFC299"]
    tests.test_a_rule_explains_itself.of_one(rule)
    tests.test_a_rule_about_mistakes_says_what_its_fix_does_and_shows_it.of_one(rule)
    for case in rule.INVALID:
        tests.test_an_invalid_case_is_found_and_says_where_and_why.of_one(rule, case)
    for case in rule.VALID:
        tests.test_a_valid_case_is_not_found.of_one(rule, case)
    tests.test_the_folder_is_the_list()
    tests.test_no_other_file_spells_a_code()
    Path("train.py").write_text(SMOOTHED, encoding="utf-8")
    for command in (("check",), ("migrate", "--select", "TFC299", "--output-format", "concise")):
        assert "train.py:2" in printed(*command, "train.py"), command
    explained = printed("explain", "TFC299")
    assert "With a label smoothing of 1" in explained
    assert rule.INVALID[0].source.splitlines()[1] in explained
    assert "labels smoothed away" in printed("rules")


def a_report_format() -> None:
    Path("old.py").write_text("import tensorflow as tf\nx = tf.nn.raw(tf.losses.log_loss(a, b))\n", encoding="utf-8")
    head, *rows = printed("migrate", "--output-format", "tsv", "old.py").splitlines()
    assert head == "path\tline\tcode\tmessage"
    assert ["old.py", "2", "TFC102"] in [row.split("\t")[:3] for row in rows]
    assert printed("check", "--output-format", "tsv", "old.py").splitlines()[0] == head
    for command in ("migrate", "check"):
        assert "tab-separated values, for spreadsheets" in printed(command, "--help")


def _doctests(module: str) -> None:
    tests_in("runtime/test_doctests.py").test_examples_print_what_they_say(module)


CHECKS = {
    "A loss": a_loss,
    "A legacy name": a_legacy_name,
    "A layer": a_layer,
    "A rule": a_rule,
    "A report format": a_report_format,
}
