"""Docstrings as ``help()`` shows them: where a decorator fills shared descriptions in, the source has a blank there."""

from __future__ import annotations

import inspect
import re
from typing import Any

import griffe

BLANK = re.compile(r"^ *\{\w+\}$", re.MULTILINE)


class RuntimeDocstrings(griffe.Extension):
    """Takes the docstring from the imported object wherever the source's has blanks."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Called once for each class and function that was read from the source."""
        if obj.docstring and BLANK.search(obj.docstring.value):
            obj.docstring.value = inspect.getdoc(griffe.dynamic_import(obj.path)) or ""
