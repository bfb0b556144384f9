import tensorflow.compat.v1 as tf
import tfcompat

x = tfcompat.legacy.layers.dense(x, 10)  # tfcompat: ignore[TFC101] another code
