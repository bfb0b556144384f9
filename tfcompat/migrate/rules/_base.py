"""The base of all rules, with their cases: the tests and ``tfcompat explain`` are derived from them."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from tfcompat._codes import Code
from tfcompat._symbols import REWRITTEN
from tfcompat.migrate.finding import Edit, Finding
from tfcompat.migrate.options import Options
from tfcompat.migrate.rewrite.call_pair import of_symbol
from tfcompat.migrate.rewrite.checkpoint_names import names_kept
from tfcompat.migrate.rewrite.long_lines import broken
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.rewrite.to_successor import rewritten
from tfcompat.migrate.syntax.source import parse
from tfcompat.migrate.syntax.splices import splice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from tfcompat._symbols import Symbol
    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Applicability
    from tfcompat.migrate.rewrite.rewrite import Rewrite
    from tfcompat.migrate.syntax.source import Node
    from tfcompat.migrate.uses import Use

__all__ = ["Invalid", "RowRule", "Rule", "Valid", "from_rows"]

_PRELUDE = "import {home} as tf\n{imports}\ntf.{start}()\n"
_V1 = "tensorflow.compat.v1"


@dataclass(frozen=True, kw_only=True)
class Valid:
    """Source in which the rule finds nothing."""

    source: str
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, kw_only=True)
class Invalid:
    """Source in which the rule finds something, and the result of a run with `options`."""

    source: str | bytes
    fix: str | None
    """The whole file afterwards; None if nothing is changed."""
    options: Options = field(default_factory=Options)


class Rule:
    """One kind of finding. Each docstring starts with one sentence: the mistake and its consequence."""

    CODE: ClassVar[str] = ""
    NAME: ClassVar[str] = ""
    """Two or three words for a table."""
    MESSAGE: ClassVar[str] = ""
    """The message of a finding; ``{name}`` is the use as written."""
    FIX: ClassVar[str] = ""
    """For a rule about mistakes: what its fix does, why it is unsafe, and when there is none."""
    WORDS: ClassVar[tuple[str, ...]] = ()
    """Every file with a finding contains at least one of these texts; for a rule about mistakes, also the name of a
    library. None if the rule is about the names of the rows, which are known."""
    TRACES: ClassVar[tuple[str, ...]] = ()
    """Regular expressions for other signs that a file with TensorFlow needs checking: names that are not written
    out."""
    NAMES: ClassVar[tuple[str, ...]] = ()
    """Names that the rule resolves, in addition to those of the rows. A thin file omits each branch of the tree without
    any of them."""
    MISTAKE: ClassVar[bool] = False
    """Whether ``tfcompat check`` runs it; ``tfcompat migrate`` reports it for the calls that it rewrites, or everywhere
    if the code is selected."""
    OF_PROGRAMS: ClassVar[bool] = False
    """Whether it is about making a TensorFlow 1 program run, and not about one name of the table."""
    AFTERWARDS: ClassVar[bool] = False
    """Whether it checks the result of the other fixes, and not the original file."""
    VALID: ClassVar[tuple[Valid, ...]] = ()
    INVALID: ClassVar[tuple[Invalid, ...]] = ()

    @property
    def summary(self) -> str:
        """The docstring, on one line."""
        return " ".join((inspect.getdoc(self) or "").split())

    @property
    def prose(self) -> str:
        """The docstring as plain text."""
        return self.summary.replace("``", "`")

    @property
    def headline(self) -> str:
        """Its first sentence."""
        return self.prose.partition(". ")[0].rstrip(".") + "."

    @property
    def example(self) -> tuple[str, str] | None:
        """A case to show, before and after (equal if nothing is changed); None if the rule has no textual case."""
        cases = ((case.source, case.fix) for case in self.INVALID)
        return next(((source, fix or source) for source, fix in cases if isinstance(source, str)), None)

    def check(self, file: File) -> Iterator[Finding]:  # noqa: ARG002 - the tool's own codes check no file
        """Yield the findings in a file; none for the codes that the tool reports about itself.

        It is called for files that may contain one of `WORDS`, or a name of a row. A rule that is not a `MISTAKE` is
        called up to three times per file: for a *thin* one (`File.thin`), in which only the ends of dotted names are
        resolved, to see whether there is anything to find; for the file; and for the result of the fixes, in which
        nothing may be left to fix. So it keeps no state, and yields for a thin file whenever it would for the file; the
        text of that finding does not matter. The file's other rules are called if one yields.

        What `File` derives (`names`, `uses`, `calls`, `age` and so on) is cached for the file's lifetime and shared by
        all rules. To follow values, use `File.whole`, in which every word is resolved. A thin file is a part of it, so
        using it costs what the thin file saves.
        """
        yield from ()

    def finding(
        self,
        file: File,
        use: Use,
        *,
        applicability: Applicability = "manual",
        reason: str = "",
        rewrite: Rewrite | None = None,
        message: str = "",
        code: str = "",
    ) -> Finding:
        """Return a finding about a use."""
        line, column = file.source.position(use.span[0])
        fixes = rewrite is not None and applicability in ("safe", "unsafe")
        return Finding(
            path=file.path,
            code=code or self.CODE,
            line=line,
            column=column,
            message=message or self.MESSAGE.format(name=use.name),
            applicability=applicability,
            reason=reason,
            symbol=use.symbol.path,
            differences=use.symbol.differences if rewrite and fixes and not rewrite.by_shim else (),
            edits=tuple(sorted(rewrite.edits)) if rewrite and fixes else (),
            imports=frozenset(rewrite.imports) if rewrite and fixes else frozenset(),
            dropped=tuple(rewrite.dropped) if rewrite and fixes else (),
            shim=rewrite.shim if rewrite and fixes else "",
            span=use.span,
        )

    def at(
        self, file: File, node: Node, message: str, reason: str, *edits: Edit, imports: AbstractSet[str] = frozenset()
    ) -> Finding:
        """Return a finding about a place that is not a use of a row.

        It is manual without edits, otherwise unsafe, because numbers change.
        """
        line, column = file.source.position(node.start_byte)
        return Finding(
            path=file.path,
            code=self.CODE,
            line=line,
            column=column,
            message=message,
            applicability="unsafe" if edits else "manual",
            reason=reason,
            edits=edits,
            imports=frozenset(imports) if edits else frozenset(),
            span=node.byte_range,
        )

    def fixed(self, file: File, use: Use) -> Iterator[Finding]:
        """Yield the finding with its fix, or with the reason why there is none."""
        try:
            rewrite = rewritten(file, use)
        except RefusedError as refusal:
            # A separate rule about the order of arguments shows the readings.
            if refusal.code != Code.ARGUMENT_ORDER:
                yield self.finding(file, use, reason=refusal.reason, code=refusal.code)
            return
        if use.symbol.variables:
            rewrite.notes.append(names_kept(file, use, use.symbol.variables))
        if use.doubt:
            rewrite.doubts.append(f"{use.doubt}; import the names that are used")
        message = "; ".join([f"`{use.name}` becomes `{rewrite.new_name}`", *rewrite.notes])
        reason = "; ".join(rewrite.doubts) or (_SHIM if rewrite.by_shim else use.symbol.why)
        level = rewrite.applicability(use)
        found = self.finding(
            file, use, applicability=level, reason=reason, rewrite=rewrite, message=message, code=rewrite.code
        )
        yield replace(found, shape=of_symbol(file, use, rewrite)) if found.fixable else found


_SHIM = "The shim computes what TensorFlow 1 computed, with the same signature."


class RowRule(Rule):
    """A rule whose uses, fixes and cases all come from the table's rows with its code."""

    def check(self, file: File) -> Iterator[Finding]:
        """Yield the calls of symbols whose row has this code."""
        for use in file.calls:
            if use.symbol.code == self.CODE:
                yield from self.fixed(file, use)


def from_rows(code: str) -> tuple[Invalid, ...]:
    """Return the before and after of each row with this code, as whole files."""
    return tuple(_case(row) for row in REWRITTEN.values() if row.code == code)


def _case(row: Symbol) -> Invalid:
    """Return a row's pair below imports that TensorFlow 2 still has, or those of TensorFlow 1."""
    if "" in row.homes:
        return Invalid(source=f"import {row.path.split('.')[0]}\nvalue = {row.before}\n", fix=None)
    home, start = (_V1, "disable_v2_behavior") if _V1 in row.homes else ("tensorflow", "reset_default_graph")
    prelude = _PRELUDE.format(home=home, start=start, imports="{}")
    source = f"{prelude.format('')}value = {row.before}\n"
    return Invalid(
        source=source,
        fix=_fixed(source, row, prelude) if row.after else None,
        options=Options(unsafe=row.action == "unsafe"),
    )


def _fixed(source: str, row: Symbol, prelude: str) -> str:
    """Return a row's file after the fix, which breaks long lines."""
    start = source.index(row.before)
    edit = Edit(start, start + len(row.before), row.after.encode())
    parsed = parse(source.encode())
    fixed = splice(parsed.text, broken(parsed, [edit], [start])).decode()
    return prelude.format("import tfcompat\n") + fixed.removeprefix(prelude.format(""))
