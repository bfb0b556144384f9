"""What the demo raises: one sentence each, for the command line to print."""

from __future__ import annotations


class DemoError(Exception):
    """The demo could not show what it promises, or what it showed is not good enough."""


class MissingExtraError(DemoError):
    """Something that the demo needs is not installed."""
