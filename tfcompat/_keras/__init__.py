"""The only room that knows Keras 3 from tf_keras, and the private attributes of either."""

from tfcompat._keras.compiled import compiled_metrics, losses_kept, metrics_of_output, model_in_training
from tfcompat._keras.losses import init_loss, without_appended_axis
from tfcompat._keras.pick import IS_KERAS_3, OTHER, is_of_keras, keras, refuse_other
from tfcompat._keras.replicas import for_add_loss, over_replicas
from tfcompat._keras.saving import deserialize, register, table_of_losses, write_out
from tfcompat._keras.symbolic import called_with, is_symbolic_build, mask_of, symbolic, symbolic_inputs

__all__ = [
    "IS_KERAS_3",
    "OTHER",
    "called_with",
    "compiled_metrics",
    "deserialize",
    "for_add_loss",
    "init_loss",
    "is_of_keras",
    "is_symbolic_build",
    "keras",
    "losses_kept",
    "mask_of",
    "metrics_of_output",
    "model_in_training",
    "over_replicas",
    "refuse_other",
    "register",
    "symbolic",
    "symbolic_inputs",
    "table_of_losses",
    "without_appended_axis",
    "write_out",
]
