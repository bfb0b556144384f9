"""Read the signatures in the rows, which are source text."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class Parameters(NamedTuple):
    """The parameters of one signature."""

    defaults: dict[str, str | None]
    """From parameter to the source text of its default, in order; None if it has none."""
    star: str = ""
    """The name of ``*args``; empty if there is none."""
    rest: str = ""
    """The name of ``**kwargs``; empty if there is none."""


@cache
def parameters_of(signature: str) -> Parameters:
    """Parse a signature in Python syntax, e.g. ``"(labels, logits, axis=None)"``."""
    import ast  # here, because most commands read no signature

    function = ast.parse(f"lambda {signature[1:-1]}: 0", mode="eval").body
    if not isinstance(function, ast.Lambda):
        raise TypeError(f"{signature!r} is not a signature")
    arguments = function.args
    names = [argument.arg for argument in arguments.args]
    defaults = [ast.unparse(default) for default in arguments.defaults]
    needed = len(names) - len(defaults)
    return Parameters(
        {**dict.fromkeys(names[:needed]), **dict(zip(names[needed:], defaults, strict=True))},
        arguments.vararg.arg if arguments.vararg else "",
        arguments.kwarg.arg if arguments.kwarg else "",
    )
