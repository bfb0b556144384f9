"""Whether a file moves to TensorFlow 1's names in TensorFlow 2, and the imports that this changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcompat._symbols import missing, moved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.finding import Applicability
    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.options import Era
    from tfcompat.migrate.release.evidence import ReleaseEvidence
    from tfcompat.migrate.release.members import Member
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["ROOT", "V1", "Move", "Written", "move"]

ROOT, V1 = "tensorflow", "tensorflow.compat.v1"
# These parts of Keras do not depend on the TensorFlow release: datasets, and functions of NumPy arrays.
_TOOLS = ("datasets", "preprocessing", "utils")
_KERAS = ("keras", "tf_keras", "tensorflow.keras", "tensorflow.python.keras")


@dataclass(frozen=True, slots=True)
class Move:
    """How the imports of a TensorFlow 1 file change."""

    imports: tuple[Node, ...]
    """The statements that import plain ``tensorflow``."""
    level: Applicability
    reason: str

    @property
    def made(self) -> bool:
        """Whether there is a fix."""
        return self.level in ("safe", "unsafe")


@dataclass(frozen=True, slots=True)
class Written:
    """A file, and what it shows about the release that it was written for."""

    path: str
    source: Source
    names: Names
    """The names of the whole file."""
    evidence: ReleaseEvidence
    era: Era
    group: tuple[Member, ...]
    """The files that imports join with it."""


def move(file: Written) -> Move | None:
    """Decide about a file; None if it is not a TensorFlow 1 file, or already moved."""
    if file.era == "tf2" or ROOT.encode() not in file.source.text:
        return None
    imports = tuple(_plain(file))
    if not imports or _names_a_release(file):
        return None
    shown, strangers = _shown(file)
    if not shown:
        return None
    if keras := _keras(file):
        return None if _only_renamed(file) else Move(imports, "manual", _WITH_KERAS.format(shown=shown, keras=keras))
    if strangers:
        return Move(imports, "unsafe", _MIXED.format(shown=shown, other=strangers))
    if bound := _binds_root_otherwise(file):
        return Move(imports, "manual", f"`{bound}` binds the name tensorflow as well; give it an alias, then migrate")
    return Move(imports, "safe", _SAFE.format(shown=shown))


_SAFE = (
    "only TensorFlow 1 has {shown}. The new module is the API of TensorFlow 1.13 and later, with which the file keeps "
    "its meaning; with TensorFlow 2's own API it fails"
)
_MIXED = (
    "{shown} is TensorFlow 1's, but {other} is written for TensorFlow 2 and connected to this file by imports: in one "
    "process, both cannot get the behaviour they expect"
)
_WITH_KERAS = (
    "{shown} is TensorFlow 1's, and {keras} is Keras, which has no graphs and sessions since version 3; rewrite the "
    "part with sessions in Keras, or run the file on tf_keras (TF_USE_LEGACY_KERAS=1) with `import "
    "tensorflow.compat.v1 as tf` and `tf.disable_v2_behavior()`"
)


def _plain(file: Written) -> Iterator[Node]:
    """Yield the import statements of plain TensorFlow, without a release in its name."""
    for node in file.names.tree.imports:
        home = node.child_by_field_name("module_name")
        if home is not None:
            stars = any(child.type == "wildcard_import" for child in node.named_children)
            if file.source.of(home) == ROOT.encode() and not stars:
                yield node
        elif any(_name_of(file, item) == ROOT for item in node.children_by_field_name("name")):
            yield node


def _name_of(file: Written, item: Node) -> str:
    """Return the module that an item of an import statement names."""
    return file.source.of(item.child_by_field_name("name") or item).decode("utf-8")


def _targets(file: Written) -> Iterator[str]:
    """Yield the qualified names that the file's import statements bind."""
    for scope in file.names.tree.scopes:
        for bindings in scope.bound.values():
            yield from (binding.target for binding in bindings if binding.kind == "import")


def _names_a_release(file: Written) -> bool:
    """Return whether the file supports both releases: it imports one of them by name."""
    return any(f"{target}.".startswith((f"{V1}.", "tensorflow.compat.v2.")) for target in _targets(file))


def _shown(file: Written) -> tuple[str, str]:
    """Return what shows that the file is TensorFlow 1's, and a TensorFlow 2 file in the same program."""
    if file.era != "auto":
        return f"the code (--era {file.era})", ""
    found = file.evidence
    if found.generation == "tf2" and not found.doubt:
        return "", ""
    if found.both:
        return "", ""
    group = [member for member in file.group if member.path != file.path]
    strangers = next((member.path for member in group if member.two), "")
    if found.generation == "tf1":
        return found.shown_by, strangers
    other = next((member for member in group if member.one), None)
    if other is None or strangers:
        return "", ""
    return f"{other.one} in {other.path}, which is connected to this file by imports,", ""


def _keras(file: Written) -> str:
    """Return the first Keras name in the file that depends on the release."""
    for reference, meaning in file.names.denoted:
        for name in meaning.names:
            for root in _KERAS:
                below = name.removeprefix(f"{root}.")
                if name == root or (below != name and below.split(".")[0] in _TOOLS):
                    continue
                if below != name:
                    return ".".join(reference.parts)
    return ""


def _only_renamed(file: Written) -> bool:
    """Return whether every TensorFlow 1 name in the file has a new name in TensorFlow 2."""
    found = {name for _, meaning in file.names.denoted for name in meaning.names if missing(name)}
    return bool(found) and all(name.removeprefix(f"{ROOT}.") in moved() for name in found)


def _binds_root_otherwise(file: Written) -> str:
    """Return an import such as ``import tensorflow.contrib.slim``, which also binds ``tensorflow``."""
    named = {"tensorflow": False}
    other = ""
    for node in file.names.tree.imports:
        if node.type != "import_statement":
            continue
        for item in node.children_by_field_name("name"):
            if item.type == "dotted_name" and _name_of(file, item) == ROOT:
                named["tensorflow"] = True
            elif item.type == "dotted_name" and _name_of(file, item).startswith(f"{ROOT}."):
                other = f"import {_name_of(file, item)}"
    return other if named["tensorflow"] else ""
