"""The class axis of each output: from the caller, from the loss of the model, otherwise the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tfcompat import _keras
from tfcompat._arguments.tensors import as_axis
from tfcompat.layers.endpoints import LossLayer

if TYPE_CHECKING:
    from collections.abc import Mapping

    Path = tuple[Any, ...]

_LEAST_RANK = 3  # of channels-first output: batch, channels and at least one place


def axes_of(model: Any, outputs: Mapping[Path, Any], axis: Any) -> dict[Path, int]:
    """Return the class axis of each output, by its path.

    Args:
        model: The model, whose loss may know.
        outputs: Its outputs by their paths: symbolic ones, or tensors.
        axis: An int for all outputs, a dict from path to int, or None to use what is known from the model.

    Raises:
        TypeError: An axis is not an int.
        ValueError: The model is channels-first, and its class axis is unknown.
    """
    if axis is not None:
        return {path: as_axis(axis[path] if isinstance(axis, dict) else axis) for path in outputs}
    return {path: _found(model, path, place, output) for place, (path, output) in enumerate(outputs.items())}


def _found(model: Any, path: Path, place: int, output: Any) -> int:
    axis = _axis_of(_loss_of(model, path, place))
    if axis is not None:
        return axis
    rank = len(output.shape) if output.shape is not None else None
    if rank is not None and rank >= _LEAST_RANK and _is_channels_first(model):
        name = f"output {'_'.join(map(str, path))!r}" if path else "the output"
        raise ValueError(
            f"{name} of model {model.name!r} has shape {tuple(output.shape)}, and the model has layers with "
            "data_format='channels_first': name the class axis, axis=1 or axis=-1."
        )
    return -1


def _loss_of(model: Any, path: Path, place: int) -> Any:
    """Return the loss of an output as it was given to ``compile`` or to an endpoint layer; None if there is none."""
    loss = getattr(model, "loss", None)
    if isinstance(loss, dict):
        names = getattr(model, "output_names", None) or []
        own = names[place] if place < len(names) else None
        return loss.get("_".join(map(str, path)), loss.get(own))
    if isinstance(loss, list | tuple):
        return loss[place] if place < len(loss) else None
    endpoints = [each for each in _layers(model) if isinstance(each, LossLayer)]
    return loss or (endpoints[0].loss if len(endpoints) == 1 else None)


def _axis_of(loss: Any) -> int | None:
    """Return the class axis of a loss, or None if it has none."""
    if loss is None or isinstance(loss, str | type):
        return None
    known = getattr(loss, "keywords", None)  # of a partial function
    if not isinstance(known, dict):
        known = loss.get_config() if hasattr(loss, "get_config") else {}
    axis = known.get("axis", getattr(loss, "axis", None))
    return axis if isinstance(axis, int) else None


def _is_channels_first(model: Any) -> bool:
    return any(getattr(layer, "data_format", None) == "channels_first" for layer in _layers(model))


def _layers(model: Any) -> list[Any]:
    return [layer for layer in _keras.flat_layers(model) if layer is not model]
