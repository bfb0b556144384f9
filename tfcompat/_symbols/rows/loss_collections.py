"""Functions that fill and read the collections of losses, in ``tf.losses`` and ``tf.contrib.losses``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, Successor, Symbol
from tfcompat._symbols.rows._shared import slim_aliases, unchanged

if TYPE_CHECKING:
    from tfcompat._symbols._model import SideEffect

_BY_HAND = {
    "add_loss": "keep the loss in your own list",
    "get_losses": "keep the losses in your own list as they are computed",
    "get_total_loss": "write the sum, tf.add_n of the losses as they are computed and of those of the regularizers",
    "get_regularization_losses": "take the losses of the layers, layer.losses, or compute them from the variables",
    "get_regularization_loss": "add up the losses of the layers, layer.losses, or compute them from the variables",
}


def _row(
    module: str, name: str, eras: tuple[tuple[str, str, str], ...], parameters: str, effects: tuple[SideEffect, ...]
) -> Symbol:
    path = f"{module}.{name}"
    call = f"{name}(loss)" if name == "add_loss" else f"{name}()"
    contrib = module == "contrib.losses"
    first = eras[0][0]
    return Symbol(
        path=path,
        homes={"tensorflow": (first, "1.15"), **({} if contrib else {"tensorflow.compat.v1": ("1.13", "2.21")})},
        aliases=slim_aliases(name) if contrib else {},
        eras=tuple(Era(first=first, last=last, signature=signature) for first, last, signature in eras),
        labels="none",
        reduction="none",
        side_effects=effects,
        successor=Successor(name=f"legacy.{path}", arguments=unchanged(*parameters.split())),
        code=Code.LOSS_COLLECTION,
        action="safe",
        why="The shim uses the same collection of the graph, which the shims of the losses fill.",
        by_hand=_BY_HAND[name],
        before=f"tf.{module}.{call}",
        after=f"tfcompat.legacy.{module}.{call}",
    )


_BOTH: tuple[SideEffect, ...] = ("reads_loss_collection", "regularization_collection")
_SCOPE_AND_COLLECTION = "(scope=None, loss_collection='losses')"
_TOTAL = "(add_regularization_losses=True, name='total_loss')"
_TOTAL_OF_SCOPE = "(add_regularization_losses=True, name='total_loss', scope=None)"

ROWS = (
    _row(
        "losses",
        "add_loss",
        (("1.0", "1.15", "(loss, loss_collection='losses')"),),
        "loss loss_collection",
        ("loss_collection",),
    ),
    _row(
        "losses",
        "get_losses",
        (("1.0", "1.15", _SCOPE_AND_COLLECTION),),
        "scope loss_collection",
        ("reads_loss_collection",),
    ),
    _row(
        "losses",
        "get_total_loss",
        (("1.0", "1.14", _TOTAL), ("1.15", "1.15", _TOTAL_OF_SCOPE)),
        "add_regularization_losses name scope",
        _BOTH,
    ),
    _row(
        "losses",
        "get_regularization_losses",
        (("1.0", "1.15", "(scope=None)"),),
        "scope",
        ("regularization_collection",),
    ),
    _row(
        "losses",
        "get_regularization_loss",
        (("1.1", "1.15", "(scope=None, name='total_regularization_loss')"),),
        "scope name",
        ("regularization_collection",),
    ),
    _row(
        "contrib.losses",
        "add_loss",
        (("0.12", "1.15", "(loss, loss_collection='losses')"),),
        "loss loss_collection",
        ("loss_collection",),
    ),
    _row(
        "contrib.losses",
        "get_losses",
        (("0.12", "1.15", _SCOPE_AND_COLLECTION),),
        "scope loss_collection",
        ("reads_loss_collection",),
    ),
    _row("contrib.losses", "get_total_loss", (("0.12", "1.15", _TOTAL),), "add_regularization_losses name", _BOTH),
    _row(
        "contrib.losses",
        "get_regularization_losses",
        (("0.12", "1.15", "(scope=None)"),),
        "scope",
        ("regularization_collection",),
    ),
    Symbol(
        path="losses.Reduction",
        kind="constants",
        homes={"tensorflow": ("1.2", "1.15"), "tensorflow.compat.v1": ("1.13", "2.21")},
        eras=(Era(first="1.2", last="1.15", signature="()"),),
        labels="none",
        reduction="none",
        code=Code.REFERENCE,
        action="manual",
        why="It is rewritten with the call that takes it; elsewhere it is a TensorFlow 1 string, which no Keras Loss "
        "accepts, and in TensorFlow 2 the name is Keras' own Reduction.",
        by_hand='write a reduction that a Loss accepts, such as reduction="sum"',
        before="tf.losses.Reduction",
    ),
)
