"""What happens to a batch around a loss: the class axis, weights and reduction, ragged rows."""
