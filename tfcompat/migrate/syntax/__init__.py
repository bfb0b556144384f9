"""Bytes and the syntax tree: nothing here knows TensorFlow's names."""
