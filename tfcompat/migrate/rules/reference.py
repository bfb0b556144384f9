"""TFC108."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat._symbols import REWRITTEN, by_qualified_name
from tfcompat.migrate.names.scopes import NameUse
from tfcompat.migrate.options import Options
from tfcompat.migrate.rewrite.remove_imports import unread
from tfcompat.migrate.rules._base import Invalid, Rule, Valid, from_rows
from tfcompat.migrate.syntax.splices import is_within, replaced
from tfcompat.migrate.uses import Use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Edit, Finding
    from tfcompat.migrate.names.scopes import Binding

__all__ = ["Reference"]

_SOURCE = "import tensorflow.compat.v1 as tf\n{}losses = {{'ce': {}.nn.sparse_softmax_cross_entropy_with_logits}}\n"


# The TensorFlow 1 modules with legacy names that TensorFlow 2 does not have.
_LOST = {"tensorflow.contrib", "tensorflow.contrib.slim"} | {
    f"tensorflow.{path.rpartition('.')[0]}"
    for path in REWRITTEN
    if path.startswith(("contrib.", "estimator.", "layers."))
}
_STORED = (
    "the name is assigned to or deleted here, so the meaning of its calls is only known at run time; change both "
    "by hand"
)


_UNREAD = "TensorFlow 2 has no such name, so the import would fail; nothing in the program uses it"
_SEEMS_UNREAD = (
    "TensorFlow 2 has no such name, so the import would fail; nothing in the program names it, but the file has code "
    "that may read any name, such as eval or globals()"
)


class Reference(Rule):
    """A legacy function is passed as a value: its eventual calls and their arguments cannot be seen.

    So it becomes the shim, which is the same callable.
    """

    CODE = "TFC108"
    NAME = "reference"
    MESSAGE = "`{name}` is passed as a value here, not called"
    TRACES = (
        r"\bcontrib\b",
        r"\bkeras\.wrappers\b",
        r"\b(?:tf|tensorflow|tensorflow\.compat\.v1)(?:\.|[ \t]+import[ \t(]+)(?:estimator|examples|layers|python)\b",
    )
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
        *from_rows(CODE),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield references that are not calls, and imports of a legacy name that this file does not use."""
        for use in file.uses:
            if use.certain and use.reference.stored:
                yield self.finding(file, use, message=f"`{use.name}` is rebound here", reason=_STORED)
            elif use.certain and use.reference.call is None:
                yield from self.fixed(file, use)
        going = list(unread(file))
        for found in going:
            message = f"{_listed(found.names)} imported here and never used"
            reason = _UNREAD if found.certain else _SEEMS_UNREAD
            finding = self.at(file, found.nodes[0], message, reason, *found.edits)
            yield replace(finding, applicability="safe") if found.certain else finding
        gone = {node.start_byte for found in going for node in found.nodes}
        yield from (one for one in self.imports(file) if one.span[0] not in gone)

    def imports(self, file: File, edits: Iterable[Edit] = ()) -> Iterator[Finding]:
        """Yield imports of a legacy name that this file, after the edits, does not use."""
        gone = replaced(edits)
        for name, binding in _unread(file, gone):
            if symbol := by_qualified_name(binding.target):
                yield self.finding(
                    file,
                    Use(symbol, _as_reference(file, name, binding), frozenset(), certain=True),
                    message=f"`{name}` is imported here and used elsewhere, if at all",
                    reason="remove the import, or import the new name where it is used",
                )
            elif module := _lost_module(file, name):
                message = f"`{name}` is bound here and used elsewhere, if at all"
                reason = f"TensorFlow 2 has no {module}; remove this once nothing else uses it"
                yield self.at(file, binding.node, message, reason)


def _listed(names: tuple[str, ...]) -> str:
    quoted = [f"`{name}`" for name in names]
    return f"{quoted[0]} is" if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]} are"


def _unread(file: File, gone: list[tuple[int, int]]) -> Iterator[tuple[str, Binding]]:
    """Return the names that the module's imports and assignments bind, but nothing else in the file reads."""
    references = file.names.tree.references
    read = {reference.parts[0] for reference in references if not is_within(gone, reference.node.start_byte)}
    for name, bindings in file.names.tree.module.bound.items():
        for binding in bindings:
            if name not in read and binding.statement and not is_within(gone, binding.node.start_byte):
                yield name, binding


def _lost_module(file: File, name: str) -> str:
    """Return the module that a name refers to, if TensorFlow 2 has no module of that name."""
    names = file.names.of_name(name, file.names.tree.module).names
    return next((full for full in sorted(names) if full in _LOST), "")


def _as_reference(file: File, name: str, binding: Binding) -> NameUse:
    module = file.names.tree.module
    return NameUse(parts=(name,), node=binding.node, scope=module, call=None, stored=False, quoted=False)
