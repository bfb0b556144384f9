"""What the tutorials of TensorFlow 1 brought along."""
