"""TFC110."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Edit, Finding
from tfcompat.migrate.options import Options
from tfcompat.migrate.release.moved_imports import ROOT, V1
from tfcompat.migrate.rewrite.program_entry import begins, switch
from tfcompat.migrate.rules._base import Invalid, Rule, Valid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.release.moved_imports import Move
    from tfcompat.migrate.syntax.source import Node

__all__ = ["OldImport"]

_OFF = "tf.disable_v2_behavior()\n"
_MODULE = "import {} as tf\n\ndef net(x):\n    return tf.get_variable('w', [2]) * x\n"
_SCRIPT = "import {} as tf\n{}x = tf.placeholder(tf.float32)\nprint(tf.Session().run(x, {{x: 1.0}}))\n"
_FROM = "from {} import placeholder\n\ndef net():\n    return placeholder('float')\n"
_KERAS = (
    "import tensorflow as tf\nfrom keras.layers import Dense\ny = Dense(2)(tf.placeholder(tf.float32, [None, 2]))\n"
)


class OldImport(Rule):
    """A TensorFlow 1 file imports ``tensorflow``, which is TensorFlow 2 today: its names and numbers differ.

    Its imports become ``tensorflow.compat.v1``, and the start of the program disables TensorFlow 2 behaviour.
    """

    CODE = "TFC110"
    NAME = "old import"
    OF_PROGRAMS = True
    MESSAGE = "`{name}` imports TensorFlow 2, but this file is written for TensorFlow 1"
    VALID = (
        Valid(source="import tensorflow as tf\nx = tf.GradientTape()\n"),
        Valid(source="import tensorflow.compat.v1 as tf\nx = tf.placeholder(tf.float32)\n"),
        Valid(
            source="import tensorflow as tf\nif old:\n    x = tf.placeholder(tf.float32)\nelse:\n    y = tf.eig(z)\n"
        ),
        Valid(source=_MODULE.format(ROOT), options=Options(era="tf2")),
    )
    INVALID = (
        Invalid(source=_SCRIPT.format(ROOT, ""), fix=_SCRIPT.format(V1, _OFF)),
        Invalid(source=_MODULE.format(ROOT), fix=_MODULE.format(V1)),
        Invalid(source=_FROM.format(ROOT), fix=_FROM.format(V1)),
        Invalid(source=_KERAS, fix=None),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield one finding for all imports of the file, because a mixture would be neither release."""
        if (found := file.move) is not None:
            yield self._finding(file, found)

    def _finding(self, file: File, found: Move) -> Finding:
        first = found.imports[0]
        line, column = file.source.position(first.start_byte)
        text = " ".join(file.source.of(first).decode("utf-8").split())
        edits = [edit for node in found.imports for edit in _renamed(file, node)] if found.made else []
        message = self.MESSAGE.format(name=text)
        if found.made:
            message = f"`{text}` becomes `{V1}`"
            if begins(file):
                edits += switch(file, found.imports)
                message += ", and `disable_v2_behavior()` is called below it"
        return Finding(
            path=file.path,
            code=self.CODE,
            line=line,
            column=column,
            message=message,
            applicability=found.level,
            reason=found.reason,
            edits=tuple(sorted(edits)),
            span=first.byte_range,
        )


def _renamed(file: File, statement: Node) -> Iterator[Edit]:
    """Yield the edits of one import statement."""
    home = statement.child_by_field_name("module_name")
    if home is not None:
        yield Edit(*home.byte_range, V1.encode())
        return
    for item in statement.children_by_field_name("name"):
        named = item.child_by_field_name("name") or item
        if file.source.of(named) == ROOT.encode():
            new = V1 if item.child_by_field_name("alias") else f"{V1} as {ROOT}"
            yield Edit(*named.byte_range, new.encode())
