"""TFC901."""

from __future__ import annotations

from tfcompat.migrate.rules._base import Invalid, Rule, Valid

__all__ = ["Encoding"]


class Encoding(Rule):
    """The file's bytes do not match its declared encoding, so it was neither checked nor changed."""

    CODE = "TFC901"
    NAME = "encoding"
    MESSAGE = "not decoded"
    VALID = (Valid(source="# -*- coding: utf-8 -*-\nname = 'Zürich'\n"),)
    INVALID = (
        Invalid(source="name = 'Zürich'\n".encode("latin-1"), fix=None),
        Invalid(source="name = 1\n".encode("utf-16"), fix=None),
        Invalid(source=b"# coding: no-such-encoding\n", fix=None),
    )
