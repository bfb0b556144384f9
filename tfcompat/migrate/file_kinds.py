"""Python files and notebooks, told apart by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat.migrate.engine import migrate_source
from tfcompat.migrate.file import File
from tfcompat.migrate.names.chains import Chains
from tfcompat.migrate.notebooks.cells import Notebook
from tfcompat.migrate.notebooks.migrate import migrate_notebook
from tfcompat.migrate.rewrite import loss_collection as _collection
from tfcompat.migrate.rewrite.gone_names import gone_names
from tfcompat.migrate.syntax.source import NotAnalysedError, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfcompat.migrate.migration import Migration
    from tfcompat.migrate.names.other_files import Around
    from tfcompat.migrate.options import Options
    from tfcompat.migrate.project import Program

__all__ = ["is_notebook", "loss_readers", "migrate_file", "python_of", "uses_of_gone_names"]


def migrate_file(
    raw: bytes,
    path: str,
    *,
    options: Options | None = None,
    loss_readers: Sequence[str] = (),
    program: Program | None = None,
    run: Around | None = None,
) -> Migration:
    """Migrate a Python file or a notebook; see `migrate_source`."""
    if is_notebook(raw, path):
        return migrate_notebook(raw, path, options=options, loss_readers=loss_readers, program=program, run=run)
    return migrate_source(raw, path, options=options, loss_readers=loss_readers, program=program, run=run)


def loss_readers(raw: bytes, path: str) -> list[str]:
    """The places of a file that read the collection of losses, as ``path:line (name)``."""
    if not is_notebook(raw, path):
        return _collection.loss_readers(raw, path)
    try:
        book = Notebook(raw)
    except NotAnalysedError:
        return []  # no cell of it can be run
    return _collection.loss_readers(book.python, path, tuple((cell.row, cell.number) for cell in book.read))


def python_of(raw: bytes, path: str) -> bytes:
    """The Python text of a file: all of it, or of a notebook its cells, also those that cannot be looked at."""
    if not is_notebook(raw, path):
        return raw
    try:
        book = Notebook(raw)
    except NotAnalysedError:
        return b""
    return book.python + book.hidden.encode("utf-8", "surrogatepass")


def is_notebook(raw: bytes, path: str) -> bool:
    """Whether a file is a notebook; standard input, which has no name, shows it by its content."""
    if path == "<stdin>":
        return raw.lstrip()[:1] == b"{" and b'"nbformat"' in raw
    return path.endswith(".ipynb")


def uses_of_gone_names(raw: bytes, path: str) -> list[str] | None:
    """Return the names of TensorFlow in a file or notebook, one a use, that no supported release has beside Keras 3.

    None if it cannot be read, or uses no TensorFlow.
    """
    try:
        source = parse(Notebook(raw).python if is_notebook(raw, path) else raw)
    except NotAnalysedError:
        return None
    if not Chains(source.text).modules:
        return None
    return [f"tf.{found.path}" for found in gone_names(File(path, source))]
