"""The argument that sets a layer's activation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols.known_layers import LAYERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfcompat.migrate.syntax.arguments import Argument

__all__ = ["activation_of"]


def activation_of(name: str, given: Sequence[Argument]) -> Argument | None:
    """Return the argument that sets a Keras layer's activation, if it can be removed from the call."""
    layer = LAYERS.get(name)
    if layer is None or layer.activation != "activation" or layer.default != "linear":
        return None
    positional = [one for one in given if not one.name]
    told = next((one for one in given if one.name == layer.activation), None)
    last = positional[-1] if len(positional) == layer.activation_at + 1 else None
    return told if told is not None else last
