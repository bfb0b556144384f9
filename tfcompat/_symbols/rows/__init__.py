"""The rows, one file for each module of TensorFlow 1."""
