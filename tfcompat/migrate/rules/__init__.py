"""The rules, one file each: every file in this folder is a rule, and no other list names it."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from tfcompat.migrate.rules._base import Invalid, Rule, Valid
from tfcompat.migrate.rules._declared import may_find, names_for
from tfcompat.migrate.rules._loss_calls import LossCall, loss_calls

__all__ = ["Invalid", "LossCall", "Rule", "Valid", "all_rules", "loss_calls", "may_find", "names_for"]


@cache
def all_rules() -> dict[str, Rule]:
    """From code to rule, in the order of the codes."""
    modules = (info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    classes = {
        value
        for name in modules
        for value in vars(import_module(f"{__name__}.{name}")).values()
        if isinstance(value, type) and issubclass(value, Rule) and value.CODE
    }
    return {rule.CODE: rule() for rule in sorted(classes, key=lambda rule: rule.CODE)}
