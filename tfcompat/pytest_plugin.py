"""The pytest plugin: ``pytest --tfcompat-audit`` audits every model that a test compiles.

A test fails if a loss or metric gets the wrong input. Without the option the plugin does nothing, and loads neither
TensorFlow nor Keras.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

__all__ = ["pytest_addoption", "pytest_configure"]

_MARK = "no_tfcompat_audit"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the command-line option and the ini setting."""
    told = "Audit every model that a test compiles; fail the test if a loss or metric gets the wrong input."
    parser.getgroup("tfcompat").addoption("--tfcompat-audit", action="store_true", help=told)
    parser.addini("tfcompat_audit", told, type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Start recording models, if the option or setting is on."""
    config.addinivalue_line("markers", f"{_MARK}: the models of this test are not audited (--tfcompat-audit)")
    if config.getoption("--tfcompat-audit") or config.getini("tfcompat_audit"):
        try:
            from tfcompat._keras import keras
        except ImportError as error:
            raise pytest.UsageError(f"--tfcompat-audit needs TensorFlow and Keras: {error}") from None
        config.pluginmanager.register(_Auditor(keras.Model), "tfcompat-auditor")


class _Auditor:
    """Records the models that are compiled, and audits them when their test is done."""

    def __init__(self, model_class: Any) -> None:
        self._class, self._compile = model_class, model_class.compile
        self._compiled: dict[int, Any] = {}
        self._wrong: list[str] = []
        self._counts = {"audited": 0, "wrong": 0, "not known": 0}
        auditor = self

        @functools.wraps(self._compile)
        def compile_and_record(model: Any, *given: Any, **named: Any) -> Any:
            auditor._audit(auditor._compiled.pop(id(model), None))  # as it was compiled until now
            result = auditor._compile(model, *given, **named)
            auditor._compiled[id(model)] = model
            return result

        model_class.compile = compile_and_record

    def pytest_unconfigure(self) -> None:
        """Restore the method of Keras."""
        self._class.compile = self._compile

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Audit the models of a test that passed, also those that its fixtures compiled."""
        try:
            result = yield
            if item.get_closest_marker(_MARK) is None and (lines := list(self._found())):
                pytest.fail("\n".join(lines), pytrace=False)
            return result
        finally:
            self._compiled.clear()
            self._wrong.clear()

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print how many models were audited."""
        told = ", ".join(f"{count} {what}" for what, count in self._counts.items())
        terminalreporter.write_line(f"tfcompat audit of models: {told}")

    def _found(self) -> Iterator[str]:
        for model in list(self._compiled.values()):
            self._audit(model)
        yield from dict.fromkeys(self._wrong)

    def _audit(self, model: Any) -> None:
        """Record what is wrong with a model; one that cannot be audited counts as not known, not as a failure."""
        if model is None or not getattr(model, "loss", None):
            return
        import tfcompat

        self._counts["audited"] += 1
        try:
            found = tfcompat.audit(model)
        except Exception:  # noqa: BLE001 - the test passed, even if the model's own code fails in a graph
            self._counts["not known"] += 1
            return
        self._counts["wrong"] += bool(found.wrong)
        if found.wrong:
            lines = [f"  {row}".replace("wrong  ", "", 1) for row in found.wrong]
            self._wrong.append("\n".join([f"tfcompat audit of model {found.model!r}:", *lines]))
