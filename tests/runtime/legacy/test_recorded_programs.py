"""Layers, normalisers and cells do what TensorFlow 1.15.5 was recorded to do: in a graph, and in a ``tf.Module``."""

from __future__ import annotations

import json

import pytest
import tensorflow as tf
from support.graph_programs import InGraph
from support.recorded_programs import SHARES, Run, array, differences, listed, name_of, programs

tf1 = tf.compat.v1
pytestmark = [
    pytest.mark.without_keras,
    pytest.mark.no_cover,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
NO_KERNEL = ("UnimplementedError", "InternalError", "InvalidArgumentError")  # on a CPU, in TensorFlow 1.15
LAST_BITS = {
    "layers/conv3d-constraint": 32,  # a weight of at most 0.2 after a step of 0.5 along a gradient of about 10
    "contrib/arg_scope-block": 16,  # sums over the outputs of four layers, in another order
    "slim/arg_scope-block": 16,
}
NOT_IN_A_MODULE = {
    "contrib/apply_regularization": "there are no collections of weights",
    "contrib/get_total_loss": "there are no collections of losses",
    "contrib/fully_connected-layer-norm": "4.2 eps: the gradient of the normalisation is summed in another order",
    "contrib/arg_scope-block": "there are no collections of outputs",
    "slim/arg_scope-block": "there are no collections of outputs",
}


def ids(case):
    return case["id"]


def marked(cases, reasons):
    marks = {name: pytest.mark.xfail(strict=True, reason=reason) for name, reason in reasons.items()}
    return [pytest.param(case, marks=marks.get(case["id"], ()), id=case["id"]) for case in cases]


COMPUTED = [case for case in programs() if "error" not in case and "tf.keras." not in case["symbol"]]  # Keras' own
REFUSED = [
    case
    for case in programs()
    if "error" in case
    # What TensorFlow 1.15 had no kernel for, or no dtype, may work today.
    and case["error"]["type"] not in NO_KERNEL
    and "list of allowed values" not in case["error"]["message"]
]
SHARED_BY_NAME = [case for case in COMPUTED if any(word in json.dumps(case.get("steps", "")) for word in SHARES)]
EAGER = [
    case
    for case in COMPUTED
    if "value" in case and not case.get("random") and not case.get("graph_only") and case not in SHARED_BY_NAME
]


@pytest.mark.parametrize("case", COMPUTED, ids=ids)
def test_in_a_graph(case):
    with tf.Graph().as_default():
        assert InGraph(case, LAST_BITS.get(case["id"])).compare() == {}


@pytest.mark.parametrize("case", REFUSED, ids=ids)
def test_what_was_refused(case):
    with tf.Graph().as_default(), pytest.raises((ValueError, TypeError, tf.errors.OpError)):
        InGraph(case).compare()


class Program(tf.Module):
    """A case as the call of a module."""

    def __init__(self, case):
        super().__init__()
        self._run = Run(case, lambda value, shape: tf.constant(value))

    def __call__(self):
        return self._run.build()[1]


def creator(starts, made):
    """What gives variables the values that were recorded, in the order in which they are made."""

    def create(next_creator, **given):
        if len(made) < len(starts):
            given |= {"initial_value": tf.constant(starts[len(made)]), "shape": None}
        made.append(next_creator(**given))
        return made[-1]

    return create


@pytest.mark.parametrize("case", marked(EAGER, NOT_IN_A_MODULE))
def test_in_a_module(case):
    made, recorded = [], case.get("variables", [])
    with (
        tf.variable_creator_scope(creator([array(v["start"]) for v in recorded], made)),
        tf.GradientTape(persistent=True) as tape,
    ):
        program = Program(case)
        feed = program._run._inputs

        def watched(value, shape):
            tensor = feed(value, shape)
            if tensor.dtype.is_floating:
                tape.watch(tensor)
            return tensor

        program._run._inputs = watched
        tensors = program()
    floats = [tensor for tensor in tensors if tensor.dtype.is_floating]
    cots = [tf.constant(array(each)) for each in listed(case.get("cot")) if each is not None]
    wanted = {**case.get("grads", {})}
    to = {key: each for key, each in program._run.feeds.items() if key in wanted}
    by_name = {v["name"]: each for v, each in zip(recorded, made, strict=False)}
    wanted |= {name: each for name, each in case.get("var_grads", {}).items() if name in by_name}
    to |= {name: by_name[name] for name in case.get("var_grads", {}) if name in by_name}
    got = tape.gradient(floats, to, output_gradients=cots) if floats and cots else dict.fromkeys(to)
    pairs = [("value", tensor, array(each)) for tensor, each in zip(tensors, listed(case["value"]), strict=True)]
    pairs += [
        (f"gradient to {key}", None if got[key] is None else tf.convert_to_tensor(got[key]), array(wanted[key]))
        for key in to
    ]
    assert differences(pairs, case.get("eps", 4), half=case.get("precision") == "float16") == {}


FUNCTIONS = [case for case in EAGER if "steps" not in case and "ctor" not in case and case.get("variables")]


@pytest.mark.parametrize("case", FUNCTIONS, ids=ids)
def test_a_module_keeps_the_variables_by_their_names(case):
    """Those of a function that is a layer belong to the module, under TensorFlow 1's names, and are found again."""
    program = Program(case)
    program()
    names = sorted(name_of(v) for v in program.variables)
    assert names == sorted(v["name"] for v in case["variables"])
    made = [v.ref() for v in program.variables]
    program()
    assert [v.ref() for v in program.variables] == made
