"""What other files may use of a file: the results of its functions, classes and models for any caller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.dataflow.built_models import of_builder, of_built, of_returns
from tfcompat.migrate.dataflow.made import agreed
from tfcompat.migrate.dataflow.parameters import results

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow.asked import Key, Tells, Value
    from tfcompat.migrate.dataflow.made import Output

__all__ = ["of_exported_call", "of_exported_model"]

_OF_FUNCTION = ("function_definition", "lambda")


def of_exported_call(outputs: Tells, name: str, key: Key | None) -> Output | None:
    """Return the result of calling a name of the module, or its value at a key."""
    return agreed(_called(outputs, value, key) for value in _bound(outputs, name))


def of_exported_model(outputs: Tells, name: str) -> Output | None:
    """Return the output of a model that a function of the module returns, or that is an instance of its class."""
    return agreed(of_builder(outputs, value[0]) if value is not None else None for value in _bound(outputs, name))


def _bound(outputs: Tells, name: str) -> list[Value | None]:
    """Return the values that the module assigns to a name; None for each unknown one."""
    found = (outputs.bound_value(binding) for binding in outputs.names.tree.module.bound.get(name, ()))
    return [(value, where) if value is not None else None for value, where in found]


def _called(outputs: Tells, bound: Value | None, key: Key | None) -> Output | None:
    if bound is None:
        return None
    value, where = bound
    inner = outputs.names.tree.inside.get(value.id)
    if inner is None or value.type not in _OF_FUNCTION:
        return of_built(outputs, value, where, value) if key is None else None
    if key is None:
        return of_returns(outputs, value)
    held = [outputs.part(result, inner, key) for result in results(value)]
    return agreed(outputs.of(one, its) for some in held for one, its in some) if all(held) else None
