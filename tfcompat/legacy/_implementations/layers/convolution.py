"""``tf.layers.conv1d``, ``conv2d`` and ``conv3d``, as functions and as classes."""

from __future__ import annotations

from typing import Any

from tfcompat.legacy._implementations.layers._convolution import Convolution
from tfcompat.legacy._implementations.layers._layer import call_once

__all__ = ["Conv1D", "Conv2D", "Conv3D", "conv1d", "conv2d", "conv3d"]


class Conv1D(Convolution):
    """A convolution over steps, with the variables ``<scope>/kernel`` and ``<scope>/bias``."""

    rank = 1
    causal = True


class Conv2D(Convolution):
    """A convolution over images, with the variables ``<scope>/kernel`` and ``<scope>/bias``."""

    rank = 2


class Conv3D(Convolution):
    """A convolution over volumes, with the variables ``<scope>/kernel`` and ``<scope>/bias``."""

    rank = 3


def conv1d(*, inputs: Any, name: str | None, reuse: Any, **settings: Any) -> Any:
    """Return the outputs of a layer built for this call."""
    return call_once(Conv1D, inputs, name, reuse=reuse, **settings)


def conv2d(*, inputs: Any, name: str | None, reuse: Any, **settings: Any) -> Any:
    """Return the outputs of a layer built for this call."""
    return call_once(Conv2D, inputs, name, reuse=reuse, **settings)


def conv3d(*, inputs: Any, name: str | None, reuse: Any, **settings: Any) -> Any:
    """Return the outputs of a layer built for this call."""
    return call_once(Conv3D, inputs, name, reuse=reuse, **settings)
