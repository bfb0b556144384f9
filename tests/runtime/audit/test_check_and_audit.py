"""The checker, which reads a program, and the audit, which looks at its model, say the same of every cross-entropy."""

from __future__ import annotations

import re
from functools import cache

import pytest

import tfcompat
from tfcompat import losses
from tfcompat._keras import keras
from tfcompat._symbols import CROSS_ENTROPIES, CROSS_ENTROPY_OF_STRING, OUR_LOSSES
from tfcompat.migrate import MISTAKES, Options, migrate_source

HOME = keras.__name__
PROGRAM = (
    f"import tfcompat\nimport {HOME}\n"
    f"model = {HOME}.Sequential([{HOME}.Input([4]), {HOME}.layers.Dense({{units}}, activation={{activation!r}})])\n"
    "model.compile(loss={loss})\n"
)
MODEL = PROGRAM.rpartition("model.compile")[0]
LAYERS = [(3, None), (3, "softmax"), (3, "sigmoid"), (1, "sigmoid"), (3, "relu"), (1, None)]


@cache
def model_of(units, activation):
    """The model of the program; it is compiled again for each loss."""
    program = {}
    exec(MODEL.format(units=units, activation=activation), program)
    return program["model"]


def codes(source):
    """Return the codes of what the checker finds."""
    return [finding.code for finding in migrate_source(source.encode(), options=Options(select=MISTAKES)).findings]


def here(path):
    """Whether this Keras has a name."""
    module, _, name = path.rpartition(".")
    return hasattr(getattr(keras, module), name)


def forms():
    """Every way to give ``compile`` a cross-entropy of the table, as source."""
    yield from (repr(string) for string in CROSS_ENTROPY_OF_STRING)
    for path, loss in CROSS_ENTROPIES.items():
        if here(path):
            yield f"{HOME}.{path}{'()' if loss.is_class else ''}"
            if loss.is_class and loss.takes_logits:
                yield from (f"{HOME}.{path}(from_logits={flag})" for flag in (True, False))
    yield from (f"tfcompat.{loss.name}(check_logits='off')" for loss in OUR_LOSSES)
    yield from (f"tfcompat.losses.{loss.name}" for loss in OUR_LOSSES)


@pytest.mark.parametrize("loss", [*forms()])
def test_both_find_the_same_mistake(loss):
    for units, activation in LAYERS:
        source = PROGRAM.format(units=units, activation=activation, loss=loss)
        model = model_of(units, activation)
        model.compile(loss=eval(loss, {HOME: keras, "tfcompat": tfcompat}))
        (row,) = tfcompat.audit(model).rows
        assert row.reads, "the audit knows no such loss"
        assert codes(source) == [row.code] * bool(row.code), (units, activation)


def test_a_focal_loss_on_logits_is_known():
    source = PROGRAM.format(
        units=3, activation="softmax", loss=f"{HOME}.losses.CategoricalFocalCrossentropy(from_logits=True)"
    )
    (found,) = migrate_source(source.encode(), options=Options(select=MISTAKES)).findings
    assert found.code == "TFC201"
    assert "applies its own softmax; remove the softmax from the model" in found.reason  # Keras does not undo it


def test_the_advice_is_to_a_parameter_that_the_loss_has():
    for path, advice in (
        ("BinaryFocalCrossentropy()", "use from_logits=True"),
        ("CategoricalGeneralizedCrossEntropy()", "pass the output of a softmax"),
    ):
        source = PROGRAM.format(units=3, activation=None, loss=f"{HOME}.losses.{path}")
        (found,) = migrate_source(source.encode(), options=Options(select=MISTAKES)).findings
        assert found.reason.endswith(advice)
        assert bool(found.edits) is advice.startswith("use")


def test_where_releases_differ_a_position_says_nothing():
    source = PROGRAM.format(units=3, activation="softmax", loss=f"{HOME}.losses.BinaryFocalCrossentropy(2.0, True)")
    assert codes(source) == []
    loss = f"{HOME}.losses.CategoricalFocalCrossentropy(0.25, 2.0, True)"
    source = PROGRAM.format(units=3, activation="softmax", loss=loss)
    assert [one.code for one in migrate_source(source.encode(), options=Options(select=MISTAKES)).findings] == [
        "TFC201"
    ]


def test_the_table_has_every_cross_entropy_of_keras():
    named = {name for name in dir(keras.losses) if re.search(r"cross_?entropy", name, re.IGNORECASE)}
    rows = {path.removeprefix("losses.") for path in CROSS_ENTROPIES if path.startswith("losses.")}
    assert named <= rows
    assert rows - named <= {"CategoricalGeneralizedCrossEntropy", "categorical_generalized_cross_entropy"}


def test_keras_knows_the_strings_of_the_table_and_no_others():
    for string, loss in CROSS_ENTROPY_OF_STRING.items():
        found = keras.losses.get(string)
        assert loss.name in (getattr(found, "__name__", ""), type(found).__name__)
    for path, loss in CROSS_ENTROPIES.items():
        if path.startswith("losses.") and not loss.strings:
            with pytest.raises(ValueError, match=r"Could not interpret|Unknown loss"):
                keras.losses.get(loss.name)


def test_the_table_of_our_losses_is_what_is_exported():
    ours = {name for loss in OUR_LOSSES for name in (loss.name, loss.function, loss.linear) if name}
    named = {name for name in losses.__all__ if name.lower().replace("_", "").endswith("crossentropy")}
    named.remove("sharded_linear_sparse_softmax_cross_entropy")  # the slices of a kernel are no output of a layer
    assert named <= ours <= {*losses.__all__}
    for loss in OUR_LOSSES:
        family = getattr(losses, loss.name)._of_family
        assert family.function is getattr(losses, loss.function)
        assert getattr(losses, loss.name)().reads.are_ids is (loss.labels == "ids")
