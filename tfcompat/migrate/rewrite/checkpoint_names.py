"""The variable names of a rewritten layer: a checkpoint finds variables by these names, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.rewrite.reading import read
from tfcompat.migrate.syntax.literals import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tfcompat._symbols import Variables
    from tfcompat.migrate.file import File
    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.uses import Use

__all__ = ["names_kept"]

_WITHOUT_BIAS = {"use_bias": "False", "biases_initializer": "None", "bias_init": "None"}


def names_kept(file: File, use: Use, variables: Variables) -> str:
    """Return a sentence with the names, which are the same in the old layer and in the shim."""
    call = read(file, use)
    bound = call.readings[0].bound if call and call.readings else {}
    names = variables.under(_first(file, bound, variables))
    known = [f"`{name}`" for name in (names[:-1] if variables.bias and not _has_bias(bound) else names)]
    kept = "its variables keep their names" if len(known) > 1 else "its variable keeps its name"
    listed = " and ".join(filter(None, (", ".join(known[:-1]), known[-1])))
    return f"{kept} in checkpoints, {listed} below the scopes around it"


def _first(file: File, bound: Mapping[str, Argument], variables: Variables) -> str:
    """Return the first part of the names: from the call, in angle brackets if it is only known at run time."""
    given = bound.get("_scope") or bound.get(variables.given)
    if given is None or given.text == "None":
        return variables.default
    return text_of(file.source, given.value) or f"<{given.name or variables.given}>"


def _has_bias(bound: Mapping[str, Argument]) -> bool:
    """Return whether the call has a bias; in tf.contrib, a normaliser replaces it."""
    said = {name: argument.text for name, argument in bound.items()}
    unset = any(said.get(name) == value for name, value in _WITHOUT_BIAS.items())
    return not unset and said.get("normalizer_fn", "None") == "None"
