"""Every construct that binds a name: after it, the name is not taken for TensorFlow."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Options

CALL = "tf.layers.dense(x, 1)"
HEAD = "import tensorflow.compat.v1 as tf\n"
BINDING = {
    "capture": f"match v:\n    case tf: {CALL}",
    "capture in a sequence": f"match v:\n    case [tf, _]: {CALL}",
    "capture in a class": f"match v:\n    case P(tf): {CALL}",
    "capture by keyword": f"match v:\n    case P(a=tf): {CALL}",
    "capture by keyword, deeper": f"match v:\n    case P(a=Q(b=[tf])): {CALL}",
    "capture in a mapping": f"match v:\n    case {{'a': tf}}: {CALL}",
    "rest of a mapping": f"match v:\n    case {{**tf}}: {CALL}",
    "rest of a sequence": f"match v:\n    case [a, *tf]: {CALL}",
    "capture with as": f"match v:\n    case [a] as tf: {CALL}",
    "for": f"for tf in v: {CALL}",
    "for, in a tuple": f"for a, (tf, b) in v: {CALL}",
    "with": f"with v as tf: {CALL}",
    "except": f"try: pass\nexcept E as tf: {CALL}",
    "augmented": f"tf += 1\n{CALL}",
    "starred": f"a, *tf = v\n{CALL}",
    "walrus": f"(tf := v())\n{CALL}",
    "walrus in a comprehension": f"[tf := a for a in v]\n{CALL}",
    "annotated": f"tf: int = v()\n{CALL}",
    "function": f"def tf(): pass\n{CALL}",
    "class": f"class tf: pass\n{CALL}",
    "import": f"import mine as tf\n{CALL}",
    "delete": f"del tf\n{CALL}",
    "global elsewhere": f"def f():\n    global tf\n    tf = v()\n{CALL}",
    "global two functions below": f"def f():\n    def g():\n        global tf\n        tf = v()\n{CALL}",
}
NONLOCAL = """
def outer():
    import tensorflow.compat.v1 as tf
    def middle():
        {middle}
        def inner():
            nonlocal tf
            tf = v()
        {after}
    return {call}
"""


def levels(source: str, **options):
    migration = migrate_source(source.encode(), options=Options(unsafe=True, **options))
    assert migration.analysed
    return [(finding.code, finding.applicability) for finding in migration.findings]


@pytest.mark.parametrize("construct", BINDING)
def test_a_name_that_is_bound_twice_is_not_certain(construct):
    assert levels(f"{HEAD}{BINDING[construct]}\n") == [("TFC109", "manual")]


@pytest.mark.parametrize(
    ("middle", "after"),
    [("pass", "pass"), ("nonlocal tf", "tf = v()"), ("if True: nonlocal tf", "pass")],
)
def test_nonlocal_binds_in_the_function_that_has_the_name(middle, after):
    assert levels(NONLOCAL.format(middle=middle, after=after, call=CALL)) == [("TFC109", "manual")]


def test_nonlocal_leaves_a_name_alone_that_a_function_between_has():
    source = NONLOCAL.format(middle="tf = None", after="pass", call=CALL)
    assert levels(source) == [("TFC103", "safe")]


def test_the_keyword_of_a_pattern_is_no_name():
    assert levels(f"{HEAD}match v:\n    case P(tf=a): {CALL}\n") == [("TFC103", "safe")]


@pytest.mark.parametrize("python_2", ["print 'x'", "try: pass\nexcept E, e: pass", "exec code in space"])
def test_the_target_of_a_list_comprehension_leaks_in_python_2(python_2):
    assert levels(f"{HEAD}{python_2}\n[tf for tf in v]\n{CALL}\n") == [("TFC109", "manual")]
    assert levels(f"{HEAD}{python_2}\n(tf for tf in v)\n{CALL}\n") == [("TFC103", "safe")]


def test_the_target_of_a_list_comprehension_stays_in_it_in_python_3():
    assert levels(f"{HEAD}print('x')\n[tf for tf in v]\n{CALL}\n") == [("TFC103", "safe")]


@pytest.mark.parametrize(
    "source",
    [
        f"{HEAD}exec 'import mine as tf'\n{CALL}\n",
        f"{HEAD}exec code\ndef f():\n    return {CALL}\n",
        f"{HEAD}def f():\n    exec code\n    return {CALL}\n",
        f"{HEAD}def f():\n    exec code\n    return lambda: {CALL}\n",
    ],
)
def test_code_that_python_2_executes_may_bind_any_name(source):
    assert levels(source) == [("TFC109", "manual")]


@pytest.mark.parametrize("source", [f"{HEAD}exec code in space\n{CALL}\n", f"{HEAD}def f():\n    exec code\n{CALL}\n"])
def test_code_that_python_2_executes_elsewhere_binds_nothing_here(source):
    assert levels(source) == [("TFC103", "safe")]


@pytest.mark.parametrize("change", ["y[0] = teacher(x)", "y.append(teacher(x))", "pass"])
@pytest.mark.parametrize("literal", ["[[0.0, 1.0]]", "[]", "([0.0], 1.0)"])
def test_a_list_that_has_a_name_is_no_constant(literal, change):
    call = "tf.nn.softmax_cross_entropy_with_logits(labels={}, logits=z)"
    source = f"{HEAD}y = {literal}\n{change}\nx = {call.format('y')}\n".encode()
    assert b"labels=tf.stop_gradient(y)" in migrate_source(source).after
    inline = f"{HEAD}x = {call.format(literal)}\n".encode()
    assert b"stop_gradient" not in migrate_source(inline).after
