"""From a use of a legacy symbol to the edits that migrate it, and their verification."""
