"""``tf.contrib.slim.utils``: outputs in collections."""

from __future__ import annotations

from tfcompat._symbols.rows._layers import layer

ROWS = (
    layer(
        "contrib.slim.utils.convert_collection_to_dict",
        "tf.contrib.slim.utils.convert_collection_to_dict('outputs')",
        {
            "0.12 1.3": "(collection)",
            "1.4 1.15": "(collection, clear_collection=False)",
        },
        by_hand="keep a dictionary",
    ),
    layer(
        "contrib.slim.utils.collect_named_outputs",
        "tf.contrib.slim.utils.collect_named_outputs('outputs', 'name', inputs)",
        {
            "0.12 1.15": "(collections, alias, outputs)",
        },
        by_hand="keep a dictionary",
    ),
)
