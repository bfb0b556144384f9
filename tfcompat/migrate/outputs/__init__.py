"""What the values of a file are the output of, found by following names, calls, layers and models: nothing is run."""

from __future__ import annotations

from tfcompat.migrate.outputs._output import Output, Outputs

__all__ = ["Output", "Outputs"]
