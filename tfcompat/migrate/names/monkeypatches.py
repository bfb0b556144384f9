"""TensorFlow names that a file replaces: assigned, deleted, or patched by string."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcompat._symbols import TENSORFLOW_HOMES
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.literals import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import NameUse
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Store", "stores"]

# setattr and delattr, of Python and of pytest's monkeypatch; patch.object and patch.multiple of unittest.mock.
_OF_MODULE = {"setattr", "delattr", "object", "multiple"}
_LIBRARIES = ("tensorflow", "keras", "tf_keras")
_OF_PATH = {"setattr", "delattr", "patch"}


@dataclass(frozen=True, slots=True)
class Store:
    """A place that changes the meaning of a TensorFlow or Keras name."""

    name: str
    """The qualified name; only the module if the name in it is computed."""
    node: Node
    text: str
    """The name for a message."""
    line: int
    by_string: bool
    """Whether the name is a string."""

    def hides(self, path: str, homes: Iterable[str], spelled: Iterable[str] = ()) -> bool:
        """Return whether the symbol `path`, or a module that contains it, is replaced in a home or as it is spelled.

        An alias, such as ``tf.losses.binary_crossentropy`` for ``tf.keras.losses``, is not below any home of the path.
        """
        # A change to one TensorFlow module may be visible in the others, which share their submodules.
        starts = [f"{start}." for start in (self.name, _below(self.name), self.name.removeprefix("tf_")) if start]
        names = [f"{path}.", *(f"{home}.{path}." for home in homes), *(f"{name}." for name in spelled)]
        return any(name.startswith(start) for name in names for start in starts)


def stores(names: Names) -> Iterator[Store]:
    """Yield every place in a file that changes TensorFlow or Keras names."""
    tree = names.tree
    for reference in (*tree.references, *tree.hanging):
        found: AbstractSet[str]
        if reference.stored and len(reference.parts) > 1:
            found, by_string = names.meaning(reference).names, False
        else:
            found, by_string = _patched(names, reference), True
        node = reference.call if by_string and reference.call else reference.node
        for name in sorted(found):
            root = name.split(".")[0]
            if root in _LIBRARIES:
                line, _ = names.source.position(node.start_byte)
                text = f"tf.{_below(name)}".rstrip(".") if root == "tensorflow" else name
                yield Store(name, node, text, line, by_string)


def _below(name: str) -> str:
    for root in sorted(TENSORFLOW_HOMES, key=len, reverse=True):
        if name == root or name.startswith(f"{root}."):
            return name[len(root) + 1 :]
    return name


def _patched(names: Names, reference: NameUse) -> set[str]:
    """Return the qualified names that a call such as ``setattr(tf.nn, "relu", mine)`` rebinds."""
    last = reference.parts[-1]
    if reference.call is None or last not in _OF_MODULE | _OF_PATH:
        return set()
    given = arguments(names.source, reference.call)
    if not given:
        return set()
    path = text_of(names.source, given[0].value)
    if path is not None:
        return {path} if last in _OF_PATH else set()
    modules = names.of_value(given[0].value, reference.scope).names if last in _OF_MODULE else frozenset()
    leaf = text_of(names.source, given[1].value) if len(given) > 1 and last != "multiple" else None
    return {f"{module}.{leaf}" if leaf else module for module in modules}
