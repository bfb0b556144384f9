"""The table of legacy symbols: everything known about an old name is in its row here, and nowhere else.

A symbol's shim, its warning, the rewrite, its documentation and its tests are derived from the row.
"""

from __future__ import annotations

from tfcompat._symbols._advice import ADVICE
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
from tfcompat._symbols._keras_losses import KERAS_LOSS_NAMES, KERAS_LOSSES
from tfcompat._symbols._keywords import KEYWORDS_ELSEWHERE, OLD_KEYWORDS
from tfcompat._symbols._mistakes import CUT_OFF, PROBABILITIES, fits, mistake
from tfcompat._symbols._model import RELEASE, Action, Era, SideEffect, Successor, Symbol, Variables, release_key
from tfcompat._symbols._our_losses import OUR_LOSSES, Link, OurLoss
from tfcompat._symbols._public import missing, missing_module, moved
from tfcompat._symbols._renames import MODULES, RENAME_OF, RENAMES, Rename
from tfcompat._symbols._replaced import advice
from tfcompat._symbols.rows import (
    addons,
    contrib_cells,
    contrib_convolutions,
    contrib_convolutions_more,
    contrib_helpers,
    contrib_layers,
    contrib_losses,
    contrib_nn,
    contrib_norms,
    contrib_scopes,
    contrib_seq2seq,
    contrib_shapes,
    contrib_utils,
    contrib_variables,
    heads,
    keras_losses,
    layer_convolutions,
    layer_convolutions_more,
    layer_others,
    layer_poolings,
    layers,
    learn,
    loss_collections,
    losses,
    metric_learning,
    nn,
    nn_support,
    rnn_cells,
    rnn_wrappers,
    sampled,
)

__all__ = [
    "ADVICE",
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
    "MODULES",
    "OLD_KEYWORDS",
    "OUR_LOSSES",
    "PROBABILITIES",
    "RELEASE",
    "RENAMES",
    "RENAME_OF",
    "REWRITTEN",
    "SYMBOLS",
    "TENSORFLOW_HOMES",
    "Action",
    "CrossEntropy",
    "Era",
    "Link",
    "OurLoss",
    "Rename",
    "SideEffect",
    "Successor",
    "Symbol",
    "Variables",
    "advice",
    "by_qualified_name",
    "fits",
    "missing",
    "missing_module",
    "mistake",
    "moved",
    "release_key",
]

_MODULES = (
    nn,
    nn_support,
    losses,
    loss_collections,
    layers,
    layer_convolutions,
    layer_convolutions_more,
    layer_poolings,
    layer_others,
    contrib_layers,
    contrib_convolutions,
    contrib_convolutions_more,
    contrib_norms,
    contrib_shapes,
    contrib_helpers,
    contrib_scopes,
    contrib_utils,
    contrib_variables,
    rnn_cells,
    rnn_wrappers,
    contrib_cells,
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
"""The rows whose use is a finding; the other names still exist, with the same meaning."""

_BY_QUALIFIED_NAME = {name: row for row in REWRITTEN.values() for name in row.qualified_names}


def by_qualified_name(name: str) -> Symbol | None:
    """Return the row of a qualified name such as ``tensorflow.nn.f``; None if a use of it is not a finding."""
    return _BY_QUALIFIED_NAME.get(name)
