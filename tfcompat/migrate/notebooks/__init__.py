"""Notebooks: their cells as one source, and the edits applied to the JSON."""
