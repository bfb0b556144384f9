"""The fused form: the last layer and its loss in one, some examples at a time."""
