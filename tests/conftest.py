"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings
from support.checkout import no_file_of_tests_writes_to_the_checkout, no_test_writes_to_the_top_folder

__all__ = ["no_file_of_tests_writes_to_the_checkout", "no_test_writes_to_the_top_folder"]

# The same examples in every run, whatever earlier ones found and however busy the machine is.
settings.register_profile("repeatable", deadline=None, database=None, derandomize=True)
settings.load_profile("repeatable")
