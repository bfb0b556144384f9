"""What the files of a run do with losses and activations that matters for a fix in another file.

It is read from the bytes, without comments and docstrings, so most files cost one search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols import KERAS_LOSS_NAMES, KERAS_LOSSES
from tfcompat.migrate.names.resolver import Names
from tfcompat.migrate.syntax.parsed import Parsed
from tfcompat.migrate.syntax.source import NotAnalysedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tfcompat.migrate.syntax.source import Node

__all__ = ["Around", "Place", "around", "code_of", "joined", "may_matter", "unknown"]

_TEXT = re.compile(rb'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|#[^\n]*', re.DOTALL)
_ACTIVATION = re.compile(rb"(?:(?<!\w)(?:softmax|Softmax|sigmoid|Sigmoid))(?!\w)")
_UNSEEN = re.compile(rb"load_model\b|model_from_\w+|saved_model\.load\b|applications\.\w+\s*\(|KerasLayer\b")
_BY_NAME = re.compile(rb"get_(?:tensor|operation)_by_name\b|as_graph_element\b|output_node_names\b")
_FLAG = re.compile(rb"from_logits\b(?!\s*=[^=])")
_CLASS_NAME = re.compile(rb"__class__\s*\.\s*__(?:qual)?name__|\btype\(\s*([\w.]+)\s*\)\s*\.\s*__(?:qual)?name__")
_NAME = re.compile(rb"oss(?:_?(?:fn|func|function|obj|object|instance))?\s*\.\s*name\b(?!\s*=[^=])")
_LOGGED = re.compile(
    rb"[\"'](?:val_)?(?:%s)[\"']"
    % b"|".join(path[len("losses.") :].encode() for path in KERAS_LOSSES if path.startswith("losses."))
)
_LOOKED_UP = re.compile(rb"(?:[\w)\]]\s*\[|\.(?:get|pop)\(|monitor\s*=)\s*$")
_SUBJECT = re.compile(rb"([\w.]*[\w\])])\s*\.\s*$")
_SETTINGS = re.compile(rb"(?i)(?:^|\.)(?:self|cls|cfg|conf|config|hp|(?:arg|flag|hparam|param|opt|option|setting)s?)$")
_NO_LOSS = re.compile(rb"(?i)(?:^|\.)(?:self|cls|e|ex|exc|err|error|exception|\w*(?:model|optimi[sz]er|layer|error))$")
_FEW = 2
"""How many places of a kind are kept per file: a sentence names one."""
_BEFORE = 80
"""How many bytes before a word are searched for the object that it belongs to."""
_CLASSES = {name for name, path in KERAS_LOSS_NAMES.items() if KERAS_LOSSES[path].kind == "class"}
_MENTIONED = re.compile(rb"[a-z]Crossentropy\b(?!\s*\()")
_ASKS = re.compile(
    rb"\b(?:isinstance|issubclass)\b|\btype\s*\(|\bcase\b|\bclass\s+\w+\s*\([^)]*Crossentropy|Crossentropy\s+as\b"
)
"""Signs of a file that may test for a Keras Loss class, or derive from one."""


class Place(NamedTuple):
    """A place of the run."""

    where: str
    """As ``path:line``."""
    what: str
    """The text in that place."""
    of_any: bool = False
    """Whether it may be about any object, not only about a loss."""

    def __str__(self) -> str:
        """Return the place, for a sentence."""
        return f"{self.where} (`{self.what}`)"

    @property
    def path(self) -> str:
        """The file it is in."""
        return self.where if self.where.endswith(".ipynb") else self.where.rpartition(":")[0]


@dataclass(frozen=True, slots=True)
class Around:
    """What the files of a run do, each in the order of the files."""

    activations: tuple[Place, ...] = ()
    """Places that name a softmax or a sigmoid, or load a model that is not built in the run."""
    reads: tuple[Place, ...] = ()
    """Places that read a property of a loss that differs in its successor: its class, flag or name."""
    by_name: tuple[Place, ...] = ()
    """Places that look up tensors or ops of a graph by name."""
    logged: tuple[Place, ...] = ()
    """Places that look up the default name of a loss, as in ``logs["binary_crossentropy"]``."""

    def __or__(self, other: Around) -> Around:
        """Return the places of both, each once."""
        return joined((self, other))


def joined(every: Iterable[Around]) -> Around:
    """Return the places of all, each once."""
    listed = list(every)
    return Around(
        activations=tuple(dict.fromkeys(place for one in listed for place in one.activations)),
        reads=tuple(dict.fromkeys(place for one in listed for place in one.reads)),
        by_name=tuple(dict.fromkeys(place for one in listed for place in one.by_name)),
        logged=tuple(dict.fromkeys(place for one in listed for place in one.logged)),
    )


def unknown(path: str) -> Around:
    """Return what a file that cannot be analysed may do: everything."""
    place = (Place(_where(path, 1), "not analysed", of_any=True),)
    return Around(activations=place, reads=place, by_name=place, logged=place)


def may_matter(raw: bytes) -> bool:
    """Return whether a file may do something with losses and activations that matters for another one."""
    return any(word in raw for word in _WORDS)


def around(raw: bytes, path: str, parsed: Parsed | None = None) -> Around:
    """Find what one file does with losses and activations.

    Args:
        raw: The text of the file.
        path: What to call it in places.
        parsed: The same text, if others need its tree as well.
    """
    hits = [
        wanted for wanted, (words, _) in _KINDS.items() if any(word in raw for word in words) and wanted.search(raw)
    ]
    if not hits and b"Crossentropy" not in raw:
        return Around()
    code = code_of(raw)
    found = {wanted: _few(_KINDS[wanted][1](code, path, wanted)) for wanted in hits}
    reads = [place for wanted in (_NAME, _FLAG, _CLASS_NAME) for place in found.get(wanted, ())]
    reads += _few(_classes(parsed or Parsed(raw), code, path))
    return Around(
        activations=(*found.get(_ACTIVATION, ()), *found.get(_UNSEEN, ())),
        reads=tuple(sorted(reads, key=lambda place: place.of_any)),
        by_name=found.get(_BY_NAME, ()),
        logged=found.get(_LOGGED, ()),
    )


def code_of(text: bytes) -> bytes:
    """Return a text without its comments and long strings, line by line."""
    return _TEXT.sub(_blank, text)


def _few(found: Iterator[Place]) -> tuple[Place, ...]:
    """Return the first places of a kind."""
    return tuple(islice(found, _FEW))


def _place(code: bytes, path: str, start: int, text: bytes, *, of_any: bool = False) -> Place:
    where = _where(path, code.count(b"\n", 0, start) + 1)
    return Place(where, " ".join(text.decode("utf-8", "replace").split()), of_any)


def _where(path: str, line: int) -> str:
    """Return a file and line; for a notebook, whose cells are read as one text, only the file."""
    return path if path.endswith(".ipynb") else f"{path}:{line}"


def _blank(text: re.Match[bytes]) -> bytes:
    """Return the line ends of a comment or a long string."""
    return b"\n" * text[0].count(b"\n")


def _places(code: bytes, path: str, wanted: re.Pattern[bytes]) -> Iterator[Place]:
    """Yield the places in a text that match a pattern."""
    for match in wanted.finditer(code):
        yield _place(code, path, match.start(), match[0])


def _names(code: bytes, path: str, wanted: re.Pattern[bytes]) -> Iterator[Place]:
    """Yield reads of the name of a loss."""
    for match in wanted.finditer(code):
        if code[match.start() - 1 : match.start()] in (b"l", b"L"):
            yield _place(code, path, match.start(), code[match.start() - 1 : match.end()])


def _logged(code: bytes, path: str, wanted: re.Pattern[bytes]) -> Iterator[Place]:
    """Yield look-ups of Keras' name of a loss."""
    for match in wanted.finditer(code):
        if _LOOKED_UP.search(code, max(0, match.start() - _BEFORE), match.start()):
            yield _place(code, path, match.start(), match[0])


def _flags(code: bytes, path: str, wanted: re.Pattern[bytes]) -> Iterator[Place]:
    """Yield reads of ``from_logits``, by attribute or by string, except those of settings and of ``self``."""
    for match in wanted.finditer(code):
        before, behind = code[match.start() - 1 : match.start()], code[match.end() : match.end() + 9].lstrip()
        if before in (b"'", b'"') and behind[:1] == before:
            if not behind[1:].lstrip().startswith(b":"):
                yield _place(code, path, match.start(), match[0])
            continue
        subject = _SUBJECT.search(code, max(0, match.start() - _BEFORE), match.start())
        if subject and not _SETTINGS.search(subject[1]):
            yield _place(code, path, match.start(), subject[1] + b"." + match[0])


def _class_names(code: bytes, path: str, wanted: re.Pattern[bytes]) -> Iterator[Place]:
    """Yield reads of the name of a class, except for objects that are named like something else than a loss."""
    for match in wanted.finditer(code):
        before = _SUBJECT.search(code, max(0, match.start() - _BEFORE), match.start())
        subject = match[1] or (before[1] if before else b"")
        if not _NO_LOSS.search(subject):
            text = match[0] if match[1] else subject + b"." + match[0]
            yield _place(code, path, match.start(), text, of_any=b"loss" not in subject.lower())


def _classes(text: Parsed, code: bytes, path: str) -> Iterator[Place]:
    """Yield references to Keras' classes that are not calls: tests for the class, and subclasses."""
    if not (b"Crossentropy" in code and _MENTIONED.search(code) and _ASKS.search(code)):
        return
    try:
        names = Names(text.source, whole=True)
    except NotAnalysedError as error:
        yield Place(_where(path, error.line), "not parsed")
        return
    for reference, meaning in names.denoted:
        named = reference.call is None and not reference.stored and not _is_annotation(reference.node)
        if named and meaning.names & _CLASSES:
            line, _ = names.source.position(reference.node.start_byte)
            yield Place(_where(path, line), ".".join(reference.parts))


def _is_annotation(node: Node) -> bool:
    return node.parent is not None and node.parent.type == "type"


_KINDS = {
    _ACTIVATION: ((b"oftmax", b"igmoid"), _places),
    _UNSEEN: ((b"load_model", b"model_from_", b"saved_model", b"applications", b"KerasLayer"), _places),
    _BY_NAME: ((b"_by_name", b"as_graph_element", b"output_node_names"), _places),
    _NAME: ((b"oss",), _names),
    _FLAG: ((b"from_logits",), _flags),
    _CLASS_NAME: ((b"name__",), _class_names),
    _LOGGED: ((b"_crossentropy",), _logged),
}
"""The patterns: words of which the text must contain one, and how places are recognised."""

_WORDS = sorted({word for words, _ in _KINDS.values() for word in words} | {b"ross_entropy", b"rossentropy", b"losses"})
