"""The places of new import statements: next to the imports that they accompany, otherwise among those of the module."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from tfcompat.migrate.finding import Edit
from tfcompat.migrate.rewrite.import_guards import anchors, block_of
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.syntax.source import newline_of, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["Module", "added"]

_IMPORTS = ("import_statement", "import_from_statement")
_DEFINITIONS = ("function_definition", "class_definition", "decorated_definition")
_OF_TENSORFLOW = re.compile(rb"(?:import|from)\s+tensorflow\b")
_GUARDED = re.compile(rb"(?m)^[ \t]+(?:import|from)[ \t]+tensorflow\b")


class Module:
    """The statements of a module, each kind found once: a report asks for the imports of each finding alone."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.source: Source = names.source
        self._below: dict[int, int] = {}

    @cached_property
    def top(self) -> list[Node]:
        """All of them."""
        return [node for node in self.source.root.named_children if not node.is_extra]

    @cached_property
    def ends(self) -> list[int]:
        """The offsets at which they end."""
        return [node.end_byte for node in self.top]

    @cached_property
    def headers(self) -> list[int]:
        """The positions of the docstring and of imports from the future."""
        return [position for position, node in enumerate(self.top) if _is_header(node, position)]

    @cached_property
    def imports(self) -> list[int]:
        """The positions of the imports."""
        return [position for position, node in enumerate(self.top) if node.type in _IMPORTS]

    @cached_property
    def of_tensorflow(self) -> int:
        """The position of the first import of TensorFlow; after all of them if there is none."""
        found = (at for at in self.imports if _OF_TENSORFLOW.match(self.source.of(self.top[at])))
        return next(found, len(self.top))

    @cached_property
    def guarded(self) -> int:
        """The position of the first statement with a guarded import of TensorFlow; see `of_tensorflow`."""
        kinds = ("if_statement", "try_statement")
        guards = ((at, node) for at, node in enumerate(self.top) if node.type in kinds)
        return next((at for at, node in guards if _GUARDED.search(self.source.of(node))), len(self.top))

    def below(self, anchor: int) -> int:
        """Return the offset of the first line below a statement, after others that begin on its last line."""
        if anchor not in self._below:
            self._below[anchor] = _below(self.source, self.top, anchor)
        return self._below[anchor]


def added(module: Module, chosen: Sequence[Finding]) -> Iterator[Edit]:
    """Yield the edits that insert the import statements that fixes rely on.

    A statement goes below the import that the use goes back to, with the same guard and in the same function. If some
    use goes back to an import of the module itself, one import there serves all.

    Raises:
        RefusedError: No import fits above a use.
    """
    found = [finding for finding in chosen if finding.imports]
    places = [(finding, _places(module.names, finding)) for finding in found]
    if all(beside for _, beside in places):
        yield from _beside(module.source, places)
        return
    statements = {statement for finding in found for statement in finding.imports}
    yield from _of_module(module, sorted(statements), min(finding.span[0] for finding in found))


def _places(names: Names, finding: Finding) -> tuple[Node, ...]:
    """Return the guarded imports next to which those of a finding go."""
    reference = names.at.get(finding.span)
    if reference is not None:
        return anchors(names, reference.parts[0], reference.scope)
    return anchors(names, "", names.scope_at(finding.span[0]))


def _beside(source: Source, places: Sequence[tuple[Finding, tuple[Node, ...]]]) -> Iterator[Edit]:
    """Insert statements below each guarded import that they accompany."""
    wanted: dict[int, tuple[Node, set[str]]] = {}
    for finding, anchors_of_it in places:
        for anchor in anchors_of_it:
            wanted.setdefault(anchor.id, (anchor, set()))[1].update(finding.imports)
    for anchor, statements in wanted.values():
        yield _below_guarded(source, anchor, sorted(statements))
        yield from _declared(source, anchor, sorted(statements))


def _below_guarded(source: Source, anchor: Node, statements: list[str]) -> Edit:
    """Insert statements below one of a block, with its indentation; on its line if the line has more statements."""
    block = block_of(anchor)
    siblings = [node for node in block.named_children if not node.is_extra] if block is not None else [anchor]
    last = siblings[_end_of_group(source, siblings, siblings.index(anchor), len(siblings))]
    start = source.text.rfind(b"\n", 0, last.start_byte) + 1
    indentation = source.text[start : last.start_byte]
    newline = source.text.find(b"\n", last.end_byte)
    end = newline + 1 if newline >= 0 else len(source.text)
    behind = source.text[last.end_byte : end].strip()
    if indentation.strip() or (behind and not behind.startswith(b"#")):
        return Edit(last.end_byte, last.end_byte, b"".join(b"; " + line.encode() for line in statements))
    lines = [indentation + line.encode() for line in statements]
    sep = newline_of(source.text)
    return Edit(end, end, sep.join([*lines, b""]) if newline >= 0 else sep + sep.join(lines))


def _declared(source: Source, anchor: Node, statements: list[str]) -> Iterator[Edit]:
    """Declare the new names global if the function around the import declares TensorFlow's name global."""
    bound = {source.of(node.child_by_field_name("alias") or node) for node in anchor.children_by_field_name("name")}
    function = anchor.parent
    while function is not None and function.type != "function_definition":
        function = function.parent
    for node in nodes(function) if function is not None else ():
        declares = node.type == "global_statement" and bound & {source.of(name) for name in node.named_children}
        if declares:
            names = "".join(f", {statement.split()[-1]}" for statement in statements)
            yield Edit(node.end_byte, node.end_byte, names.encode())
            return


def _of_module(module: Module, lines: list[str], first_use: int) -> Iterator[Edit]:
    """Insert statements above the first place that needs them.

    They go to the imports of TensorFlow, otherwise to the first block of imports, otherwise below docstring and
    ``__future__``.
    """
    if not lines:
        return
    source, top = module.source, module.top
    anchor, is_import = _anchor(module, bisect_right(module.ends, first_use))
    newline = newline_of(source.text)
    block = b"".join(line.encode() + newline for line in lines)
    if anchor is None:
        start = _start_of_first(source, top[0])
        blank = newline * (2 if top[0].type in _DEFINITIONS else 1)
        yield Edit(start, start, block + blank)
        return
    at = module.below(anchor)
    if at <= first_use:
        yield Edit(at, at, block if is_import else newline + block)
        return
    # Import and use share a line, so insert above it.
    start = source.text.rfind(b"\n", 0, top[anchor].start_byte) + 1
    if any(module.ends[position] > start for position in module.headers):
        what = "a __future__ import" if b"__future__" in source.text[start:first_use] else "the docstring"
        raise RefusedError(f"no import fits between {what} and a use on the same line; break the line")
    yield Edit(start, start, block)


def _anchor(module: Module, above: int) -> tuple[int | None, bool]:
    """Return the position of the statement to insert below, and whether it is an import in its block.

    Args:
        module: The module.
        above: How many of its statements are above the use.
    """
    if module.of_tensorflow < above:
        return _end_of_group(module.source, module.top, module.of_tensorflow, above), True
    if module.guarded < above:
        return module.guarded, True
    imports = module.imports[: bisect_left(module.imports, above)]
    if imports:
        return _end_of_block(module.top, imports), True
    headers = [position for position in module.headers if position < above]
    return (headers[-1], False) if headers else (None, False)


def _end_of_block(top: Sequence[Node], imports: Sequence[int]) -> int:
    """Return the last of the imports that follow the first one line by line."""
    last = imports[0]
    for at in imports[1:]:
        if at != last + 1 or top[at].start_point.row != top[last].end_point.row + 1:
            break
        last = at
    return last


def _end_of_group(source: Source, statements: Sequence[Node], first: int, stop: int) -> int:
    """Return the position of the last of the imports below one that sort before ours: a sorted block stays sorted."""
    last = first
    for at in range(first + 1, stop):
        node = statements[at]
        sorts_first = node.type == "import_statement" and source.of(node).split()[1] < b"tfcompat"
        if not sorts_first or node.start_point.row != statements[last].end_point.row + 1:
            break
        last = at
    return last


def _is_header(node: Node, position: int) -> bool:
    """Return whether a statement is the docstring or an import from the future."""
    if node.type == "future_import_statement":
        return True
    docstring = node.type == "expression_statement" and [
        child.type for child in node.named_children if not child.is_extra
    ] == ["string"]
    return position == 0 and docstring


def _below(source: Source, top: Sequence[Node], anchor: int) -> int:
    end = top[anchor].end_byte
    for node in islice(top, anchor, None):
        if b"\n" in source.text[end : node.start_byte]:
            break
        end = max(end, node.end_byte)
    newline = source.text.find(b"\n", end)
    return newline + 1 if newline >= 0 else len(source.text) + 1


def _start_of_first(source: Source, first: Node) -> int:
    """Return the start of the first statement, with the comments directly above it, below the file's header."""
    start = first.start_byte
    before = source.text[:start].split(b"\n")[:-1]
    while before and before[-1].lstrip().startswith(b"#"):
        start -= len(before.pop()) + 1
    return start if before else first.start_byte
