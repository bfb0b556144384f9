"""Losses by name: `get` for our names, and the opt-in that makes Keras' ``compile`` accept them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from tfcompat import _keras
from tfcompat._symbols import OUR_LOSSES
from tfcompat.losses._base import LogitsLoss

if TYPE_CHECKING:
    from collections.abc import Callable

_replaced: dict[str, Any] = {}
_MISSING = object()


def _losses() -> dict[str, type[LogitsLoss]]:
    """Return the Losses of the table, by the names of their functions."""
    ours = {cls.__name__: cls for cls in LogitsLoss.__subclasses__() if cls.__module__.startswith(f"{__package__}.")}
    return {loss.function: ours[loss.name] for loss in OUR_LOSSES}


def get(identifier: Any) -> Any:
    """Return the loss that an identifier names.

    Args:
        identifier: The name of a function (``"softmax_cross_entropy"``) or of a class (``"SoftmaxCrossEntropy"``), a
            configuration from ``keras.losses.serialize``, or a class. A loss, a function or None is returned
            unchanged.

    Returns:
        A Loss with its default arguments, or the one that the configuration describes.

    Raises:
        ValueError: The name is not one of these. For Keras' own names, use ``keras.losses.get``.

    Examples:
        >>> get("softmax_cross_entropy").name
        'softmax_cross_entropy'
    """
    if isinstance(identifier, str):
        losses = _losses()
        names = {**losses, **{loss.__name__: loss for loss in losses.values()}}
        if identifier not in names:
            close = get_close_matches(identifier, names, 1)
            hint = f"did you mean {close[0]!r}?" if close else f"it knows {', '.join(map(repr, names))}."
            raise ValueError(f"tfcompat.losses.get knows no loss {identifier!r}; {hint}")
        make: Callable[[], LogitsLoss] = names[identifier]
        return make()
    if isinstance(identifier, dict):
        return _keras.keras.losses.deserialize(identifier)
    return identifier() if isinstance(identifier, type) else identifier


def register_identifiers() -> None:
    """Let ``model.compile(loss="softmax_cross_entropy")`` find our losses by the names of their functions.

    Keras resolves strings only in a private table of its losses (tensorflow#24518, keras#20112). This function adds
    ours to the table, until `unregister_identifiers` is called. If Keras has a loss of the same name, it is replaced.

    Examples:
        >>> import keras
        >>> register_identifiers()
        >>> model = keras.Sequential([keras.layers.Dense(3)])
        >>> model.compile(loss="sparse_softmax_cross_entropy")
        >>> unregister_identifiers()
    """
    table = _keras.table_of_losses()
    for name, loss in _losses().items():
        if table.get(name) is not loss:
            _replaced[name] = table.get(name, _MISSING)
            table[name] = loss


def unregister_identifiers() -> None:
    """Remove our losses from Keras' table, and restore what they replaced."""
    table = _keras.table_of_losses()
    for name, before in _replaced.items():
        if before is _MISSING:
            table.pop(name, None)
        else:
            table[name] = before
    _replaced.clear()
