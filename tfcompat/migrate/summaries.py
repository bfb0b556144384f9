"""The results of the functions, classes and models in other files of the run, each computed on first use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from tfcompat.migrate.dataflow import Output, Outputs, of_exported_call, of_exported_model
from tfcompat.migrate.names.resolver import Names
from tfcompat.migrate.syntax.source import NotAnalysedError, parse

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow import Key
    from tfcompat.migrate.project import Program

__all__ = ["outputs_of"]

_DEEP = 8
"""The most files that a value may pass through."""
_FILES: WeakKeyDictionary[Program, dict[str, Outputs | None]] = WeakKeyDictionary()
_KNOWN: WeakKeyDictionary[Program, dict[tuple[str, str, str, Key | None], Output | None]] = WeakKeyDictionary()


def outputs_of(names: Names, program: Program | None, path: str) -> Outputs:
    """Return the outputs that a file's values are, according to the files of the run."""
    scoped = b"arg_scope" in names.source.text or (program is not None and program.has_arg_scope(path))
    return Outputs(names, scoped=scoped, elsewhere=Summaries(program, path) if program is not None else None)


class Summaries:
    """The summaries for one file, by its names of the modules.

    Args:
        program: The files of the run.
        path: The path of the file.
        depth: How many files led here.
    """

    def __init__(self, program: Program, path: str, depth: int = 0) -> None:
        self._program, self._path, self._depth = program, path, depth

    def result(self, name: str, key: Key | None = None) -> Output | None:
        """Return the result of calling another file's function, or its value at a key."""
        return self._asked("result", name, key)

    def model(self, name: str) -> Output | None:
        """Return the output of a model that another file defines, as the result of a function, a class or a name."""
        return self._asked("model", name, None)

    def _asked(self, what: str, name: str, key: Key | None) -> Output | None:
        module, _, leaf = name.rpartition(".")
        files = self._files(module) if leaf and self._depth < _DEEP else []
        if len(files) != 1:
            return None
        path = files[0]
        known = _KNOWN.setdefault(self._program, {})
        if (path, leaf, what, key) not in known:
            known[path, leaf, what, key] = None  # the start of an import cycle
            outputs = self._outputs(path)
            if outputs is not None:
                of_model = what == "model"
                found = of_exported_model(outputs, leaf) if of_model else of_exported_call(outputs, leaf, key)
                known[path, leaf, what, key] = _from(outputs, path, found) if found is not None else None
        return known[path, leaf, what, key]

    def _files(self, module: str) -> list[str]:
        """Return the files that a module may be.

        `from . import net` makes it ``..net``, with one dot for the name after it.
        """
        found = self._program.sources(module or ".", self._path)
        return found or (self._program.sources(module[1:], self._path) if module.startswith("..") else [])

    def _outputs(self, path: str) -> Outputs | None:
        files = _FILES.setdefault(self._program, {})
        if path not in files:
            files[path] = _read(self._program, path, self._depth + 1)
        return files[path]


def _read(program: Program, path: str, depth: int) -> Outputs | None:
    raw = program.source(path)
    try:
        names = Names(parse(raw), whole=True) if raw is not None else None
    except NotAnalysedError:
        return None
    if names is None:
        return None
    return Outputs(names, scoped=program.has_arg_scope(path), elsewhere=Summaries(program, path, depth), exported=True)


def _from(outputs: Outputs, path: str, found: Output) -> Output:
    """Return the same output for another file."""
    if found.far:
        return found
    line, _ = outputs.names.source.position(found.node.start_byte)
    return replace(found, far=f"line {line} of {PurePath(path).name}", last=False)
