"""The table of legacy symbols: all that is known about an old name stands in its row here, and nowhere else.

The shim, its warning, the rewrite, the page of the documentation and the tests of a symbol are derived from its row.
"""

from __future__ import annotations

from tfcompat._symbols._cross_entropies import (
    CROSS_ENTROPIES,
    CROSS_ENTROPY_OF_NAME,
    CROSS_ENTROPY_OF_STRING,
    KERAS_HOMES,
    KERAS_METRICS,
    CrossEntropy,
)
from tfcompat._symbols._differences import DIFFERENCES
from tfcompat._symbols._homes import TENSORFLOW_HOMES
from tfcompat._symbols._keras_losses import KERAS_LOSS_NAMES, KERAS_LOSSES, KerasLoss
from tfcompat._symbols._keywords import KEYWORDS_ELSEWHERE, OLD_KEYWORDS
from tfcompat._symbols._mistakes import CUT_OFF, PROBABILITIES, fits, mistake
from tfcompat._symbols._model import RELEASE, Action, Era, Successor, Symbol, Variables
from tfcompat._symbols._our_losses import OUR_LOSSES, Link, OurLoss
from tfcompat._symbols.rows import (
    addons,
    contrib_layers,
    contrib_losses,
    contrib_nn,
    contrib_seq2seq,
    heads,
    keras_losses,
    layers,
    learn,
    loss_collections,
    losses,
    metric_learning,
    nn,
    nn_support,
    sampled,
)

__all__ = [
    "CROSS_ENTROPIES",
    "CROSS_ENTROPY_OF_NAME",
    "CROSS_ENTROPY_OF_STRING",
    "CUT_OFF",
    "DIFFERENCES",
    "KERAS_HOMES",
    "KERAS_LOSSES",
    "KERAS_LOSS_NAMES",
    "KERAS_METRICS",
    "KEYWORDS_ELSEWHERE",
    "OLD_KEYWORDS",
    "OUR_LOSSES",
    "PROBABILITIES",
    "RELEASE",
    "REWRITTEN",
    "SYMBOLS",
    "TENSORFLOW_HOMES",
    "Action",
    "CrossEntropy",
    "Era",
    "KerasLoss",
    "Link",
    "OurLoss",
    "Successor",
    "Symbol",
    "Variables",
    "by_qualified_name",
    "fits",
    "mistake",
]

_MODULES = (
    nn,
    nn_support,
    losses,
    loss_collections,
    layers,
    contrib_layers,
    contrib_losses,
    contrib_nn,
    contrib_seq2seq,
    metric_learning,
    sampled,
    heads,
    learn,
    addons,
    keras_losses,
)

SYMBOLS: dict[str, Symbol] = {row.path: row for module in _MODULES for row in module.ROWS}

REWRITTEN = {path: row for path, row in SYMBOLS.items() if row.action != "none"}
"""The rows of which a use is a finding; the other names still stand, and mean what they meant."""

_BY_QUALIFIED_NAME = {name: row for row in REWRITTEN.values() for name in row.qualified_names}


def by_qualified_name(name: str) -> Symbol | None:
    """The row of a qualified name such as ``tensorflow.compat.v1.nn.f``, or None where a use of it is no finding."""
    return _BY_QUALIFIED_NAME.get(name)
