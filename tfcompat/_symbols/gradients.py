"""TensorFlow functions, grouped by the gradients that they pass; paths below ``tf``."""

from __future__ import annotations

from tfcompat._symbols.api_names import listed

__all__ = ["PASS", "STOP"]

STOP = listed(
    """
    tf: placeholder sparse_placeholder one_hot stop_gradient argmax arg_max zeros ones zeros_like ones_like eye shape
        size rank equal not_equal greater greater_equal less less_equal logical_and logical_not logical_or sequence_mask
        to_int32 to_int64 decode_raw decode_csv parse_single_example parse_example
    math: argmax equal not_equal greater greater_equal less less_equal logical_and logical_not logical_or
    io: decode_raw decode_csv parse_single_example parse_example
    train: batch batch_join shuffle_batch shuffle_batch_join
    """
)
"""Their result never has a gradient, regardless of the arguments."""

PASS = listed(
    """
    tf: constant convert_to_tensor cast to_float to_double reshape squeeze expand_dims transpose concat stack pack tile
        identity gather slice boolean_mask add subtract sub multiply mul reduce_sum reduce_max reduce_mean fill reverse
        sparse_to_dense sparse_tensor_to_dense placeholder_with_default
    math: add subtract multiply reduce_sum reduce_max reduce_mean
    """
)
"""Their result has the gradients of their arguments, and no others."""
