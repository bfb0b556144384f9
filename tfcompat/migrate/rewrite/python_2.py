"""Python 2 in a file: syntax, builtins, modules and methods that Python 3 does not have."""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING, NamedTuple

from tfcompat.migrate.rewrite.gone_names import is_guarded
from tfcompat.migrate.syntax.arguments import arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import NameUse
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Python2", "python_2"]

_BUILTINS = frozenset(
    {"basestring", "execfile", "long", "raw_input", "reduce", "reload", "unichr", "unicode", "xrange"}
)
_MODULES = frozenset(
    {
        "BaseHTTPServer",
        "ConfigParser",
        "Cookie",
        "HTMLParser",
        "Queue",
        "SocketServer",
        "StringIO",
        "Tkinter",
        "__builtin__",
        "cPickle",
        "cStringIO",
        "commands",
        "copy_reg",
        "cookielib",
        "httplib",
        "urllib2",
        "urlparse",
        "xmlrpclib",
    }
)
_METHODS = {"has_key": 1, "iteritems": 0, "iterkeys": 0, "itervalues": 0}
"""Methods of a dict that Python 3 does not have, and how many arguments each takes."""
_ITERTOOLS = frozenset({"izip", "imap", "ifilter", "izip_longest"})
_HINTS = re.compile(
    rb"\b(?:%s)\b" % b"|".join(name.encode() for name in sorted(_BUILTINS | _MODULES | _ITERTOOLS | _METHODS.keys()))
)


_CONVERT = "convert the file with `2to3 -w`, which comes with Python 3.12 and older, then run tfcompat again"
_KEYWORD = re.compile(r"\b(async|await)\b")
"""Names that Python 3.7 made keywords."""


class Python2(NamedTuple):
    """The first place at which Python 3 stops reading a file."""

    start: int
    what: str
    """A sentence about it, without its full stop."""
    fix: str = _CONVERT


def python_2(file: File) -> Python2 | None:
    """Return the first place at which Python 3 stops, mostly because the file is Python 2; None if there is none."""
    found = _syntax(file)
    if found is not None or not _HINTS.search(file.source.text):
        return found
    return min((*_builtins(file), *_methods(file), *_modules(file)), default=None)


def _syntax(file: File) -> Python2 | None:
    if file.source.compiles:
        return None
    text = file.source.text.decode("utf-8")
    error = _error(text)
    if error is None or error.msg.startswith("too many"):
        return None  # a limit of this Python, and no sign of another one
    if file.source.cells and isinstance(error, IndentationError):
        return None  # IPython removes the common indentation of a cell
    lines = re.split(r"(?<=\n)", text)
    line = min(error.lineno or 1, len(lines))
    said = lines[line - 1]
    start = len("".join(lines[: line - 1]).encode()) + len(said) - len(said.lstrip())
    if isinstance(error, TabError):
        return Python2(
            start, "the indentation mixes tabs and spaces, which Python 3 rejects", "indent with spaces only"
        )
    if isinstance(error, IndentationError):
        return Python2(start, "Python cannot parse this line", "correct its indentation")
    if keyword := _KEYWORD.search(said):
        return Python2(start, f"`{keyword[1]}` is a keyword since Python 3.7", "give it another name")
    return Python2(start, "Python 3 cannot parse this line, so the file is Python 2")


def _error(text: str) -> SyntaxError | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(text)
        except SyntaxError as error:
            return error
        except (ValueError, RecursionError, MemoryError):
            pass
    return None


def _builtins(file: File) -> Iterator[Python2]:
    if file.whole.names.tree.stars:
        return  # one of which may bind the name
    for name in _BUILTINS & file.whole.names.by_root.keys():
        for use in file.whole.names.by_root[name]:
            if use.scope.owner(name) is None and not is_guarded(file, use.node):
                yield _of(use.node, f"`{name}` is a builtin of Python 2 only")


def _methods(file: File) -> Iterator[Python2]:
    tree = file.whole.names.tree
    for use in (*tree.references, *tree.hanging):
        name = use.parts[-1]
        if name in _METHODS and len(use.parts) > 1 and _is_method(file, use):
            yield _of(use.node, f"`.{name}()` is a method of Python 2 only")
        elif use.parts[0] == "itertools" and name in _ITERTOOLS and not is_guarded(file, use.node):
            yield _of(use.node, f"`itertools.{name}` is a function of Python 2 only")


def _is_method(file: File, use: NameUse) -> bool:
    """Return whether a call is that of a dict method: with its number of arguments, and not defined in the file."""
    given = arguments(file.source, use.call) if use.call else None
    if given is None or len(given) != _METHODS[use.parts[-1]] or is_guarded(file, use.node):
        return False
    return f"def {use.parts[-1]}(".encode() not in file.source.text


def _modules(file: File) -> Iterator[Python2]:
    for statement in file.whole.names.tree.imports:
        home = statement.child_by_field_name("module_name")
        items = statement.children_by_field_name("name")
        named = [item.child_by_field_name("name") or item for item in items]
        if home is not None and _text(file, home) == "itertools":
            lost = [node for node in named if _text(file, node) in _ITERTOOLS]
        else:
            lost = [node for node in ([home] if home is not None else named) if _text(file, node) in _MODULES]
            lost = [node for node in lost if not (file.program and file.program.has_module(_text(file, node)))]
        for node in lost:
            if not is_guarded(file, statement):
                yield _of(node, f"`{_text(file, node)}` is a name of Python 2 only")


def _text(file: File, node: Node) -> str:
    return file.source.of(node).decode("utf-8")


def _of(node: Node, what: str) -> Python2:
    return Python2(node.start_byte, what)
