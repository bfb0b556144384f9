"""The origin of a file's values, found by following names, calls, layers and models, without running anything."""

from __future__ import annotations

from tfcompat.migrate.dataflow.activation_argument import activation_of
from tfcompat.migrate.dataflow.asked import Key, Value
from tfcompat.migrate.dataflow.exported import of_exported_call, of_exported_model
from tfcompat.migrate.dataflow.made import Output, agreed
from tfcompat.migrate.dataflow.output import Outputs

__all__ = ["Key", "Output", "Outputs", "Value", "activation_of", "agreed", "of_exported_call", "of_exported_model"]
