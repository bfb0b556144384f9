"""Python files and notebooks, distinguished by their names."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tfcompat.migrate.engine import migrate_parsed
from tfcompat.migrate.file import File
from tfcompat.migrate.names import other_files
from tfcompat.migrate.names.chains import Chains
from tfcompat.migrate.notebooks.cells import Notebook
from tfcompat.migrate.notebooks.migrate import migrate_notebook
from tfcompat.migrate.rewrite import loss_collection
from tfcompat.migrate.rewrite.gone_names import gone_names
from tfcompat.migrate.syntax.parsed import Parsed
from tfcompat.migrate.syntax.source import NotAnalysedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfcompat.migrate.migration import Migration
    from tfcompat.migrate.names.other_files import Around
    from tfcompat.migrate.options import Options
    from tfcompat.migrate.project import Program

__all__ = ["Look", "is_notebook", "loss_readers", "migrate_file", "python_of", "uses_of_gone_names"]


class Look:
    """A Python file or a notebook that a run uses several times, and parses once.

    Args:
        raw: The bytes of the file.
        path: Its name in findings.
    """

    def __init__(self, raw: bytes, path: str) -> None:
        self.raw = raw
        self.path = path

    def __reduce__(self) -> tuple[type[Look], tuple[bytes, str]]:
        """Return what another process needs to read the file itself."""
        return Look, (self.raw, self.path)

    @cached_property
    def python(self) -> bytes:
        """The Python text: of a file, or of all cells of a notebook, including those that cannot be checked."""
        if self._book is None:
            return self.raw
        if isinstance(self._book, NotAnalysedError):
            return b""
        return self._book.python + self._book.hidden.encode("utf-8", "surrogatepass")

    def loss_readers(self) -> list[str]:
        """Return the places that read the collection of losses, as ``path:line (name)``."""
        if isinstance(self._book, NotAnalysedError):
            return []  # none of its cells can run
        return loss_collection.loss_readers(self._text, self.path)

    def around(self) -> Around:
        """Return what the file does with losses and activations."""
        return other_files.around(self.python, self.path, self._text if self._book is None else None)

    def migrate(
        self,
        *,
        options: Options | None = None,
        loss_readers: Sequence[str] = (),
        program: Program | None = None,
        run: Around | None = None,
    ) -> Migration:
        """Migrate the file; see `migrate_source`."""
        if self._book is None:
            return migrate_parsed(
                self._text, self.path, options=options, loss_readers=loss_readers, program=program, run=run
            )
        return migrate_notebook(
            self._book, self._text, self.path, options=options, loss_readers=loss_readers, program=program, run=run
        )

    def uses_of_gone_names(self) -> list[str] | None:
        """Return the TensorFlow names, one per use, that no supported release has with Keras 3.

        None if the file cannot be read, or uses no TensorFlow.
        """
        try:
            source = self._text.source
        except NotAnalysedError:
            return None
        if isinstance(self._book, NotAnalysedError) or not Chains(source.text).modules:
            return None
        return [f"tf.{found.path}" for found in gone_names(File(self.path, source))]

    @cached_property
    def _book(self) -> Notebook | NotAnalysedError | None:
        """The notebook, or why it is not one; None for a Python file."""
        if not is_notebook(self.raw, self.path):
            return None
        try:
            return Notebook(self.raw)
        except NotAnalysedError as error:
            return error

    @cached_property
    def _text(self) -> Parsed:
        """The text that is migrated: the file, or the cells of a notebook that can be checked."""
        return Parsed(self._book.python, self._book.rows) if isinstance(self._book, Notebook) else Parsed(self.raw)


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
    return Look(raw, path).migrate(options=options, loss_readers=loss_readers, program=program, run=run)


def loss_readers(raw: bytes, path: str) -> list[str]:
    """Return the places of a file that read the collection of losses, as ``path:line (name)``."""
    return Look(raw, path).loss_readers()


def python_of(raw: bytes, path: str) -> bytes:
    """Return the Python text of a file; see `Look.python`."""
    return Look(raw, path).python


def is_notebook(raw: bytes, path: str) -> bool:
    """Return whether a file is a notebook; standard input has no name, so its content decides."""
    if path == "<stdin>":
        return raw.lstrip()[:1] == b"{" and b'"nbformat"' in raw
    return path.endswith(".ipynb")


def uses_of_gone_names(raw: bytes, path: str) -> list[str] | None:
    """Return the uses of names that are gone; see `Look.uses_of_gone_names`."""
    return Look(raw, path).uses_of_gone_names()
