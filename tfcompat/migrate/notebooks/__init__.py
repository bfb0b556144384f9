"""Notebooks: their cells as one source, and the edits back into the JSON."""
