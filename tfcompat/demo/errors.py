"""The errors of the demo: one sentence each, printed by the command line."""

from __future__ import annotations


class DemoError(Exception):
    """The demo could not run, or its results are not good enough."""


class MissingExtraError(DemoError):
    """Something that the demo needs is not installed."""
