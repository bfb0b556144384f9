"""The rows, one file per TensorFlow 1 module."""
