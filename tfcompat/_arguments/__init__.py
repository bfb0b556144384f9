"""The checks and conversions of arguments that losses, layers, metrics and links share."""
