"""Which object a name of a file stands for."""
