"""TFC108."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import by_qualified_name
from tfcompat.migrate._edits import is_within, replaced
from tfcompat.migrate._file import Options, Use
from tfcompat.migrate._scopes import Reference as Read
from tfcompat.migrate.rules._base import Invalid, Rule, Valid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tfcompat.migrate._file import File
    from tfcompat.migrate._finding import Edit, Finding

__all__ = ["Reference"]

_SOURCE = "import tensorflow.compat.v1 as tf\n{}losses = {{'ce': {}.nn.sparse_softmax_cross_entropy_with_logits}}\n"


_STORED = "the name is assigned to or deleted here, so what its calls mean is up to the program; change both by hand"


class Reference(Rule):
    """A legacy function that is passed on, not called: the calls it ends in are not seen, nor their arguments.

    So it becomes the shim, which is the same callable.
    """

    CODE = "TFC108"
    NAME = "reference"
    MESSAGE = "`{name}` is passed on here, not called"
    VALID = (
        Valid(source="import tensorflow as tf\nlosses = {'mse': tf.keras.losses.mse}\n"),
        Valid(source="import tensorflow as tf\ndef loss(tf):\n    return tf.nn.softmax_cross_entropy_with_logits\n"),
    )
    INVALID = (
        Invalid(source=_SOURCE.format("", "tf"), fix=_SOURCE.format("import tfcompat\n", "tfcompat.legacy")),
        Invalid(source="from tensorflow.nn import softmax_cross_entropy_with_logits_v2 as ce\n", fix=None),
        Invalid(
            source=_SOURCE.format("", "tf"),
            fix=_SOURCE.format("import tfcompat\n", "tfcompat.legacy"),
            options=Options(target="legacy"),
        ),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """References that are no calls, and imports of a legacy name that this file does not use."""
        for use in file.uses:
            if use.certain and use.reference.stored:
                yield self.finding(file, use, message=f"`{use.name}` is given another meaning here", reason=_STORED)
            elif use.certain and use.reference.call is None:
                yield from self.fixed(file, use)
        yield from self.imports(file)

    def imports(self, file: File, edits: Iterable[Edit] = ()) -> Iterator[Finding]:
        """Imports of a legacy name of which this file, or what edits leave of it, has no use."""
        for use in _unused_imports(file, replaced(edits)):
            yield self.finding(
                file,
                use,
                message=f"`{use.name}` is imported here and used elsewhere, if at all",
                reason="take the import out, or import the new name where it is used",
            )


def _unused_imports(file: File, gone: list[tuple[int, int]]) -> Iterator[Use]:
    module = file.names.tree.module
    references = file.names.tree.references
    read = {reference.parts[0] for reference in references if not is_within(gone, reference.node.start_byte)}
    for name, bindings in module.bound.items():
        for binding in bindings:
            symbol = by_qualified_name(binding.target) if name not in read else None
            if symbol is not None and not is_within(gone, binding.node.start_byte):
                node = Read(parts=(name,), node=binding.node, scope=module, call=None, stored=False, quoted=False)
                yield Use(symbol, node, frozenset(), certain=True)
