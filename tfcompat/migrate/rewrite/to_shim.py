"""The rewriter that only changes the prefix: TensorFlow 1's callable, below ``tfcompat.legacy``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import RELEASE, REWRITTEN
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.release.signatures import readings
from tfcompat.migrate.rewrite.both_releases import for_both_releases
from tfcompat.migrate.rewrite.names_in_scope import reach
from tfcompat.migrate.rewrite.reading import Call, gradient_to_labels, read
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.rewrite.rewrite import Rewrite, readable, refuse_where_no_splice_is_right

if TYPE_CHECKING:
    from tfcompat._symbols import Era, Symbol
    from tfcompat.migrate.file import File
    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.uses import Use

__all__ = ["shim_path", "to_shim"]

_REDUCTION = ".losses.Reduction."


def to_shim(file: File, use: Use) -> Rewrite:
    """Change only the prefix, which keeps TensorFlow 1's callable: for calls and for references.

    Raises:
        RefusedError: The code means another callable than TensorFlow 1's, or there is no shim.
    """
    refuse_where_no_splice_is_right(file, use)
    if not use.symbol.shim:
        raise RefusedError(use.symbol.why)
    path = shim_path(file, use)
    rewrite = Rewrite(new_name=f"tfcompat.{path}", by_shim=True)
    call = read(file, use)
    if call is None:
        _same_callable(file, use, rewrite)
    else:
        _same_reading(file, use, readable(file, use), rewrite)
    for argument in call.given if call is not None else ():
        _own_reduction(file, use, argument, rewrite)
    name, imports = reach(file, use, path)
    rewrite.imports |= imports
    rewrite.edits.append(Edit(*use.span, name.encode()))
    return rewrite


def _own_reduction(file: File, use: Use, argument: Argument, rewrite: Rewrite) -> None:
    """Write the shims' reduction constant: TensorFlow 2's class of that name lacks some of them."""
    names = file.names.of_value(argument.value, use.reference.scope).names
    members = {name.partition(_REDUCTION)[2] for name in names if name.startswith("tensorflow.") and _REDUCTION in name}
    if len(members) == 1:
        name, imports = reach(file, use, f"legacy{_REDUCTION}{members.pop()}")
        rewrite.imports |= imports
        rewrite.edits.append(Edit(*argument.value.byte_range, name.encode()))


def shim_path(file: File, use: Use) -> str:
    """Return the path of the shim below ``tfcompat``: for a layer, under the name in the code, such as slim's."""
    symbol = use.symbol
    named = {name.removeprefix("tensorflow.") for name in file.names.meaning(use.reference).names} & {*symbol.shims}
    own = len(named) == 1 and symbol.new_name == f"tfcompat.legacy.{symbol.path}"
    return f"legacy.{named.pop() if own else symbol.path}"


def _same_reading(file: File, use: Use, call: Call, rewrite: Rewrite) -> None:
    """Refuse a call that the shim would read differently."""
    era = use.symbol.era(RELEASE)
    shim = readings(use.symbol, call.given, (era,))
    if not shim or shim[0].targets(use.symbol) != call.readings[0].targets(use.symbol):
        raise RefusedError(f"the shim has TensorFlow 1's signature {era.signature}; pass the arguments by keyword")
    rewrite.read_by(call)
    _same_gradient(file, use, gradient_to_labels(file, use, call), rewrite)


def _same_callable(file: File, use: Use, rewrite: Rewrite) -> None:
    """Note a doubt about a use that may mean the callable of another generation: its arguments cannot be seen."""
    shim, generation = use.symbol.era(RELEASE), file.generation(use)
    eras = [era for era in use.symbol.eras if era.generation == generation] or list(use.symbol.eras)
    order, count = _order(use.symbol, shim), _positional(use)
    for era in eras:
        if any(one != other for one, other in list(zip(_order(use.symbol, era), order, strict=False))[:count]):
            rewrite.doubts.append(
                f"the shim has TensorFlow 1's signature {shim.signature}, and the arguments of its calls cannot be seen"
            )
            break
    if use.symbol.labels not in ("ids", "none"):
        _same_gradient(file, use, {era.label_gradient for era in eras}, rewrite)


def _positional(use: Use) -> int | None:
    """Return how many arguments may be positional.

    In a call as many as there are, through a reference two, and any number with a star.
    """
    listed = use.reference.call.child_by_field_name("arguments") if use.reference.call else None
    if listed is None or listed.type != "argument_list":
        return 2
    kinds = [node.type for node in listed.named_children if not node.is_extra]
    named = ("keyword_argument", "dictionary_splat")
    return None if "list_splat" in kinds else sum(kind not in named for kind in kinds)


def _order(symbol: Symbol, era: Era) -> list[str]:
    """Return what the positional arguments are."""
    to = {**(symbol.successor.constructor if symbol.successor else {}), **symbol.arguments}
    return [to.get(name, name) for name in era.parameters]


def _same_gradient(file: File, use: Use, flows: set[bool], rewrite: Rewrite) -> None:
    """Refuse or doubt a shim that passes gradients to the labels differently."""
    if flows == {True} and not use.symbol.era(RELEASE).label_gradient:
        raise RefusedError(
            "the shim passes no gradient to the labels, as in TensorFlow 1, but this is read as TensorFlow 2, which "
            f"does; use --to tfcompat, or the shim of {_twin(use.symbol)}"
        )
    if doubt := file.doubt(use) if len(flows) > 1 else for_both_releases(file, use) if flows else "":
        rewrite.doubts.append(doubt)


def _twin(symbol: Symbol) -> str:
    """Return the TensorFlow 1 name for the same labels that passes gradients to them."""
    flows = (
        row.name
        for row in REWRITTEN.values()
        if row.labels == symbol.labels and row.path.startswith("nn.") and row.era(RELEASE).label_gradient
    )
    return next(flows, "another loss")
