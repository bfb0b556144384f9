"""TFC109."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate._dynamic import Lookup, lookups
from tfcompat.migrate._finding import Finding
from tfcompat.migrate.rules._base import Invalid, Rule, Valid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate._file import File, Use

__all__ = ["ByHand"]

_CALL = "loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)\n"


class ByHand(Rule):
    """A name that may be a legacy symbol, and is reached in a way that cannot be followed for certain."""

    CODE = "TFC109"
    NAME = "by hand"
    MESSAGE = "`{name}` may be the legacy name, and that is not certain"
    VALID = (
        Valid(source="import tensorflow as tf\ndtype = getattr(tf, 'float32')\n"),
        Valid(source="from tensorflow import *\nx = constant(1)\n"),
    )
    INVALID = (
        Invalid(source="from tensorflow import *\n" + _CALL.replace("tf.", ""), fix=None),
        Invalid(source="import tensorflow as tf\nif fast:\n    tf = load()\n" + _CALL, fix=None),
        Invalid(
            source="import tensorflow as tf\nloss = getattr(tf.nn, 'softmax_cross_entropy_with_logits')\n", fix=None
        ),
        Invalid(source="import tensorflow as tf\nloss = getattr(tf.losses, name)\n", fix=None),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Uncertain uses, and legacy names that are looked up by string."""
        for use in file.uses:
            if not use.certain:
                yield self.finding(file, use, reason=_why(file, use))
        for lookup in lookups(file):
            yield _looked_up(self.CODE, file, lookup)


def _why(file: File, use: Use) -> str:
    root, scope = use.reference.parts[0], use.reference.scope
    bindings = file.names.bindings(root, scope)
    if bindings:
        numbers = sorted({file.source.position(binding.node.start_byte)[0] for binding in bindings})
        lines = ", ".join(map(str, numbers))
        return f"{root} is bound on lines {lines}, and not always to TensorFlow; give each its own name"
    if file.names.tree.stars:
        return f"{root} may come from `from {file.names.tree.stars[-1]} import *`; import what is used by its name"
    return f"{root} is not bound in this file; import TensorFlow where it is used"


def _looked_up(code: str, file: File, lookup: Lookup) -> Finding:
    line, column = file.source.position(lookup.node.start_byte)
    return Finding(
        path=file.path,
        code=code,
        line=line,
        column=column,
        message=f"`{' '.join(file.source.of(lookup.node).decode().split())}` looks a name up while the program runs",
        applicability="manual" if lookup.symbol else "none",
        reason=f"write the new name of tf.{lookup.symbol}" if lookup.symbol else "it may find a legacy name; see to it",
        symbol=lookup.symbol,
        span=lookup.node.byte_range,
    )
