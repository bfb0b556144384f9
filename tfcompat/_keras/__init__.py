"""The only room that knows Keras 3 from tf_keras, and the private attributes of either.

A comment next to each private attribute names the Keras file that sets or reads it.
"""

from tfcompat._keras.compiled import at_path, compiled_metrics, metrics_of_output, model_in_training
from tfcompat._keras.losses import init_loss, without_appended_axis
from tfcompat._keras.metrics import applies_link, direction_of, set_direction, wrapped_function
from tfcompat._keras.models import check_model, flat_layers, losses_kept
from tfcompat._keras.pick import IS_KERAS_3, OTHER, is_of_keras, keras, refuse_other
from tfcompat._keras.replicas import for_add_loss, over_replicas, replicas_at_work
from tfcompat._keras.saving import deserialize, register, table_of_losses, write_out
from tfcompat._keras.symbolic import (
    SYMBOLIC_TYPES,
    called_with,
    is_activated,
    is_symbolic,
    is_symbolic_build,
    mask_of,
    restore_from_config,
    set_mask,
    symbolic,
    symbolic_inputs,
)

__all__ = [
    "IS_KERAS_3",
    "OTHER",
    "SYMBOLIC_TYPES",
    "applies_link",
    "at_path",
    "called_with",
    "check_model",
    "compiled_metrics",
    "deserialize",
    "direction_of",
    "flat_layers",
    "for_add_loss",
    "init_loss",
    "is_activated",
    "is_of_keras",
    "is_symbolic",
    "is_symbolic_build",
    "keras",
    "losses_kept",
    "mask_of",
    "metrics_of_output",
    "model_in_training",
    "over_replicas",
    "refuse_other",
    "register",
    "replicas_at_work",
    "restore_from_config",
    "set_direction",
    "set_mask",
    "symbolic",
    "symbolic_inputs",
    "table_of_losses",
    "without_appended_axis",
    "wrapped_function",
    "write_out",
]
