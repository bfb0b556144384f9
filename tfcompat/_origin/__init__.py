"""Where a tensor comes from: the notes that layers attach to it, and the graph behind it."""
