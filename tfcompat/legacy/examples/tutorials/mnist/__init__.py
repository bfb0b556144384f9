"""The reader of MNIST, which most programs of TensorFlow 1 began with."""
