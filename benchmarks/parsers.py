"""What reading costs: the first 500 Python files of the installed keras and tensorflow, parsed, walked, or migrated.

    python benchmarks/parsers.py [--files 500] [--record]

CPU seconds of one process, each parser over the same bytes in memory, garbage collection off as in a fresh process.
A parser that is not installed is left out and named.
"""

from __future__ import annotations

import argparse
import ast
import gc
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from record import circumstances, heading, write

if TYPE_CHECKING:
    from tree_sitter import TreeCursor

Read = Callable[[bytes], bool]
"""Parse and walk one file; whether it could be read as Python."""


def corpus(count: int) -> list[bytes]:
    """The files, by sorted path."""
    files: list[Path] = []
    for name in ("keras", "tensorflow"):
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            sys.exit(f"{name} is not installed, and its files are what is read: run make test once, or pip install it")
        files += Path(spec.origin).parent.rglob("*.py")
    return [file.read_bytes() for file in sorted(files)[:count]]


def stdlib_ast() -> Read:
    def read(source: bytes) -> bool:
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError):
            return False
        return all(type(node).__name__ for node in ast.walk(tree))

    return read


def tree_sitter() -> Read:
    import tree_sitter_python
    from tree_sitter import Language, Parser

    parser = Parser(Language(tree_sitter_python.language()))

    def read(source: bytes) -> bool:
        tree = parser.parse(source)
        cursor = tree.walk()
        while (
            (node := cursor.node)
            and node.type
            and (cursor.goto_first_child() or cursor.goto_next_sibling() or to_the_next_branch(cursor))
        ):
            pass
        return not tree.root_node.has_error

    return read


def to_the_next_branch(cursor: TreeCursor) -> bool:
    """Climb to the nearest ancestor that has a next sibling, and step there; False at the end of the tree."""
    while cursor.goto_parent():
        if cursor.goto_next_sibling():
            return True
    return False


def libcst_with(*, names: bool) -> Callable[[], Read]:
    def make() -> Read:
        import libcst
        from libcst.metadata import MetadataWrapper, QualifiedNameProvider

        def read(source: bytes) -> bool:
            try:
                module = libcst.parse_module(source)
            except libcst.ParserSyntaxError:
                return False
            if names:
                MetadataWrapper(module, unsafe_skip_copy=True).resolve(QualifiedNameProvider)
            module.visit(libcst.CSTVisitor())
            return True

        return read

    return make


def migrator() -> Read:
    from tfcompat.migrate import all_rules, migrate_source

    all_rules()
    return lambda source: migrate_source(source).analysed


PARSERS = {
    "tfcompat migrate, all rules": migrator,
    "tree-sitter": tree_sitter,
    "stdlib ast": stdlib_ast,
    "LibCST": libcst_with(names=False),
    "LibCST with qualified names": libcst_with(names=True),
}


def measure(read: Read, sources: list[bytes]) -> tuple[float, int]:
    """CPU seconds, and how many files could not be read."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    failed = sum(not read(source) for source in sources)
    took = time.process_time() - start
    gc.enable()
    return took, failed


def main() -> None:
    """Measure each parser, print, record where asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--files", type=int, default=500)
    options.add_argument("--record", action="store_true", help="keep the numbers for the documentation")
    chosen = options.parse_args()

    sources = corpus(chosen.files)
    record = circumstances("tree-sitter", "tree-sitter-python", "libcst", "keras", "tensorflow", "tensorflow-cpu")
    record |= {"files": len(sources), "megabytes": round(sum(map(len, sources)) / 1e6, 2), "rows": []}
    print(heading(record))
    print(f"{record['files']} files, {record['megabytes']} MB: CPU seconds, files failed")
    for name, make in PARSERS.items():
        try:
            read = make()
        except ModuleNotFoundError as error:
            print(f"{name:30} left out: {error.name} is not installed")
            continue
        took, failed = measure(read, sources)
        record["rows"].append({"parser": name, "cpu_seconds": round(took, 2), "failed": failed})
        print(f"{name:30} {took:8.2f} {failed:6}", flush=True)
    if chosen.record:
        write("parsers", record)


if __name__ == "__main__":
    main()
