"""Logits computed for some examples at a time, with their gradients."""
