"""Windows and strides: one number per axis, and the resulting sizes."""

from __future__ import annotations

from typing import Any

__all__ = ["channels_axis", "convolved", "data_format", "padding", "short_format", "transposed", "window"]


def window(value: Any, rank: int, name: str) -> tuple[int, ...]:
    """Return one integer per spatial axis, from a number for all or a sequence."""
    if isinstance(value, int):
        return (value,) * rank
    try:
        found = tuple(value)
    except TypeError:
        raise ValueError(f"{name}= takes an integer or {rank} of them, got {value!r}.") from None
    try:
        numbers = tuple(int(each) for each in found)
    except (TypeError, ValueError):
        raise ValueError(f"{name}= takes integers, got {value!r}.") from None
    if len(numbers) != rank:
        raise ValueError(f"{name}= takes an integer or {rank} of them, got {value!r}.")
    return numbers


def padding(value: Any, *, causal: bool = False) -> str:
    """Return the padding in lower case."""
    known = ("valid", "same", "causal") if causal else ("valid", "same")
    lower = str(value).lower()
    if lower not in known:
        raise ValueError(f"padding= takes one of {', '.join(known)}, got {value!r}.")
    return lower


def data_format(value: Any) -> str:
    """Return ``channels_last`` or ``channels_first``; None is the former."""
    lower = "channels_last" if value is None else str(value).lower()
    if lower not in ("channels_last", "channels_first"):
        raise ValueError(f"data_format= takes channels_last or channels_first, got {value!r}.")
    return lower


def short_format(format_: str, rank: int) -> str:
    """Return a format in the spelling of the ops: ``NHWC``, ``NCDHW``."""
    space = {1: "W", 2: "HW", 3: "DHW"}[rank]
    return f"NC{space}" if format_ == "channels_first" else f"N{space}C"


def channels_axis(format_: str) -> int:
    """Return the axis of the channels."""
    return 1 if format_ == "channels_first" else -1


def convolved(size: int | None, kernel: int, padding_: str, stride: int, dilation: int = 1) -> int | None:
    """Return the size of an axis after a convolution or a pooling."""
    if size is None:
        return None
    lost = (kernel - 1) * dilation if padding_ == "valid" else 0
    return (size - lost + stride - 1) // stride


def transposed(size: Any, kernel: int, padding_: str, stride: int) -> Any:
    """Return the size of an axis after a transposed convolution, for a number or a tensor."""
    if size is None:
        return None
    return size * stride + (max(kernel - stride, 0) if padding_ == "valid" else 0)
