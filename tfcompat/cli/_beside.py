"""Files outside a run from which its files import TensorFlow: they are read, and never changed."""

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


def look_beside(program: Program, paths: Sequence[Path], time_limit: float) -> None:
    """Let a program look up names in files outside the run, if the run's files import them from there.

    A single named file may contain ``from .compat import tf``, and its meaning is in a file that was not named. The
    files that this one imports from are read as well, up to a limit.
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
            texts[file] = taken(Path(file), time_limit).python
            todo += [(file, other) for other in library_imports(texts[file])]
    program.look_into(homes, texts)
