"""What the values of a file are the output of, found by following names, calls, layers and models: nothing is run."""

from __future__ import annotations

from tfcompat.migrate.dataflow.activation_argument import activation_of
from tfcompat.migrate.dataflow.made import Output, agreed
from tfcompat.migrate.dataflow.output import Outputs

__all__ = ["Output", "Outputs", "activation_of", "agreed"]
