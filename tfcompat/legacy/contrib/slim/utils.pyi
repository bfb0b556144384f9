# Written by python -m tfcompat.legacy._stubs, from the rows of tfcompat._symbols.
from typing import Any

from typing_extensions import deprecated

__all__ = ["collect_named_outputs", "convert_collection_to_dict"]

@deprecated(
    "tf.contrib.slim.utils.collect_named_outputs is a legacy name, and its shim will be removed in tfcompat 2.0: keep a dictionary."
)
def collect_named_outputs(
    collections: Any,
    alias: Any,
    outputs: Any,
) -> Any: ...

@deprecated(
    "tf.contrib.slim.utils.convert_collection_to_dict is a legacy name, and its shim will be removed in tfcompat 2.0: keep a dictionary."
)
def convert_collection_to_dict(
    collection: Any,
    clear_collection: Any = False,
) -> Any: ...
