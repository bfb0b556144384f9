"""Losses by name: `get` for our own names, and the opt-in that lets Keras' ``compile`` know them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from tfcompat import _keras
from tfcompat._symbols import OUR_LOSSES
from tfcompat.losses import sigmoid, softmax, sparse_softmax

if TYPE_CHECKING:
    from collections.abc import Callable

    from tfcompat.losses._base import LogitsLoss

_MODULES = {"distribution": softmax, "ids": sparse_softmax, "independent": sigmoid}
_FAMILIES: dict[str, type[LogitsLoss]] = {
    loss.function: getattr(_MODULES[loss.labels], loss.name) for loss in OUR_LOSSES
}
_replaced: dict[str, Any] = {}
_MISSING = object()


def get(identifier: Any) -> Any:
    """Return the loss that an identifier names.

    Args:
        identifier: The name of a function (``"softmax_cross_entropy"``) or of a class (``"SoftmaxCrossEntropy"``), a
            configuration as ``keras.losses.serialize`` makes it, or a class; a loss, a function or None is returned as
            it is.

    Returns:
        A Loss with its default arguments, or the one that the configuration describes.

    Raises:
        ValueError: The name is none of these; Keras' own names are looked up by ``keras.losses.get``.

    Examples:
        >>> get("softmax_cross_entropy").name
        'softmax_cross_entropy'
    """
    if isinstance(identifier, str):
        names = {**_FAMILIES, **{family.__name__: family for family in _FAMILIES.values()}}
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

    Keras resolves strings in a private table of its own losses alone (tensorflow#24518, keras#20112); this puts ours
    into it until `unregister_identifiers`. A name that Keras comes to know itself is replaced as long.

    Examples:
        >>> import keras
        >>> register_identifiers()
        >>> model = keras.Sequential([keras.layers.Dense(3)])
        >>> model.compile(loss="sparse_softmax_cross_entropy")
        >>> unregister_identifiers()
    """
    table = _keras.table_of_losses()
    for name, family in _FAMILIES.items():
        if table.get(name) is not family:
            _replaced[name] = table.get(name, _MISSING)
            table[name] = family


def unregister_identifiers() -> None:
    """Take our losses out of Keras' table again, and put back what they replaced."""
    table = _keras.table_of_losses()
    for name, before in _replaced.items():
        if before is _MISSING:
            table.pop(name, None)
        else:
            table[name] = before
    _replaced.clear()
