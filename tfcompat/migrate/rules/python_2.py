"""TFC114."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Finding
from tfcompat.migrate.rewrite.python_2 import python_2
from tfcompat.migrate.rules._base import Invalid, Rule, Valid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File

__all__ = ["Python2File"]

_V1 = "import tensorflow.compat.v1 as tf\nx = tf.placeholder(tf.float32)\n"


class Python2File(Rule):
    """Python 3 stops at this line of a TensorFlow 1 program, in most cases because it was written for Python 2.

    TensorFlow 2.16 and later need Python 3. The other fixes are applied to the file as it is.
    """

    CODE = "TFC114"
    NAME = "Python 2"
    MESSAGE = "{what}"
    AFTERWARDS = True
    VALID = (
        Valid(source=f"{_V1}print('x')\n"),
        Valid(source="print 'x'\n"),
        Valid(source=f"{_V1}from six.moves import xrange\nfor i in xrange(3):\n    pass\n"),
        Valid(source=f"{_V1}try:\n    unicode\nexcept NameError:\n    unicode = str\nx = unicode('x')\n"),
        Valid(source=f"{_V1}try:\n    import cPickle as pickle\nexcept ImportError:\n    import pickle\n"),
        Valid(source=f"{_V1}import six\nfor k, v in six.iteritems(d):\n    pass\n"),
        Valid(source=f"{_V1}import sys\nif sys.version_info[0] == 2:\n    input = raw_input\n"),
    )
    INVALID = (
        Invalid(source=f"{_V1}print 'x'\n", fix=None),
        Invalid(source=f"{_V1}for i in xrange(3):\n    pass\n", fix=None),
        Invalid(source=f"{_V1}import cPickle\n", fix=None),
        Invalid(source=f"{_V1}for k, v in d.iteritems():\n    pass\n", fix=None),
        Invalid(source=f"{_V1}from itertools import izip\n", fix=None),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield the first place of a file at which Python 3 stops."""
        moved = b"tensorflow.compat.v1" in file.source.text  # in this run or an earlier one
        if not (moved or file.may_be_old or any(member.one for member in file.group)):
            return
        found = python_2(file)
        if found is None:
            return
        line, column = file.source.position(found.start)
        yield Finding(
            path=file.path,
            code=self.CODE,
            line=line,
            column=column,
            message=self.MESSAGE.format(what=found.what),
            applicability="manual",
            reason=found.fix,
            span=(found.start, found.start),
        )
