"""Readers of the collection of losses: places in a file that would miss a loss that is no longer added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat._symbols import REWRITTEN
from tfcompat.migrate.names.resolver import Names
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.literals import text_of
from tfcompat.migrate.syntax.source import NotAnalysedError, dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat._symbols import SideEffect
    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import NameUse, Scope
    from tfcompat.migrate.rewrite.reading import Call
    from tfcompat.migrate.syntax.parsed import Parsed
    from tfcompat.migrate.syntax.source import Node
    from tfcompat.migrate.uses import Use

__all__ = ["is_losses", "loss_readers", "why_kept"]


def _with(effect: SideEffect) -> set[str]:
    """Return the last part of the name of each symbol with a side effect."""
    return {path.rpartition(".")[2] for path, row in REWRITTEN.items() if effect in row.side_effects}


_READING_CALLS = _with("reads_loss_collection")
_COLLECTIONS = {"get_collection", "get_collection_ref"}
_WRITERS = {"add_to_collection", "add_to_collections"} | _with("loss_collection")
_READER = re.compile("|".join(["GraphKeys", "get_collection", *sorted(_READING_CALLS)]).encode())
_NAMES = frozenset(name.encode() for name in ("getattr", "GraphKeys", *_READING_CALLS, *_COLLECTIONS))
_KEY = "GraphKeys.LOSSES"


def loss_readers(text: Parsed, path: str) -> list[str]:
    """Return the places of a file that read the collection of losses, as ``path:line (name)``.

    A file that mentions a reader and cannot be parsed counts as one, and so does a look-up with a computed key.
    """
    if not _READER.search(text.raw):
        return []
    try:
        source = text.source
    except NotAnalysedError as error:
        return [f"{path}:{error.line} (not parsed)"]
    return _places(Names(source, whole=True), path)


def _places(names: Names, path: str) -> list[str]:
    places = sorted((node.start_byte, shown) for node, shown in _readers(names))
    return [f"{path}:{names.source.position(offset)[0]} ({shown})" for offset, shown in places]


def is_losses(names: Names, value: Node, scope: Scope) -> bool | None:
    """Return whether an expression is the key of the collection; None if it is computed."""
    literal = text_of(names.source, value)
    if literal is not None:
        return literal == "losses"
    parts = dotted(names.source, value)
    found = names.of_value(value, scope).names | {".".join(parts)}
    keys = {name for name in found if "GraphKeys." in f".{name}"}
    if not keys:
        return None
    return any(name.endswith(_KEY) for name in keys)


def why_kept(file: File, use: Use, call: Call) -> str:
    """Return why the collection matters for a call that adds its loss; empty if it does not."""
    if "loss_collection" not in use.symbol.side_effects:
        return ""
    collection = call.readings[0].bound.get("loss_collection")
    if collection is not None and collection.text == "None":
        return ""
    if collection is not None and not is_losses(file.names, collection.value, use.reference.scope):
        return f"it adds to the collection {collection.text}, which other code may read"
    if use.reference.call and use.reference.call.id in file.names.tree.bare:
        return "its value is not used, so it must be read from the collection"
    readers = file.loss_readers or _places(file.whole.names, file.path)
    if readers:
        return f"the collection is read at {', '.join(readers[:3])}"
    return ""


def _readers(names: Names) -> Iterator[tuple[Node, str]]:
    for reference in (*names.tree.references, *names.tree.hanging):
        shown = ".".join(reference.parts[-2:]).strip(".")
        if _reads(names, reference):
            yield reference.node, shown
    for scope in names.tree.scopes:
        for bindings in scope.bound.values():
            for binding in bindings:
                leaf = binding.target.rpartition(".")[2]
                if leaf in _READING_CALLS:
                    yield binding.node, leaf


def _reads(names: Names, reference: NameUse) -> bool:
    # By its name here, and by its name in the import.
    spelled = {".".join(reference.parts)} | names.meaning(reference).names
    leaves = {name.rpartition(".")[2] for name in spelled}
    if leaves & _READING_CALLS:
        return True
    if leaves & _COLLECTIONS:
        return reference.call is None or _reads_losses(names, reference, reference.call)
    if "getattr" in leaves and reference.call is not None:
        given = arguments(names.source, reference.call) or []
        looked_up = text_of(names.source, given[1].value) if len(given) > 1 else None
        return looked_up in _READING_CALLS | _COLLECTIONS
    return any(name.endswith(_KEY) for name in spelled) and not _is_for_writing(names, reference.node)


def _reads_losses(names: Names, reference: NameUse, call: Node) -> bool:
    given = arguments(names.source, call)
    key = next((argument for argument in given or () if argument.name in ("", "key")), None)
    return key is None or is_losses(names, key.value, reference.scope) is not False


def _is_for_writing(names: Names, key: Node) -> bool:
    """Return whether the key is an argument of a call that adds to the collection."""
    parent = key.parent
    while parent is not None and parent.type in ("keyword_argument", "argument_list", "list"):
        parent = parent.parent
    callee = parent.child_by_field_name("function") if parent is not None and parent.type == "call" else None
    leaf = callee.child_by_field_name("attribute") or callee if callee is not None else None
    return leaf is not None and names.source.of(leaf).decode("utf-8") in _WRITERS | _COLLECTIONS
