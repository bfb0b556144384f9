"""Which release of TensorFlow a file was written for, and how it read a call."""
