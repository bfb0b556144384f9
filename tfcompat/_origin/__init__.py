"""The origin of a tensor: the notes that layers attach to it, and the graph that computes it."""
