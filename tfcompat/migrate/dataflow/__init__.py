"""What the values of a file are the output of, found by following names, calls, layers and models: nothing is run."""

from __future__ import annotations

from tfcompat.migrate.dataflow.activation_argument import activation_of
from tfcompat.migrate.dataflow.made import Output, agreed
from tfcompat.migrate.dataflow.output import Outputs
from tfcompat.migrate.dataflow.values import Value

__all__ = ["Output", "Outputs", "Value", "activation_of", "agreed"]
