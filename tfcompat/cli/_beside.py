"""Files that are not of a run, and that files of it import TensorFlow from: they are looked into, and never changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tfcompat import files
from tfcompat.cli._plan import taken
from tfcompat.migrate import library_imports

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfcompat.migrate import Program

__all__ = ["look_beside"]

_MANY = 32


def look_beside(program: Program, paths: Sequence[Path]) -> None:
    """Let a program look up names in the files beside those of the run, where these import them from there.

    A file that is named alone says ``from .compat import tf``, and what that is stands in a file that was not named.
    The files that this one imports from are looked into as well, up to a number.
    """
    todo = program.lacking()
    if not todo:
        return
    of_run = {files.whole(str(path)): str(path) for path in paths}
    homes: dict[tuple[str, str], str] = {}
    texts: dict[str, bytes] = {}
    for path, module in todo:
        file = files.module_near(module, files.whole(path))
        if not file:
            continue
        homes[path, module] = of_run.get(file, file)
        if file not in of_run and file not in texts and len(texts) < _MANY:
            texts[file] = taken(Path(file)).python
            todo += [(file, other) for other in library_imports(texts[file])]
    program.look_into(homes, texts)
