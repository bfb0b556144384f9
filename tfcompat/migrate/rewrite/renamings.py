"""Uses of names that TensorFlow renamed, and the edits that rename them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tfcompat._symbols import MODULES, RENAME_OF, Rename, missing, moved
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.release.moved_imports import ROOT, V1
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.splices import without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import NameUse
    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Renaming", "renamings"]

_INTEGER = re.compile(r"-?\s*\d+")
_ROOTS = (f"{V1}.", "tensorflow.compat.v2.", f"{ROOT}.")


@dataclass(kw_only=True)
class Renaming:
    """One use, and its edits."""

    name: str
    """The use as written."""
    span: tuple[int, int]
    edits: list[Edit] = field(default_factory=list)
    """None if it needs a manual change."""
    message: str = ""
    why: str = "It is the same function, under its name in TensorFlow 1.15 and 2."
    doubt: str = ""
    """Why the fix is unsafe."""


def renamings(file: File) -> Iterator[Renaming]:
    """Yield the uses in a file that have their own row, or a new name in TensorFlow 2."""
    for reference, meaning in file.whole.names.denoted:
        if reference.stored or not meaning.certain or len(meaning.names) != 1:
            continue
        root, path = _below(next(iter(meaning.names)))
        if row := _row(file, root, path):
            yield from _of_use(file, reference, row, path)
    yield from _of_imports(file)


def _below(name: str) -> tuple[str, str]:
    """Return the TensorFlow module at the start of a qualified name, and the path below it."""
    root = next((root for root in _ROOTS if name.startswith(root)), "")
    return root.rstrip("."), name[len(root) :] if root else ""


def _row(file: File, root: str, path: str) -> Rename | None:
    """Return the table's entry for a name in a file, given the imports that this run writes."""
    root = V1 if root == ROOT and file.is_moved else root
    row = RENAME_OF.get(path)
    if row is not None:
        if row.by_place and not row.order and root == V1:
            return None
        return None if missing(f"{root}.{row.new}") else row
    if root == V1 or path not in moved() or not missing(f"{root}.{path}"):
        return None
    return Rename(old=path, new=moved()[path])


def _of_use(file: File, reference: NameUse, row: Rename, path: str) -> Iterator[Renaming]:
    given = arguments(file.source, reference.call) if reference.call else None
    if row.by_place and not (given and _is_old(row, given)):
        if row.order and reference.call is not None and given is None and _begins_with_number(file, reference.call):
            yield Renaming(name=".".join(reference.parts), span=reference.node.byte_range, why=_HIDDEN)
        return
    found = Renaming(name=".".join(reference.parts), span=reference.node.byte_range, doubt=row.doubt)
    if reference.quoted:
        found.why = "it is inside an f-string, which an edit could break; move it out"
        yield found
        return
    called = list(_new_name(file, reference, row, path))
    if row.new != row.old and not called and not _has_import_of_its_own(reference, row):
        found.why = f"this file does not import TensorFlow itself; import it, and write tf.{row.new}"
        yield found
        return
    if reference.call is not None and given is None and (row.keywords or row.order):
        found.edits, found.why = [], _HIDDEN
        yield found
        return
    named = _op_name(row, given or [])
    found.edits = [*called, *_arguments(row, [one for one in given or [] if one not in named])]
    found.edits += without(file.source, given, named) if given and named else []
    if not found.edits:
        return  # the name is in an import, which has its own edit
    found.message = f"`{found.name}` becomes `tf.{row.new}`"
    if row.by_place:
        changed = row.keywords if not row.order else dict.fromkeys(row.order)
        found.message = f"`{found.name}` is called with {', '.join(f'{name}=' for name in _news(row, given or []))}"
        found.why = f"TensorFlow no longer has this call's argument order or keywords ({', '.join(changed)})"
    yield found


_HIDDEN = "*args or **kwargs may contain any argument; write the arguments out, or change the call by hand"


def _news(row: Rename, given: list[Argument]) -> list[str]:
    new = [row.keywords[argument.name] for argument in given if argument.name in row.keywords]
    positional = sum(not argument.name for argument in given)
    return [*row.order[row.positional : positional], *new]


def _is_old(row: Rename, given: list[Argument]) -> bool:
    """Return whether a call can only have the old argument order: a number as tensor, or a list as axis.

    TensorFlow 1 raises an error for what is read as old here.
    """
    if any(argument.name in row.keywords for argument in given):
        return True
    positional = [argument for argument in given if not argument.name]
    if not row.order or not positional:
        return False
    first = positional[0]
    if _INTEGER.fullmatch(first.text):
        return not any(argument.name in ("values", "value") for argument in given) or len(positional) == 1
    displays = ("list", "tuple", "list_comprehension")
    return (
        len(positional) > 1
        and positional[1].value.type in displays
        and first.value.type not in displays
        and ("values" in row.order)
    )


def _begins_with_number(file: File, call: Node) -> bool:
    listed = call.child_by_field_name("arguments")
    first = next((node for node in listed.named_children if not node.is_extra), None) if listed else None
    return first is not None and bool(_INTEGER.fullmatch(file.source.of(first).decode("utf-8")))


def _has_import_of_its_own(reference: NameUse, row: Rename) -> bool:
    """Return whether the use is a plain name from ``from tensorflow import`` that the import can rename."""
    return len(reference.parts) == 1 and "." not in row.new and "." not in row.old


def _new_name(file: File, reference: NameUse, row: Rename, path: str) -> Iterator[Edit]:
    """Yield the edit of the dotted name: of its last parts, or of all of it if an alias stands for the first ones."""
    if row.new == row.old:
        return
    old, node = path.split("."), reference.node
    if tuple(old) == reference.parts[-len(old) :] and len(reference.parts) > len(old):
        first: Node | None = node
        for _ in old[1:]:
            first = first.child_by_field_name("object") if first else None
        part = first.child_by_field_name("attribute") if first else None
        if part is not None:
            yield Edit(part.start_byte, node.end_byte, row.new.encode())
        return
    if not _has_import_of_its_own(reference, row):
        name = next((name for name, end in file.names.bound_to(_TENSORFLOW) if end < node.start_byte), None)
        if name is not None:
            yield Edit(*node.byte_range, f"{name}.{row.new}".encode())


_TENSORFLOW = frozenset({ROOT, V1})


def _arguments(row: Rename, given: list[Argument]) -> Iterator[Edit]:
    positional = 0
    for argument in given:
        if argument.keyword is not None:
            if argument.name in row.keywords:
                yield Edit(*argument.keyword.byte_range, row.keywords[argument.name].encode())
            continue
        if row.order and row.positional <= positional < len(row.order):
            yield Edit(argument.node.start_byte, argument.node.start_byte, f"{row.order[positional]}=".encode())
        positional += 1


def _op_name(row: Rename, given: list[Argument]) -> list[Argument]:
    """Return the argument that names the op, if the new call cannot take it."""
    if not row.op_name:
        return []
    positional = [argument for argument in given if not argument.name]
    return [argument for argument in given if argument.name == "name"] or positional[row.op_name : row.op_name + 1]


def _of_module(old: str, node: Node, new: str) -> Renaming:
    """Return the renaming to a tfcompat module."""
    return Renaming(
        name=old,
        span=node.byte_range,
        edits=[Edit(*node.byte_range, new.encode())],
        message=f"`{old}` is imported from `{new}`",
        why="The shim reads the same arrays and returns the same batches.",
    )


def _of_imports(file: File) -> Iterator[Renaming]:
    """Yield the edits of names in ``from tensorflow import``: the new name, bound to the old one."""
    for statement in file.whole.names.tree.imports:
        home = statement.child_by_field_name("module_name")
        if home is None:
            for item in statement.children_by_field_name("name"):
                named = item.child_by_field_name("name")
                if named is not None and (new := MODULES.get(file.source.of(named).decode("utf-8"))):
                    yield _of_module(file.source.of(named).decode("utf-8"), named, new)
            continue
        module = file.source.of(home).decode("utf-8")
        if module in MODULES:
            yield _of_module(module, home, MODULES[module])
        for item in statement.children_by_field_name("name"):
            named = item.child_by_field_name("name") or item
            old = file.source.of(named).decode("utf-8")
            if (new := MODULES.get(f"{module}.{old}")) and len(statement.children_by_field_name("name")) == 1:
                yield _of_module(f"{module}.{old}", home, new.rpartition(".")[0])
                continue
            root, path = _below(f"{module}.{old}")
            row = _row(file, root, path) if root == module else None
            if row is None or row.new == row.old or "." in row.new:
                continue
            new = row.new if item.child_by_field_name("alias") else f"{row.new} as {old}"
            yield Renaming(
                name=old,
                span=named.byte_range,
                edits=[Edit(*named.byte_range, new.encode())],
                message=f"`{old}` becomes `{row.new}`",
                doubt=row.doubt,
            )
