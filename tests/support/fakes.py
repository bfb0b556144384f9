"""Packages with functions that write down their calls, in the place of TensorFlow, Keras and tfcompat."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest


def modules(prefix: str, names: Iterable[str], log: list[str]) -> dict[str, ModuleType]:
    """A package with functions that write down their calls."""
    made: dict[str, ModuleType] = {prefix: ModuleType(prefix)}

    def module(name: str) -> ModuleType:
        if name not in made:
            made[name] = ModuleType(name)
            setattr(module(name.rpartition(".")[0]), name.rpartition(".")[2], made[name])
        return made[name]

    def function(leaf: str):
        def called(*args, **given):
            log.append(f"{leaf} {args or ''}{given}")
            return "loss"

        return called

    for name in names:
        home, _, leaf = f"{prefix}.{name}".rpartition(".")
        setattr(module(home), leaf, function(leaf))
    return made


def run(source: str, packages: dict[str, Iterable[str]], monkeypatch: pytest.MonkeyPatch) -> tuple[object, list[str]]:
    """Execute a program beside such packages: what it calls ``x``, and the calls that it made."""
    log: list[str] = []
    for package, names in packages.items():
        for name, module in modules(package, names, log).items():
            module.__path__ = []
            monkeypatch.setitem(sys.modules, name, module)
    space: dict[str, object] = {}
    exec(compile(source, "case.py", "exec"), space)
    return space.get("x"), log
