"""TFC112: what is left after the fixes, at its place in the file as it was, each use once."""

from __future__ import annotations

import re

import pytest

from tfcompat._symbols import ADVICE, MODULES, RENAMES, advice, missing, missing_module, moved
from tfcompat.migrate import Options, Program, migrate_source, uses_of_gone_names

V1 = "import tensorflow.compat.v1 as tf\n"


def gone(source: str, **options: object) -> list[tuple[int, str]]:
    found = migrate_source(source.encode(), "a.py", options=Options(**options)).findings
    return [(finding.line, finding.gone) for finding in found if finding.gone]


def test_lines_are_those_of_the_file_as_it_was():
    source = "import tensorflow as tf\nx = tf.placeholder('float')\ny = tf.estimator.Estimator(x)\n"
    migration = migrate_source(source.encode())
    assert migration.after.decode().splitlines()[3] == "y = tf.estimator.Estimator(x)"
    assert gone(source) == [(3, "tf.estimator.Estimator")]


def test_a_use_that_has_a_finding_is_told_of_once():
    source = f"{V1}x = tf.layers.dense(*all)\n"
    (found,) = migrate_source(source.encode()).findings
    assert (found.code[:5], found.gone) == ("TFC10", "tf.layers.dense")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("scalar_summary('a', x, name='op')", "scalar('a', x)"),
        ("scalar_summary(tags='a', name='op', values=x)", "scalar(name='a', tensor=x)"),
        ("contrib.deprecated.scalar_summary('a', x, ['c'], 'op')", "scalar('a', x, ['c'])"),
        ("histogram_summary('a', x, None, 'op')", "histogram('a', x, None)"),
        ("image_summary('a', x, 3, None, 'op')", "image('a', x, 3, None)"),
        ("image_summary('a', x, max_images=3, name='op')", "image('a', x, max_outputs=3)"),
        ("audio_summary('a', x, 8000, 3, None, 'op')", "audio('a', x, 8000, 3, None)"),
    ],
)
def test_a_summary_has_one_name(old, new):
    migration = migrate_source(f"{V1}tf.{old}\n".encode(), options=Options(unsafe=True))
    assert migration.after.decode() == f"{V1}tf.summary.{new}\n"
    assert "left out" in migration.findings[0].reason


def test_an_eager_iterator_is_made_of_a_dataset():
    source = "import tensorflow as tf\ntf.enable_eager_execution()\nfor x in tf.contrib.eager.Iterator(data): pass\n"
    migration = migrate_source(source.encode())
    assert "for x in tf.data.make_one_shot_iterator(data)" in migration.after.decode()


def test_a_fix_that_is_left_out_leaves_the_name():
    source = f"{V1}tf.scalar_summary('a', b)\n"
    assert gone(source) == [(2, "tf.scalar_summary")]
    assert gone(source, unsafe=True) == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import tensorflow.contrib.tpu\n", "tf.contrib.tpu"),
        ("from tensorflow.contrib import tpu\nx = tpu\ny = x.f()\n", "tf.contrib.tpu.f"),
        ("from tensorflow.contrib import tpu\nx = tpu.f(1)\n", "tf.contrib.tpu.f"),
        ("from tensorflow.contrib.tpu import *\n", "tf.contrib.tpu"),
        ("import tensorflow.python.ops.no_such_ops as ops\n", "tf.python.ops.no_such_ops"),
        ("from tensorflow.python.ops import rnn_cell\nx = rnn_cell._linear(a)\n", "tf.python.ops.rnn_cell._linear"),
        (f"{V1}learn = [tf.contrib.learn]\n", "tf.contrib.learn"),
        (f"{V1}cell = tf.nn.rnn_cell.SomeCell(3)\n", "tf.nn.rnn_cell.SomeCell"),
    ],
)
def test_names_are_found_however_they_come(source, name):
    assert name in [found for _, found in gone(source)]


@pytest.mark.parametrize(
    "source",
    [
        f"{V1}x = tf.train.AdamOptimizer().minimize(y)\n",
        f"{V1}x = tf.float32.as_numpy_dtype\n",
        "from tensorflow.python.framework import ops\nops.reset_default_graph()\n",
        "import tensorflow.keras.layers as kl\nx = kl.Dense(3)\n",
        f"{V1}tf.contrib = mine\ny = tf.contrib.f()\n",
        "try:\n    import tensorflow.contrib as c\nexcept (ImportError, ValueError):\n    pass\n",
        f"{V1}if tf.__version__[0] == '1':\n    c = tf.contrib\n",
        f"{V1}if 'concat_v2' in dir(tf):\n    x = tf.concat_v2(y, 1)\nelse:\n    x = tf.concat(y, 1)\n",
        f"{V1}x = tf.nn.deconv2d(y) if tf.__version__ < '1' else tf.nn.conv2d_transpose(y)\n",
        f"{V1}x = tf.concat_v2(y, 1) if 'concat_v2' in tf.__dict__ else tf.concat(y, 1)\n",
        f"{V1}try:\n    x = tf.nn.conv2d_transpose(y)\nexcept AttributeError:\n    x = tf.nn.deconv2d(y)\n",
        "try:\n    import tensorflow.compat.v1 as tf\nexcept ImportError:\n    import tensorflow.contrib.tf as tf\n",
        f"{V1}has_contrib = hasattr(tf, 'contrib')\nif has_contrib:\n    c = tf.contrib.f()\n",
        "c = tf.contrib.f()\n",
        "# import tensorflow.contrib\n",
    ],
)
def test_what_is_there_or_asked_for_first_is_no_finding(source):
    assert gone(source) == []


@pytest.mark.parametrize(
    "source",
    [
        f"{V1}try:\n    x = tf.contrib.tpu.f(y)\nexcept AttributeError:\n    x = tf.nn.seq2seq.decoder(y)\n",
        f"{V1}try:\n    x = y.shape\nexcept AttributeError:\n    x = tf.nn.seq2seq.decoder(y)\n",
        f"{V1}try:\n    x = tf.nn.conv2d_transpose(y)\nexcept:\n    x = tf.nn.seq2seq.decoder(y)\n",
        f"{V1}try:\n    x = tf.nn.conv2d_transpose(y)\nexcept ValueError:\n    x = tf.nn.seq2seq.decoder(y)\n",
        f"{V1}if x in directory(tf):\n    x = tf.nn.seq2seq.decoder(y)\n",
    ],
)
def test_a_handler_counts_where_tensorflow_can_get_into_it(source):
    assert gone(source)[-1][1] == "tf.nn.seq2seq.decoder"


def test_what_a_star_import_brings_is_told_where_it_is_bound():
    ops = b"import tensorflow as tf\ntry:\n    merge = tf.merge_summary\nexcept:\n    merge = tf.summary.merge\n"
    model = b"import tensorflow as tf\nfrom ops import *\nx = tf.Session()\ny = merge([x])\n"
    program = Program([ops, model], ["ops.py", "model.py"])
    found = migrate_source(model, "model.py", program=program).findings
    assert [finding.gone for finding in found if finding.gone] == []
    alone = b"import tensorflow as tf\nfrom ops import *\nx = tf.contrib.tpu.f()\n"
    found = migrate_source(alone, "model.py", program=Program([ops, alone], ["ops.py", "model.py"])).findings
    assert [finding.gone for finding in found if finding.gone] == ["tf.contrib.tpu.f"]


def test_what_a_file_has_left_can_be_asked_alone():
    assert uses_of_gone_names(b"import tensorflow as tf\nx = tf.Session\n", "a.py") == ["tf.Session"]
    assert uses_of_gone_names(b"x = 1\n", "a.py") is None
    assert uses_of_gone_names(b"import tensorflow as tf\nx = (\n", "a.py") is None


def test_every_new_name_of_the_tables_is_there_and_no_old_one_is():
    for row in RENAMES:
        assert not missing(f"tensorflow.compat.v1.{row.new}"), row.new
        assert (row.old == row.new) == row.by_place
    for old, new in moved().items():
        assert missing(f"tensorflow.{old}")
        assert not missing(f"tensorflow.{new}")
    assert all(map(missing_module, MODULES))


def test_every_advice_is_one_clause_about_a_name_that_is_gone():
    for path, said in ADVICE.items():
        assert said[0].islower() or said.split()[0].rstrip(":") in ("Estimator", "Keras", "TensorFlow"), path
        assert not said.endswith("."), path
        assert missing(f"tensorflow.{path}") or path.split(".")[0] in ("keras", "app", "python", "lite"), path


def test_advice_on_what_is_not_listed():
    assert advice("contrib.framework.something") == ADVICE["contrib.framework"]
    assert advice("mul") == "it is tf.multiply since"
    assert advice("log") == "it is tf.math.log in TensorFlow 2"
    assert advice("Session") == "it is tf.compat.v1.Session in TensorFlow 2, with the same meaning"
    assert advice("no_such_thing").startswith("TensorFlow 2 has no such name")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("python.ops.control_flow_ops.cond", "its public name is tf.compat.v1.cond"),
        ("python.ops.array_ops.unstack", "its public name is tf.compat.v1.unstack"),
        ("python.ops.rnn_cell_impl._Linear", "it was private"),
        ("python.client.timeline.Timeline", "import the module"),
        ("python.keras.layers.NoSuchLayer", "use keras.layers"),
    ],
)
def test_a_name_of_a_private_module_is_answered_with_its_public_one(path, said):
    assert advice(path).startswith(said)


def test_public_names_that_advice_gives_are_there():
    names = [
        "cond",
        "case",
        "while_loop",
        "unstack",
        "softmax",
        "sigmoid",
        "placeholder",
        "Variable",
        "constant",
        "argmax",
        "conv2d",
        "embedding_lookup",
    ]
    told = [advice(f"python.ops.control_flow_ops.{name}") for name in names]
    public = [found[1] for sentence in told if (found := re.search(r"is tf\.(compat\.v1[.\w]+)", sentence))]
    assert len(public) > 10
    assert [name for name in public if missing(f"tensorflow.{name}")] == []
