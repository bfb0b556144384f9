"""What becomes of each argument, decided by the row: the table of every parameter that a row knows."""

from __future__ import annotations

import pytest

from tfcompat._symbols import REWRITTEN, Era, Successor
from tfcompat.migrate.rewrite.argument_fates import Fate, fate

ERA = Era(first="1.0", last="1.15", signature="(labels, logits, weights=1.0, axis=None, name=None, scope=None, dim=-1)")
NEW = Successor(
    name="Loss",
    arguments={"labels": "y_true", "logits": "y_pred", "axis": "axis"},
    constructor={"weights": "weights"},
    only={"dim": "-1"},
    dropped=("name",),
)


@pytest.mark.parametrize(
    ("parameter", "text", "decided"),
    [
        ("labels", "y", Fate.PASSED),
        ("weights", "w", Fate.BUILDS),
        ("axis", "1", Fate.PASSED),
        ("axis", "None", Fate.DROPPED),
        ("name", "'loss'", Fate.DROPPED),
        ("dim", "-1", Fate.IMPLIED),
        ("dim", "0", Fate.UNKNOWN),
        ("scope", "s", Fate.UNKNOWN),
        ("*2", "x", Fate.STAYS),
    ],
)
def test_each_kind_of_argument(parameter, text, decided):
    assert fate(NEW, ERA, parameter, text, is_shim=False) is decided


def test_a_shim_takes_the_old_default_as_it_is():
    assert fate(NEW, ERA, "axis", "None", is_shim=True) is Fate.PASSED


def test_what_a_shim_has_keywords_for_stays():
    shim = Successor(name="legacy.f", arguments={"inputs": "inputs", "kwargs": "kwargs"})
    era = Era(first="1.0", last="1.15", signature="(inputs, units=None, **kwargs)")
    assert fate(shim, era, "units", "3", is_shim=True) is Fate.STAYS


def test_every_parameter_of_every_row_has_a_fate_that_its_row_states():
    """A parameter leaves, or is passed on, because some field of the row names it; no other one does."""
    for row in REWRITTEN.values():
        new = row.successor
        for era in row.eras if new is not None else ():
            for parameter in era.parameters:
                decided = fate(new, era, parameter, "given", is_shim=row.new_name.startswith("tfcompat.legacy."))
                named = {
                    Fate.PASSED: parameter in new.arguments,
                    Fate.BUILDS: parameter in new.constructor,
                    Fate.DROPPED: parameter in new.dropped,
                    Fate.STAYS: "kwargs" in new.arguments,
                    Fate.UNKNOWN: not {parameter, "kwargs"} & {*new.arguments, *new.constructor, *new.dropped},
                }
                assert named[decided], (row.path, parameter)
