"""Bytes and the syntax tree: nothing here knows a name of TensorFlow."""
