"""Python 2 in a file: syntax, builtins, modules and methods that Python 3 does not have."""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING, NamedTuple

from tfcompat.migrate.rewrite.gone_names import is_guarded
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.source import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import NameUse
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Python2", "python_2"]

_BUILTIN = """
    apply basestring buffer cmp coerce execfile file intern long raw_input reduce reload unichr unicode xrange
"""
_BUILTINS = frozenset(_BUILTIN.split())
_MODULE = """
    BaseHTTPServer CGIHTTPServer ConfigParser Cookie HTMLParser Queue SimpleHTTPServer SocketServer StringIO Tkinter
    UserDict UserList UserString __builtin__ anydbm cPickle cStringIO commands cookielib copy_reg dummy_thread
    htmlentitydefs httplib md5 robotparser sets sha thread tkFileDialog tkMessageBox urllib2 urlparse xmlrpclib
"""
_MODULES = frozenset(_MODULE.split())
_METHODS = dict.fromkeys(("iteritems", "iterkeys", "itervalues", "viewitems", "viewkeys", "viewvalues"), 0) | {
    "has_key": 1
}
"""Methods of a dict that Python 3 does not have, and how many arguments each takes."""
_MEMBERS = {
    "itertools": "ifilter ifilterfalse imap izip izip_longest",
    "os": "getcwdu",
    "string": "atof atoi join letters lower lowercase maketrans replace split strip upper uppercase",
    "sys": "exc_clear maxint setdefaultencoding",
    "urllib": "FancyURLopener URLopener quote quote_plus unquote unquote_plus urlencode urlopen urlretrieve",
}
"""From a module to the names that Python 3 does not have in it."""
_LOST = frozenset(f"{module}.{name}" for module, names in _MEMBERS.items() for name in names.split())
_LOST_MEMBERS = frozenset(full.partition(".")[2] for full in _LOST)
_HINTS = re.compile(rb"\b(?:%s)\b" % "|".join(sorted({*_BUILTINS, *_MODULES, *_METHODS, *_LOST_MEMBERS})).encode())
_PRINT = re.compile(rb"\bprint\b[^\n]*(?:>>|%)")
_IS_3 = re.compile(rb"version_info|\bPY_?[23]\b|\bhasattr\s*\(")
_LEAVES = ("return_statement", "continue_statement")


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
    if found is not None or not (_HINTS.search(file.source.text) or _PRINT.search(file.source.text)):
        return found
    return min((*_builtins(file), *_methods(file), *_modules(file), *_prints(file)), default=None)


def _syntax(file: File) -> Python2 | None:
    if file.source.compiles:
        return None
    text = file.source.text.decode("utf-8")
    error = _error(text)
    if error is None or error.msg.startswith("too many"):
        return None  # a limit of this Python, and no sign of another one
    is_book = bool(file.source.cells) or file.path.endswith(".ipynb")
    if is_book and isinstance(error, IndentationError):
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
        if re.search(rb"\b_*builtins?_*\.%s\b" % name.encode(), file.source.text):
            continue  # the program adds it
        for use in file.whole.names.by_root[name]:
            if use.scope.owner(name) is None and not _is_spared(file, use.node):
                yield _of(use.node, f"`{name}` is a builtin of Python 2 only")


def _methods(file: File) -> Iterator[Python2]:
    tree = file.whole.names.tree
    for use in (*tree.references, *tree.hanging):
        name = use.parts[-1]
        if name in _METHODS and len(use.parts) > 1 and _is_method(file, use):
            yield _of(use.node, f"`.{name}()` is a method of Python 2 only")
        elif len(use.parts) > 1 and use.parts[0] and (lost := _member(file, use)) and not _is_spared(file, use.node):
            yield _of(use.node, f"`{lost}` is a name of Python 2 only")


def _member(file: File, use: NameUse) -> str:
    """Return the name of a module's member that Python 3 does not have there; empty if it is something else."""
    if use.stored or use.parts[1] not in _LOST_MEMBERS:
        return ""
    names = file.whole.names.of_name(use.parts[0], use.scope).below(use.parts[1:2]).names
    return next(iter(names)) if names and names <= _LOST else ""


def _is_method(file: File, use: NameUse) -> bool:
    """Return whether a call is that of a dict method: with its number of arguments, and not defined in the file."""
    given = arguments(file.source, use.call) if use.call else None
    if given is None or len(given) != _METHODS[use.parts[-1]] or _is_spared(file, use.node):
        return False
    return not re.search(rb"\bdef\s+%s\s*\(" % use.parts[-1].encode(), file.source.text)


def _modules(file: File) -> Iterator[Python2]:
    for statement in file.whole.names.tree.imports:
        home = statement.child_by_field_name("module_name")
        items = statement.children_by_field_name("name")
        named = [item.child_by_field_name("name") or item for item in items]
        module = _text(file, home) if home is not None else ""
        if module in _MEMBERS:
            lost = [node for node in named if f"{module}.{_text(file, node)}" in _LOST]
        else:
            lost = [node for node in ([home] if home is not None else named) if _text(file, node) in _MODULES]
            lost = [node for node in lost if not (file.program and file.program.has_module(_text(file, node)))]
        for node in lost:
            if not _is_spared(file, statement):
                yield _of(node, f"`{_text(file, node)}` is a name of Python 2 only")


def _prints(file: File) -> Iterator[Python2]:
    """Yield print statements that Python 3 parses as expressions, which raise."""
    if not _PRINT.search(file.source.text):
        return
    for node in nodes(file.source.root):
        left = node.child_by_field_name("left") if node.type == "binary_operator" else None
        if left is not None and left.type == "call":
            operator, called = node.child_by_field_name("operator"), left.child_by_field_name("function")
            is_print = operator is not None and operator.type == "%" and called and _text(file, called) == "print"
        else:
            is_print = node.type == "chevron"
        if is_print and not _is_spared(file, node):
            yield _of(node, "this is a print statement of Python 2")


def _is_spared(file: File, node: Node) -> bool:
    """Return whether Python 3 does not get to a node: a test of the version is around it, or left before it."""
    child, around = node, node.parent
    while around is not None and around.type != "module":
        if around.type == "boolean_operator":
            left = around.child_by_field_name("left")
            if left is not None and left.id != child.id and _IS_3.search(file.source.of(left)):
                return True
        if around.type == "block" and any(_leaves(file, one) for one in _before(around, child)):
            return True
        child, around = around, around.parent
    return is_guarded(file, node)


def _before(block: Node, child: Node) -> Iterator[Node]:
    return (one for one in block.named_children if one.end_byte <= child.start_byte)


def _leaves(file: File, statement: Node) -> bool:
    """Return whether a statement tests the version of Python, and leaves the block in one of the cases."""
    test, body = (statement.child_by_field_name(name) for name in ("condition", "consequence"))
    if statement.type != "if_statement" or test is None or body is None or not body.named_children:
        return False
    return body.named_children[-1].type in _LEAVES and _IS_3.search(file.source.of(test)) is not None


def _text(file: File, node: Node) -> str:
    return file.source.of(node).decode("utf-8")


def _of(node: Node, what: str) -> Python2:
    return Python2(node.start_byte, what)
