"""Which object a name in a file denotes."""
