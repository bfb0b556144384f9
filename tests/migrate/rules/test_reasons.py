"""What a finding says is true: the readings it offers are possible ones, and its reasons hold."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

V1 = "import tensorflow.compat.v1 as tf\n"
TF = "import tensorflow as tf\n"
SOFTMAX = "tf.nn.softmax_cross_entropy_with_logits"


def reasons(source: str) -> list[str]:
    return [finding.reason for finding in migrate_source(source.encode()).findings]


def reason(source: str) -> str:
    (found,) = reasons(source)
    return found


@pytest.mark.parametrize(
    ("source", "offered", "impossible"),
    [
        (f"{V1}l = {SOFTMAX}(a, b)\n", "TensorFlow 2.0 to 2.21 reads (labels=a, logits=b)", "0.12"),
        (
            f"{TF}x = tf.Session()\nl = tf.nn.weighted_cross_entropy_with_logits(a, b, 2.0)\n",
            "TensorFlow 1.14 to 1.15 reads (labels=a, logits=b, pos_weight=2.0)",
            "2.21",
        ),
    ],
)
def test_only_readings_of_releases_that_can_run_the_file_are_offered(source, offered, impossible):
    assert offered in reason(source)
    assert impossible not in reason(source)


def test_what_nothing_decides_is_offered_in_full():
    found = reason(f"{TF}l = {SOFTMAX}(a, b)\n")
    assert "TensorFlow 0.12 reads (logits=a, labels=b); TensorFlow 2.0 to 2.21 reads (labels=a, logits=b)" in found
    assert "--era tf0.12 or --era tf2" in found


def test_compat_v1_was_never_tensorflow_0_12():
    migration = migrate_source(f"{V1}l = tf.nn.weighted_cross_entropy_with_logits(a, b, 2.0)\n".encode())
    assert "tfcompat.sigmoid_cross_entropy(labels=a, logits=b, pos_weight=2.0)" in migration.after.decode()


def test_two_modules_of_tensorflow_are_told_as_such():
    source = "if old:\n    import tensorflow as tf\nelse:\n    import tensorflow.compat.v2 as tf\n"
    found = reason(f"{source}l = tf.losses.softmax_cross_entropy(y, z)\n")
    assert found.startswith("tf is bound on lines 2, 4, always to TensorFlow, but tensorflow.compat.v2.losses.softmax_")
    assert "not always to TensorFlow" in reason(
        f"{TF}if slow:\n    tf = load()\nl = tf.losses.softmax_cross_entropy(y, z)\n"
    )


def test_what_goes_through_keywords_is_not_said_to_be_unknown_to_every_release():
    assert "**kwargs" not in reason(f"{V1}d = tf.layers.Dense(4, _reuse=True, _scope='s')\n")
    assert "no TensorFlow release has a parameter _reuse=" in reason(f"{V1}d = tf.layers.dense(x, 4, _reuse=1)\n")


BOTH = {
    "hasattr": f"l = None if hasattr(tf.nn, 'relu6') else {SOFTMAX}(labels=y, logits=z)\n",
    "version": f"if tf.__version__ < '2':\n    l = {SOFTMAX}(labels=y, logits=z)\n",
    "parsed version": f"OLD = LooseVersion(tf.__version__) < '2'\nl = {SOFTMAX}(labels=y, logits=z)\n",
    "version in": f"OLD = '1.' in tf.__version__\nl = {SOFTMAX}(labels=y, logits=z)\n",
    "try": f"try:\n    l = f()\nexcept AttributeError:\n    l = None\ntry:\n    l = {SOFTMAX}(labels=y, logits=z)\n"
    "except AttributeError:\n    l = g()\n",
    "reference": f"if hasattr(tf, 'Session'):\n    f = [{SOFTMAX}]\n",
}
ONE = {
    "a version that is printed": f"print(tf.__version__)\nl = {SOFTMAX}(labels=y, logits=z)\n",
    "another object": f"if hasattr(model, 'predict'):\n    l = {SOFTMAX}(labels=y, logits=z)\n",
    "another error": f"try:\n    l = {SOFTMAX}(labels=y, logits=z)\nexcept ValueError:\n    pass\n",
    "a comment": f"# if tf.__version__ < '2': pass\nl = {SOFTMAX}(labels=y, logits=z)\n",
}
PLACEHOLDER = f"{TF}y, z = tf.placeholder('float'), tf.get_variable('z', [2, 3])\ny = f(y)\n"


@pytest.mark.parametrize("source", BOTH.values(), ids=BOTH)
def test_a_file_for_both_releases_keeps_no_gradient_out_of_labels_without_being_asked(source):
    migration = migrate_source((PLACEHOLDER + source).encode())
    (finding,) = migration.findings
    assert not migration.changed
    assert finding.applicability == "unsafe"
    assert "tests which TensorFlow is running: TensorFlow 1 passes no gradient to the labels here" in finding.reason


@pytest.mark.parametrize("source", ONE.values(), ids=ONE)
def test_a_file_for_one_release_is_safe(source):
    (finding,) = migrate_source((PLACEHOLDER + source).encode()).findings
    assert finding.applicability == "safe"


@pytest.mark.parametrize("head", [V1, "import tensorflow.compat.v1 as tf\nprint(tf.__version__ > '2')\n"])
def test_a_module_that_decides_it_is_safe(head):
    (finding,) = migrate_source(
        f"{head}if hasattr(tf, 'x'):\n    l = {SOFTMAX}(labels=y, logits=z)\n".encode()
    ).findings
    assert finding.applicability == "safe"
