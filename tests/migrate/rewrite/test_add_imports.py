"""Where imports go and which go away, how a call loses an argument, and that nothing else moves."""

from __future__ import annotations

import re

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Program

DENSE, NEW = "tf.layers.dense(x, 1)", "tfcompat.legacy.layers.dense(x, 1)"


def after(source: str) -> str:
    alone = Program([source.encode()])  # no other file imports from this one
    return migrate_source(source.encode(), program=alone).after.decode()


# USE is a call, before or after; HERE is where the import is expected, with the blank lines it brings.
PLACES = {
    "below tensorflow": "import tensorflow as tf\nHEREx = USE\n",
    "no newline at the end": "import tensorflow as tf  # noqa\nHEREx = USE",
    "one line": "HEREimport os; import tensorflow as tf; x = USE\n",
    "more on the line": "import tensorflow as tf; y = (1,\n2)\nHEREx = USE\n",
    "continued line": "import tensorflow \\\n  as tf\nHEREx = USE\n",
    "parentheses": "from tensorflow.compat import (\n v1 as tf,\n)\nHEREx = USE\n",
    "sorted block": "import tensorflow as tf\nimport tensorflow_hub\nHERE\nx = USE\n",
    "first block": "import os\nimport sys\nHERE\ndef f():\n    USE\nimport tensorflow as tf\n",
    "below the docstring": '"""Doc."""\nBLANKHEREdef f():\n    USE\nimport tensorflow as tf\n',
    "below the future": "# A\nfrom __future__ import division\nBLANKHERE\ndef f():\n  USE\nimport tensorflow as tf\n",
    "below the head": "#!python\n# Head\n\nHEREBLANKBLANK# of f\n@d\ndef f():\n  USE\nimport tensorflow as tf\n",
    "no head to speak of": "#!python\nHEREBLANKBLANKdef f():\n  USE\nimport tensorflow as tf\n",
    # Beside a guarded import, with its guard.
    "in a try": "try:\n  import tensorflow as tf\n  HEREexcept E:\n  tf = None\nx = USE\nimport os\n",
    "in one branch": "if a:\n  import os\n  import tensorflow as tf\n  HEREelse:\n  tf = None\nx = USE\n",
    "below both branches": "try:\n import tensorflow as tf\nexcept:\n import tensorflow as tf\nHEREx = USE\n",
    "below all branches": "if a:\n  import tensorflow as tf\nelif b:\n  "
    "import tensorflow as tf\nelse:\n  raise E\nHEREx = USE\n",
    "a branch without it": "if a:\n  import tensorflow as tf\n  HEREelif b:\n  import tensorflow as tf\n  "
    "HEREelse:\n  tf = None\nx = USE\n",
    "in a function": "import os\n\ndef f():\n  import os\n  import tensorflow as tf  # slow\n  HERE\n  USE\n",
    "in each function": "def f():\n  import tensorflow as tf\n  HERE  USE\ndef g():\n  "
    "import tensorflow as tf\n  HERE  USE\n",
    "in a method": "class A:\n  def f(self):\n    import tensorflow as tf\n    HERE    return lambda: USE\n",
    "in a function, both branches": "def f():\n  try:\n    import tensorflow as tf\n  except E:\n"
    "    import tensorflow.compat.v1 as tf\n  HERE  USE\n",
    "an alias": "def f():\n  import tensorflow as tf\n  HERE  t = tf\n  def g(): USE\n  t\n",
    "at the end of the file": "def f():\n  USE\nif a:\n  import tensorflow as tf\n  HERE",
    "the module has it as well": "import tensorflow as tf\nHEREdef f():\n  import tensorflow as tf\n  USE\n",
}


def place(form: str, use: str, here: str, blank: str) -> str:
    text = PLACES[form].replace("USE", use).replace("BLANK", blank)
    return re.sub("( *)HERE", rf"\g<1>{here}" if here else "", text)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("form", PLACES)
def test_the_import_goes_where_a_person_would_put_it(form, newline):
    before = place(form, DENSE, "", "").replace("\n", newline)
    assert after(before) == place(form, NEW, "import tfcompat\n", "\n").replace("\n", newline)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("try: import tensorflow as tf\nexcept E: tf = None\n", "try: import tensorflow as tf; import tfcompat\n"),
        ("def f(): import tensorflow as tf; USE", "def f(): import tensorflow as tf; import tfcompat; "),
        (
            "def f():\n  global a, tf\n  import tensorflow as tf\n",
            "  global a, tf, tfcompat\n  import tensorflow as tf\n  import tfcompat\n",
        ),
        (
            "def f():\n  global tf\n  if a:\n    import tensorflow as tf\n",
            "  global tf, tfcompat\n  if a:\n    import tensorflow as tf\n    import tfcompat\n",
        ),
    ],
)
def test_a_guard_on_one_line_or_a_global_name_stays_what_it_is(before, expected):
    source = before.replace("USE", f"x = {DENSE}") + f"\nx = {DENSE}\n" * ("USE" not in before)
    result = after(source)
    assert expected in result
    assert NEW in result
    assert after(result) == result


def test_an_import_of_tensorflow_that_a_fix_needs_goes_beside_the_guarded_one():
    head = "def f(y, z):\n    from tensorflow.compat.v1 import nn\n"
    result = after(f"{head}    nn.relu(z)\n    return nn.softmax_cross_entropy_with_logits(labels=y, logits=z)\n")
    assert result.startswith(f"{head}    import tensorflow as tf\n    import tfcompat\n    nn.relu(z)\n")


@pytest.mark.parametrize("name", ["tfcompat", "tc"])
def test_an_import_of_ours_beside_the_guarded_one_is_used(name):
    ours = "import tfcompat" + ("" if name == "tfcompat" else f" as {name}")
    head = f"def f():\n    import tensorflow as tf\n    {ours}\n"
    assert after(f"{head}    x = {DENSE}\n") == f"{head}    x = {name}.legacy.layers.dense(x, 1)\n"


@pytest.mark.parametrize("name", ["tfcompat", "tc"])
def test_an_import_that_is_there_is_used(name):
    head = "import tensorflow as tf\nimport tfcompat" + ("" if name == "tfcompat" else f" as {name}")
    assert after(f"{head}\nx = {DENSE}\n") == f"{head}\nx = {name}.legacy.layers.dense(x, 1)\n"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (f"import tensorflow as tf\ntfcompat = 1\nx = {DENSE}\n", "bound to something else on line 2"),
        (f"import tensorflow as tf\nfrom mine import tfcompat\nx = {DENSE}\n", "bound to something else on line 2"),
        (f"import tensorflow as tf\ndef f(tfcompat):\n    return {DENSE}\n", "bound to something else on line 2"),
        (f"from __future__ import division; import tensorflow as tf; {DENSE}\n", "break the line"),
    ],
)
def test_a_fix_whose_import_has_no_place_is_refused(source, reason):
    migration = migrate_source(source.encode())
    (finding,) = migration.findings
    assert (finding.code, finding.applicability, migration.changed) == ("TFC903", "manual", False)
    assert reason in finding.reason


USED = "x = g(labels=a, logits=b)\n"
SPARSE = "sparse_softmax_cross_entropy_with_logits"
DONE = "x = tfcompat.sparse_softmax_cross_entropy(labels=a, logits=b)\n"


IMPORT = f"from tensorflow.nn import {SPARSE} as g"


@pytest.mark.parametrize(
    ("before", "left"),
    [
        (f"{IMPORT}\n", ""),
        (f"{IMPORT}  # noqa\n", ""),
        (f"{IMPORT}, relu\n", "from tensorflow.nn import relu\n"),
        (f"from tensorflow.nn import relu, {SPARSE} as g\n", "from tensorflow.nn import relu\n"),
        (f"from tensorflow.nn import (\n    {SPARSE} as g,\n    a,\n)\n", "from tensorflow.nn import (\n    a,\n)\n"),
        (f"from tensorflow.nn import (\n    a,\n    {SPARSE} as g,\n)\n", "from tensorflow.nn import (\n    a,\n)\n"),
    ],
)
def test_an_import_that_nothing_uses_any_more_goes(before, left):
    assert after(before + USED) == f"{left}import tfcompat\n{DONE}"


def test_an_import_in_a_function_goes_as_well():
    assert after(f"def f():\n    {IMPORT}\n    {USED}") == f"def f():\n    import tfcompat\n    {DONE}"


def test_an_import_goes_from_each_function_that_has_it():
    function = f"def f{{}}():\n    {{}}\n    {USED}"
    before = "".join(function.format(number, IMPORT) for number in (1, 2))
    done = function.replace(USED, DONE)
    assert after(before) == "".join(done.format(number, "import tfcompat") for number in (1, 2))
    kept = f"def h():\n    {IMPORT}\n    {USED}    return g\n"
    assert f"    {IMPORT}\n    import tfcompat\n    {DONE}    return g\n" in after(before + kept)


@pytest.mark.parametrize(
    "rest",
    [
        f"{USED}pass_on(g)\n",
        f"{USED}__all__ = ['g']\n",
        f"{USED}g = 1\n",
    ],
)
def test_an_import_that_something_may_still_use_stays(rest):
    source = f"from tensorflow.nn import {SPARSE} as g\n{rest}"
    assert after(source).startswith(f"from tensorflow.nn import {SPARSE} as g\n")


@pytest.mark.parametrize(
    "source",
    [
        f"try:\n    from tensorflow.nn import {SPARSE} as g\nexcept ImportError:\n    raise\n{USED}",
        f"from tensorflow.nn import {SPARSE} as g; {USED}",
        f"class A:\n    from tensorflow.nn import {SPARSE} as g\n    {USED}",
    ],
)
def test_an_import_that_cannot_go_cleanly_stays(source):
    assert f"from tensorflow.nn import {SPARSE} as g" in after(source)
    assert "tfcompat.sparse_softmax_cross_entropy(" in after(source)


def test_the_import_of_a_package_that_others_import_from_stays():
    source = f"from tensorflow.nn import {SPARSE} as g\n{USED}".encode()
    assert b"from tensorflow.nn" in migrate_source(source, "package/__init__.py").after


def test_tensorflow_itself_stays_imported():
    assert after(f"import tensorflow as tf\nx = {DENSE}\n").startswith("import tensorflow as tf\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("labels=a, logits=b, name='n'", "labels=a, logits=b"),
        ("name='n', labels=a, logits=b", "labels=a, logits=b"),
        ("labels=a, name='n', logits=b", "labels=a, logits=b"),
        ("labels=a, logits=b, name='n',", "labels=a, logits=b,"),
        ("\n  labels=a,\n  logits=b,\n  name='n',\n", "\n  labels=a,\n  logits=b,\n"),
        ("\n  name='n',\n  labels=a,\n  logits=b\n", "\n  labels=a,\n  logits=b\n"),
        ("labels=a, logits=b,  # b\n name='#'  # n\n", "labels=a, logits=b,  # b\n   # n\n"),
        ("name='n',  # n\n labels=a, logits=b", "# n\n labels=a, logits=b"),
        ("labels=a, logits=b , name = 'n' ", "labels=a, logits=b "),
        ("name=('n'\n  '#'), labels=a, logits=b", "labels=a, logits=b"),
        ("_sentinel=None, labels=a, logits=b, name=None", "labels=a, logits=b"),
        ("_sentinel=None, name=None, labels=a, logits=b", "labels=a, logits=b"),
        ("labels=a, _sentinel=None, # s\n name=None, # n\n logits=b", "labels=a, # s\n # n\n logits=b"),
        ("labels=a, logits=b, _sentinel=None, # s\n name=None # n\n", "labels=a, logits=b, # s\n  # n\n"),
    ],
)
def test_an_argument_goes_with_one_comma_and_leaves_comments_and_lines(arguments, expected):
    head = "import tensorflow as tf\nimport tfcompat\n"
    before = f"{head}x = tf.nn.sigmoid_cross_entropy_with_logits({arguments})\n"
    assert after(before) == f"{head}x = tfcompat.sigmoid_cross_entropy({expected})\n"


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        ("from_logits=True", ""),
        ("\n    from_logits=True\n", ""),
        ("\n    from_logits=True,\n", ""),
        ("\n    from_logits=True,\n    axis=-1,\n", ""),
        ("\n    from_logits=True,  # as they are\n", "\n      # as they are\n"),
    ],
)
def test_the_only_argument_goes_with_its_line(arguments, left):
    source = f"import keras\nimport tfcompat\nloss = keras.losses.CategoricalCrossentropy({arguments})\n"
    assert after(source).endswith(f"loss = tfcompat.SoftmaxCrossEntropy({left})\n")
