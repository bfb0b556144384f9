"""Which tests run beside both Kerases, and which run once.

A test below ``runtime/`` is marked ``keras`` unless it, or its file, is marked ``without_keras``; so a new one runs
beside both until somebody says that it need not. While one without Keras runs, nothing can make a layer, a loss or a
metric.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tfcompat._symbols import SYMBOLS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FOLDER = Path(__file__).parents[1] / "runtime"


def of_keras(path: str) -> bool:
    """Whether what an old name computes depends on which Keras is there: its own names do; layers use none."""
    return path.startswith("keras.")


def becomes_of_keras(path: str) -> bool:
    """Whether what the migrator writes for an old name does: a Loss, or what the name did already."""
    new = SYMBOLS[path].successor
    return of_keras(path) or (new is not None and new.name[0].isupper())


def marks_of(path: str, depends: Callable[[str], bool] = of_keras) -> list[pytest.MarkDecorator]:
    """The marks of a test of an old name."""
    return [pytest.mark.keras] if depends(path) else []


def by_keras(paths: Iterable[str], depends: Callable[[str], bool] = of_keras) -> list[Any]:
    """Parameters for tests of old names in a file without Keras."""
    return [pytest.param(path, marks=marks_of(path, depends)) for path in paths]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if FOLDER in item.path.parents and not item.get_closest_marker("without_keras"):
            item.add_marker(pytest.mark.keras)


def runs_once(item: pytest.Item) -> bool:
    """Whether a test is run beside one Keras only: in a file without Keras, one with a mark of its own is not."""
    return item.get_closest_marker("keras") is None


@pytest.fixture(autouse=True)
def keras_is_out_of_reach(request, monkeypatch):
    """Let a test that is run once make nothing of Keras."""
    if not runs_once(request.node):
        return
    from tfcompat._keras import keras

    def refuse(made: Any, *_: Any, **__: Any) -> None:
        pytest.fail(
            f"{type(made).__name__} is an object of Keras, and this test is marked without_keras, so that it runs "
            "beside one Keras only. Mark it, or the parameter, with pytest.mark.keras."
        )

    for base in (keras.layers.Layer, keras.losses.Loss, keras.metrics.Metric, keras.optimizers.Optimizer):
        monkeypatch.setattr(base, "__init__", refuse)
