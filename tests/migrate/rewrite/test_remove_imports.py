"""Imports: when ours counts as there, which name one of TensorFlow gets, and which go without harm to another file."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat import files
from tfcompat._symbols import missing
from tfcompat.cli._run import run
from tfcompat.cli._run_options import Asked
from tfcompat.migrate import Edit, Options, Program
from tfcompat.migrate import engine as _engine
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.rewrite.verify import verified
from tfcompat.migrate.syntax.source import parse
from tfcompat.migrate.syntax.splices import splice

HEAD = "import tensorflow.compat.v1 as tf\n"
DENSE = "tf.layers.dense(x, 1)"
NN = "from tensorflow.compat.v1 import nn\n"
LOSS = "nn.softmax_cross_entropy_with_logits(labels=y, logits=z)"
IMPORT = "from tensorflow.compat.v1.nn import sparse_softmax_cross_entropy_with_logits as sce"
SCRIPT = 'if __name__ == "__main__":\n    main()\n'
OPS = f"{IMPORT}\nx = sce(labels=y, logits=z)\n"


def migrated(source: str, path: str = "ops.py", **given):
    return migrate_source(source.encode(), path, **given)


def after(source: str, **given) -> str:
    return migrated(source, **given).after.decode()


@pytest.mark.parametrize(
    "conditional",
    [
        "if TYPE_CHECKING:\n    import tfcompat\n",
        "try:\n    import tfcompat\nexcept ImportError:\n    tfcompat = None\n",
        "def g():\n    global tfcompat\n    import tfcompat\n",
        "with a:\n    import tfcompat as tc\n",
    ],
)
def test_an_import_of_ours_that_may_not_have_run_is_not_relied_on(conditional):
    assert after(f"{HEAD}{conditional}x = {DENSE}\n") == (
        f"{HEAD}import tfcompat\n{conditional}x = tfcompat.legacy.layers.dense(x, 1)\n"
    )


@pytest.mark.parametrize(
    "body",
    [
        f"    x = {DENSE}\n    import tfcompat\n",
        f"    if x:\n        import tfcompat\n    x = {DENSE}\n",
        f"    x = lambda: {DENSE}\n    import tfcompat\n",
    ],
)
def test_a_local_import_of_ours_hides_the_one_that_would_be_added(body):
    (finding,) = migrated(f"{HEAD}def f(x):\n{body}").findings
    assert (finding.code, finding.applicability) == ("TFC903", "manual")
    assert "imports tfcompat for only a part of the file" in finding.reason


def test_a_name_of_ours_that_is_deleted_again_is_refused():
    (finding,) = migrated(f"{HEAD}import tfcompat\ndel tfcompat\nx = {DENSE}\n").findings
    assert finding.code == "TFC903"


@pytest.mark.parametrize(
    ("around", "name"),
    [
        ("", "tf"),
        ("def f(): return tf.here\n", "tensorflow"),
        ("def f(tf): pass\n", "tensorflow"),
        ("tf = 1\nx = tensorflow\n", "_tf"),
        ("from mine import *\n", "_tf"),
        ("if a:\n    import tensorflow.compat.v1 as t\n", "tf"),
    ],
)
def test_an_added_import_of_tensorflow_gets_a_name_that_means_nothing_else(around, name):
    result = after(f"{NN}{around}x = {LOSS}\n", options=Options(unsafe=True))
    assert f"labels={name}.stop_gradient(y)" in result
    assert ("import tensorflow" if name == "tensorflow" else f"import tensorflow as {name}") in result.splitlines()


def test_where_every_name_is_taken_tensorflow_is_not_imported():
    (finding,) = migrated(f"{NN}from mine import *\n_tf = 1\nx = {LOSS}\n").findings
    assert "`nn.softmax_cross_entropy_with_logits` becomes `tfcompat.legacy.nn" in finding.message
    assert "all names for its import (_tf) are taken" in finding.message


def test_a_name_that_another_file_imports_stays():
    main = b"from ops import sce\n"
    assert after(OPS, program=Program([OPS.encode(), main])).startswith(IMPORT)


@pytest.mark.parametrize(
    "others",
    [[b"import ops\nops.sce(1)\n"], [b"from .ops import *\n", b"import package\npackage.sce(1)\n"]],
)
def test_a_name_that_other_files_reach_in_another_way_stays(others):
    assert after(OPS, program=Program([OPS.encode(), *others])).startswith(IMPORT)


@pytest.mark.parametrize("others", [[], [b"import ops\n"], [b"sce = 1\n"], [b"import drops\nsce(1)\n"]])
def test_a_name_that_no_other_file_can_reach_goes(others):
    assert IMPORT not in after(OPS, program=Program([OPS.encode(), *others]))


def test_in_a_file_alone_a_name_goes_only_where_the_file_is_a_script():
    assert after(OPS).startswith(IMPORT)
    assert IMPORT not in after(f'{OPS}if __name__ == "__main__":\n    print(x)\n')


SLIM = "import tensorflow.contrib.slim as slim"


@pytest.mark.parametrize(
    ("statement", "module"),
    [
        ("layers = tf.layers", "tensorflow.layers"),
        ("from tensorflow import layers", "tensorflow.layers"),
        (SLIM, "tensorflow.contrib.slim"),
        ("from tensorflow import contrib", "tensorflow.contrib"),
    ],
)
def test_a_module_that_is_gone_and_that_nothing_reads_goes(statement, module):
    source = f"import tensorflow as tf\n{statement}\n"
    (finding,) = migrated(source).findings
    assert (finding.code, finding.applicability, finding.line) == ("TFC108", "safe", 2)
    assert missing(module)
    assert after(source) == "import tensorflow as tf\n"
    kept = migrated(
        source, program=Program([source.encode(), f"from ops import {finding.message.split('`')[1]}\n".encode()])
    )
    (finding,) = kept.findings
    assert finding.reason == f"TensorFlow 2 has no {module}; remove this once nothing else uses it"
    assert not kept.changed


@pytest.mark.parametrize(
    ("source", "result"),
    [
        (
            "from tensorflow.contrib import slim, rnn\nx = rnn.LSTMCell(3)\n",
            "x = tfcompat.legacy.contrib.rnn.LSTMCell(3)\n",
        ),
        (
            "from tensorflow.contrib import slim, tpu\nx = tpu.f(3)\n",
            "from tensorflow.contrib import tpu\nx = tpu.f(3)\n",
        ),
        ("def f():\n    import tensorflow.python.ops.no_such_ops as o\n    return 1\n", "def f():\n    return 1\n"),
        ("try:\n    from tensorflow.contrib import slim\nexcept ImportError:\n    pass\n", None),
        ("import tensorflow as tf\nif tf.__version__ < '2':\n    from tensorflow.contrib import slim\n", None),
        ("from tensorflow.contrib import slim\n__all__ = ['slim']\n", None),
        ("from tensorflow.contrib import slim\ndef f(): return globals()['slim']\n", None),
        ("from tensorflow.python.ops import rnn_cell\n", None),  # which is there
        ("from mine.contrib import slim\n", None),
        ("import tensorflow as tf\nslim = tf.contrib.slim if x else None\n", None),
        ("import tensorflow as tf\nclass A:\n    slim = tf.contrib.slim\n", None),
    ],
)
def test_an_import_goes_if_it_fails_and_nothing_reads_it(source, result):
    assert after(source).replace("import tfcompat\n", "") == (source if result is None else result)


@pytest.mark.parametrize("statement", ["from tensorflow import nn", "nn = tf.nn", f"{SLIM}\nslim.learning.train(x)"])
def test_a_module_that_is_still_there_or_is_read_is_none_of_our_business(statement):
    assert migrated(f"import tensorflow as tf\n{statement}\n").findings == ()


def test_an_alias_that_another_file_imports_is_told_in_the_first_run_as_in_the_second():
    source = "import tensorflow as tf\nlayers = tf.layers\nx = layers.dense(y, 1)\n"
    first = migrated(source, program=Program([source.encode(), b"from ops import layers\n"]))
    second = migrate_source(first.after, "ops.py", program=Program([first.after, b"from ops import layers\n"]))
    assert "x = tfcompat.legacy.layers.dense(y, 1)" in first.after.decode()
    assert [(found.code, found.message) for found in first.open] == [
        (found.code, found.message) for found in second.open
    ]
    assert len(second.open) == 1


@pytest.mark.parametrize(
    ("comment", "kept"), [("  # noqa: F401", ""), ("  # type: ignore", ""), ("  # for the head", "# for the head\n")]
)
def test_the_comment_of_an_import_that_goes_stays_unless_it_speaks_to_a_tool(comment, kept):
    source = f"{HEAD}{IMPORT}{comment}\nx = sce(labels=y, logits=z)\n{SCRIPT}"
    assert after(source).partition("import tfcompat\n")[2].partition("x = ")[0] == kept


def test_an_import_with_a_comment_inside_stays():
    source = "from tensorflow.compat.v1.nn import (\n    softmax_cross_entropy_with_logits_v2 as s,  # new\n)\n"
    result = after(f"{HEAD}{source}x = s(labels=y, logits=z)\n{SCRIPT}")
    assert source in result
    assert "x = tfcompat.softmax_cross_entropy(labels=y, logits=z)" in result


def test_an_import_that_stays_without_a_use_is_told_in_the_first_run_as_in_the_second():
    first = migrated(OPS)
    second = migrate_source(first.after, "ops.py")
    assert [(finding.code, finding.line) for finding in first.open] == [("TFC108", 1)]
    assert [(finding.code, finding.line) for finding in second.open] == [("TFC108", 1)]
    assert "remove the import, or import the new name where it is used" in first.open[0].reason


def test_a_local_name_goes_whatever_other_files_say():
    local = "def f():\n    " + OPS.replace("\n", "\n    ").rstrip() + "\n"
    assert IMPORT not in after(local, program=Program([local.encode(), b"from ops import sce\n"]))


@pytest.mark.parametrize(("named", "stays"), [((".",), False), (("ops.py",), True), (("ops.py", "x.py"), True)])
def test_the_files_of_a_folder_know_each_other_and_a_file_that_is_named_does_not(named, stays, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ops.py").write_text(OPS)
    (tmp_path / "x.py").write_text("import ops\n")
    run(named, Asked(options=Options(), write=True))
    assert (IMPORT in (tmp_path / "ops.py").read_text()) is stays


def test_in_a_folder_a_name_that_is_imported_stays_and_the_import_still_works(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ops.py").write_text(OPS)
    (tmp_path / "main.py").write_text("from ops import sce\n")
    report = run([str(tmp_path)], Asked(options=Options(), write=True))
    assert not report.problems
    assert files.read(tmp_path / "ops.py").raw.startswith(IMPORT.encode())


TWO = (
    "if tf:\n    from tensorflow.compat.v1.layers import dense\n"
    "    from tensorflow.compat.v1.nn import sigmoid_cross_entropy_with_logits as s\n"
    "x = dense(x, 1)\nl = s(labels=y, logits=x)\n"
)


@pytest.mark.parametrize("old", ["", 'print "x"\n'], ids=["Python 3", "Python 2"])
def test_a_block_that_would_lose_all_its_imports_keeps_those_that_work(old):
    result = after(HEAD + old + TWO + SCRIPT)
    assert "if tf:\n    from tensorflow.compat.v1.nn import sigmoid_cross_entropy_with_logits as s\nx" in result
    assert "tfcompat.legacy.layers.dense(" in result
    assert "tfcompat.sigmoid_cross_entropy(" in result


def test_a_block_whose_imports_all_fail_gets_a_statement():
    one, other = "    from tensorflow.contrib import slim\n", "    from tensorflow.contrib.rnn import LSTMCell\n"
    assert (
        after(f"{HEAD}def f():\n{one}    # why\n{other}x = 1\n{SCRIPT}").count("def f():\n    pass\n    # why\nx") == 1
    )


def test_a_block_that_keeps_a_statement_loses_its_imports():
    result = after(HEAD + TWO.replace("if tf:\n", "if tf:\n    pass\n") + SCRIPT)
    assert "import dense" not in result
    assert "if tf:\n    pass\nx = " in result


def test_a_result_with_an_empty_block_is_no_good_even_in_python_2():
    source = parse(b'print "x"\nif x:\n    y\n')
    edit = Edit(16, 22, b"")
    with pytest.raises(RefusedError, match="the result has a block without a statement"):
        verified(source, [edit], splice(source.text, [edit]))


def test_only_the_fix_that_fails_the_check_is_refused(monkeypatch):
    lines = [f"x{number} = {DENSE}\n" for number in range(7)]

    def picky(source, edits, result):
        if b"x3 = tfcompat" in result:
            raise RefusedError("it is the fourth")
        return verified(source, edits, result)

    monkeypatch.setattr(_engine, "verified", picky)
    migration = migrated(HEAD + "".join(lines))
    assert [finding.applied for finding in migration.findings] == [number != 3 for number in range(7)]
    assert migration.findings[3].code == "TFC903"
    assert migration.findings[3].reason == "it is the fourth"
    assert migration.after.decode().count("tfcompat.legacy") == 6


def test_the_line_that_has_no_room_for_an_import_says_what_is_in_its_way():
    for first, sentence in (('"""doc"""', "the docstring"), ("from __future__ import division", "a __future__ import")):
        (finding,) = migrated(f"{first}; import tensorflow.compat.v1 as tf; x = {DENSE}\n").findings
        assert f"no import fits between {sentence} and a use on the same line; break the line" in finding.reason
