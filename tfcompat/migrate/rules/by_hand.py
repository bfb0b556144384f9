"""TFC109."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat._symbols import by_qualified_name, missing
from tfcompat.migrate.finding import Finding
from tfcompat.migrate.release.moved_imports import ROOT, V1
from tfcompat.migrate.rules._base import Invalid, RowRule, Valid, from_rows
from tfcompat.migrate.rules._getattr import Lookup, lookups
from tfcompat.migrate.rules._quoted import quoted
from tfcompat.migrate.rules._unresolved import unresolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.monkeypatches import Store
    from tfcompat.migrate.uses import Use

__all__ = ["ByHand"]

_CALL = "loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)\n"


class ByHand(RowRule):
    """A name that needs a manual change: it has no successor, or it may not be the legacy name."""

    CODE = "TFC109"
    NAME = "by hand"
    MESSAGE = "`{name}` may be the legacy name, but this is not certain"
    TRACES = (r"\bgetattr\b", r"\bimport\s*\*")
    NAMES = ("getattr",)
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
        *from_rows(CODE),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield uncertain uses, legacy names that are looked up by string, and names without a successor."""
        for finding in super().check(file):
            yield _still_there(file, finding)
        for use in file.uses:
            if not use.certain:
                yield self.finding(file, use, reason=_why(file, use))
        for use in unresolved(file):
            yield self.finding(file, use, reason=_unknown(use))
        for store in file.stores:
            if store.by_string and (row := by_qualified_name(store.name)):
                yield _patched(self.CODE, file, store, row.path)
        for lookup in lookups(file):
            yield _looked_up(self.CODE, file, lookup)


def _still_there(file: File, finding: Finding) -> Finding:
    """Return a finding, or a note if the name is still in ``tensorflow.compat.v1`` with the same meaning."""
    use = next((use for use in file.calls if use.span == finding.span), None)
    homes = {V1 if home == ROOT and file.is_moved else home for home in use.homes} if use else set()
    if finding.fixable or homes != {V1} or missing(f"{V1}.{finding.symbol}"):
        return finding
    return replace(
        finding,
        message=f"`{use.name}` works unchanged in {V1}" if use else finding.message,
        applicability="none",
        reason=f"in {V1} it has the same meaning; to avoid it: {finding.reason}",
    )


def _why(file: File, use: Use) -> str:
    root, scope = use.reference.parts[0], use.reference.scope
    bindings = file.names.bindings(root, scope)
    owner = scope.owner(root)
    if owner and scope.runs_code_below(owner, root):
        return f"`exec` may rebind {root}; avoid it, or import under a separate name where it is used"
    if bindings:
        numbers = sorted({file.source.position(binding.node.start_byte)[0] for binding in bindings})
        lines = ", ".join(map(str, numbers))
        return f"{root} is bound on lines {lines}, {_unlike(file, use)}; give each its own name"
    if file.names.tree.stars:
        module = file.names.tree.stars[-1].module
        return f"{root} may come from `from {module} import *`; import the names that are used"
    return f"{root} is not bound in this file; import TensorFlow where it is used"


def _unlike(file: File, use: Use) -> str:
    """Return the problem of a name that is bound several times."""
    meaning = file.names.meaning(use.reference)
    if not meaning.certain or not all(name.startswith("tensorflow.") for name in meaning.names):
        return "and not always to TensorFlow"
    names = " and ".join(sorted(meaning.names))
    return f"always to TensorFlow, but {names} are different functions"


def _unknown(use: Use) -> str:
    root = use.reference.parts[0]
    shown = f"this file does not show that {root} is TensorFlow" if root else "the object before the dot is computed"
    return f"{shown}; import TensorFlow here and use the name through it, then migrate"


def _patched(code: str, file: File, store: Store, symbol: str) -> Finding:
    line, column = file.source.position(store.node.start_byte)
    return Finding(
        path=file.path,
        code=code,
        line=line,
        column=column,
        message=f"`{store.text}` is replaced here, by a string",
        applicability="manual",
        reason="the meaning of its calls after this line is only known at run time; patch the new name if the calls "
        "are migrated",
        symbol=symbol,
        span=store.node.byte_range,
    )


def _looked_up(code: str, file: File, lookup: Lookup) -> Finding:
    line, column = file.source.position(lookup.node.start_byte)
    return Finding(
        path=file.path,
        code=code,
        line=line,
        column=column,
        message=f"`{quoted(file, lookup.node)}` looks a name up while the program runs",
        applicability="manual" if lookup.is_likely else "none",
        reason=f"write the new name of tf.{lookup.symbol}" if lookup.symbol else "it may find a legacy name; check it",
        symbol=lookup.symbol,
        span=lookup.node.byte_range,
    )
