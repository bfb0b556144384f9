"""One file under migration: its names, its uses of legacy symbols, and what the run knows beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from tfcompat._symbols import by_qualified_name
from tfcompat.migrate._arg_scope import arg_scopes
from tfcompat.migrate._chains import Chains, has_old_keyword
from tfcompat.migrate._era import Era, Evidence, Generation, evidence, of_home
from tfcompat.migrate._names import Names
from tfcompat.migrate._order import Order, order
from tfcompat.migrate._program import is_script
from tfcompat.migrate._release import Move, Written, move
from tfcompat.migrate._stars import Stars
from tfcompat.migrate._stores import Store, stores
from tfcompat.migrate._suppression import Suppressions
from tfcompat.migrate.outputs import Outputs

if TYPE_CHECKING:
    from tfcompat._symbols import Symbol
    from tfcompat.migrate._finding import Finding, Shape
    from tfcompat.migrate._joined import Member
    from tfcompat.migrate._names import Meaning
    from tfcompat.migrate._program import Program
    from tfcompat.migrate._scopes import Reference
    from tfcompat.migrate._source import Source

__all__ = ["MIGRATED", "MISTAKES", "File", "Options", "Target", "Use"]

Target = Literal["tfcompat", "legacy"]
MIGRATED = ("TFC1", "TFC9")
"""How the codes of what is old begin, and those of the tool itself."""
MISTAKES = ("TFC2", "TFC9")
"""The same of what is wrong, whatever it is written for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run was asked for."""

    target: Target = "tfcompat"
    """``tfcompat`` writes the new names, ``legacy`` only changes the prefix to ``tfcompat.legacy``."""
    era: Era = "auto"
    """The TensorFlow that the code was written for; ``auto`` asks each file."""
    unsafe: bool = False
    """Whether unsafe fixes are applied too."""
    select: tuple[str, ...] = ()
    """Codes, or beginnings of codes, of which findings are told and fixed; `MIGRATED` where there is none."""
    ignore: tuple[str, ...] = ()
    """Codes, or beginnings of codes, that are left out of these."""

    refuted: tuple[tuple[Shape, str], ...] = ()
    """Calls whose fix was measured to compute something else, and what: they are left to a person."""

    def wants(self, code: str) -> bool:
        """Whether findings of a code are asked for."""
        return code.startswith(self.select or MIGRATED) and not code.startswith(self.ignore)


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a legacy symbol is used."""

    symbol: Symbol
    reference: Reference
    homes: frozenset[str]
    """The modules it may come from."""
    certain: bool
    """Whether it surely is this symbol."""
    doubt: str = ""
    """Why it may be another after all: what is done about it is unsafe."""

    @property
    def span(self) -> tuple[int, int]:
        """The bytes of the name."""
        return self.reference.node.byte_range

    @property
    def name(self) -> str:
        """The use as written."""
        return ".".join(self.reference.parts)


@dataclass(eq=False)
class File:
    """All that a rule may ask about."""

    path: str
    source: Source
    options: Options = field(default_factory=Options)
    loss_readers: tuple[str, ...] = ()
    """Where the files of this run read the collection of losses."""
    program: Program | None = None
    """The files that may import from this one; None where they are not known."""
    thin: bool = False
    """Whether only that is looked for which shows that there is something to find."""
    all_of_it: bool = False
    """Whether values can be followed; see `whole`."""

    @cached_property
    def names(self) -> Names:
        """The resolver."""
        return Names(self.source, thin=self.thin, whole=self.all_of_it)

    @cached_property
    def whole(self) -> File:
        """The same file, of which every word is looked at, as whoever follows values has to."""
        return self if self.all_of_it else replace(self, thin=False, all_of_it=True)

    @cached_property
    def outputs(self) -> Outputs:
        """What its values are the output of; to be asked of the whole file."""
        elsewhere = self.program is not None and self.program.has_word("arg_scope")
        return Outputs(self.names, scoped=b"arg_scope" in self.source.text or elsewhere)

    @cached_property
    def suppressions(self) -> Suppressions:
        """The comments that spare something, and which of them did."""
        return Suppressions(self.source)

    def tells(self, finding: Finding) -> bool:
        """Whether a finding is to be told of: asked for, and spared by no comment."""
        return self.options.wants(finding.code) and not self.suppressions.spares(finding)

    @cached_property
    def uses(self) -> list[Use]:
        """Every use of a legacy symbol, in the order of the text."""
        found = (self._use(reference) for reference in self.names.tree.references)
        return sorted((use for use in found if use), key=lambda use: use.span)

    @cached_property
    def calls(self) -> list[Use]:
        """The uses that are calls of what is surely a legacy symbol."""
        return [use for use in self.uses if use.certain and use.reference.call]

    @cached_property
    def order(self) -> Order:
        """What the keywords of the file show of the order of its positional arguments."""
        return order(self.source, [(use.symbol, use.reference) for use in self.calls])

    @cached_property
    def stores(self) -> list[Store]:
        """Every place that makes a name of TensorFlow something else."""
        return list(stores(self.names))

    @cached_property
    def evidence(self) -> Evidence:
        """What the file shows of the TensorFlow it was written for."""
        # A name that the file puts into TensorFlow itself, as in `tf.log = tf.math.log`, says nothing of the release.
        made = {store.name for store in self.stores}
        meanings = (self.names.meaning(reference) for reference in self.names.tree.references)
        names = [name for meaning in meanings if meaning.certain for name in sorted(meaning.names)]
        return evidence(name for name in names if not any(f"{name}.".startswith(f"{start}.") for start in made))

    @cached_property
    def group(self) -> tuple[Member, ...]:
        """The files of the run that imports join this one with, itself among them."""
        return self.program.group(self.path) if self.program else ()

    @cached_property
    def may_be_old(self) -> bool:
        """Whether its text, or the rest of its program, shows what a program of TensorFlow 1 has to change."""
        chains = Chains(self.source.text)
        if not chains.modules:
            return False
        old = any(member.one for member in self.group) or self.options.era in ("tf0.12", "tf1")
        return old or chains.lack() or has_old_keyword(self.source.text)

    @cached_property
    def move(self) -> Move | None:
        """What is to become of its imports, if it is a file of TensorFlow 1."""
        whole = self.whole
        era = self.options.era
        return move(Written(self.path, self.source, whole.names, whole.evidence, era, self.group))

    @cached_property
    def is_moved(self) -> bool:
        """Whether this run gives it the imports of TensorFlow 1's names in TensorFlow 2."""
        found, wanted = self.move, self.options.wants("TFC110")
        return found is not None and wanted and (found.level == "safe" or (found.made and self.options.unsafe))

    def scope_of(self, use: Use) -> str:
        """Where an ``arg_scope`` gives the function of a use defaults; nothing where none does."""
        leaf = use.symbol.path.rpartition(".")[2]
        here = arg_scopes(self.source.text).get(leaf, "")
        return here or (self.program.scoped.get(leaf, "") if self.program else "")

    def may_be_imported(self, name: str, *, is_gone: bool = False) -> bool:
        """Whether another file may import a name of this module.

        What is gone from TensorFlow fails here before another file could have it: only a file that is known to import
        it is asked.
        """
        if self.program is None or not self.program.complete:
            return not (is_gone or is_script(self.source.text))
        return self.program.may_import(name, self.path, self.source.text)

    def generation(self, use: Use) -> Generation | None:
        """The generation by which a use is read: its home's, else the option's, else what the file shows."""
        asked = None if self.options.era == "auto" else self.options.era
        if asked is None and self.is_moved:
            return of_home(use.homes) or "tf1"
        return of_home(use.homes) or asked or self.evidence.generation

    def doubt(self, use: Use) -> str:
        """Why that generation is not certain; nothing where the home or the option says it."""
        decided = of_home(use.homes) or self.options.era != "auto" or self.is_moved
        return "" if decided else self.evidence.doubt

    def replaced(self, use: Use) -> Store | None:
        """The first place that makes the symbol of a use, or a module that holds it, something else."""
        return next((store for store in self.stores if store.hides(use.symbol.path, use.homes)), None)

    def _use(self, reference: Reference) -> Use | None:
        meaning = self.names.meaning(reference)
        rows = {name: row for name in meaning.names if (row := by_qualified_name(name))}
        symbol = next(iter(rows.values()), None)
        if symbol is None or symbol.action == "none":
            return None
        agreed = len(rows) == len(meaning.names) and all(row is symbol for row in rows.values())
        certain = meaning.certain and agreed
        return Use(symbol, reference, _homes(meaning, symbol), certain, self._stars.doubt(reference) if certain else "")

    @cached_property
    def _stars(self) -> Stars:
        return Stars(self.names, self.path, self.program)


def _homes(meaning: Meaning, symbol: Symbol) -> frozenset[str]:
    return frozenset(name.removesuffix(f".{symbol.path}") for name in meaning.names)
