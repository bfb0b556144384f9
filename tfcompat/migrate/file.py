"""One file under migration: its names, its uses of legacy symbols, and what the run knows about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from tfcompat._codes import Code
from tfcompat.migrate.names.chains import Chains, has_old_keyword
from tfcompat.migrate.names.monkeypatches import Store, stores
from tfcompat.migrate.names.other_files import Around, around
from tfcompat.migrate.names.resolver import Names
from tfcompat.migrate.options import Options
from tfcompat.migrate.project import is_script
from tfcompat.migrate.release.age import Age, Called, age
from tfcompat.migrate.release.argument_order import Order, order
from tfcompat.migrate.release.constants import Constants
from tfcompat.migrate.release.evidence import Generation, ReleaseEvidence, evidence, of_home, used
from tfcompat.migrate.release.moved_imports import Move, Written, move
from tfcompat.migrate.release.signatures import differs
from tfcompat.migrate.star_imports import Stars, elsewhere
from tfcompat.migrate.summaries import outputs_of
from tfcompat.migrate.suppressions import Suppressions
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.parsed import Parsed
from tfcompat.migrate.syntax.source import NotAnalysedError, parse
from tfcompat.migrate.uses import Use, row_of

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow import Outputs
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.names.resolver import Meaning
    from tfcompat.migrate.names.scopes import NameUse
    from tfcompat.migrate.project import Program
    from tfcompat.migrate.release.members import Member
    from tfcompat.migrate.syntax.source import Node, Source

__all__ = ["File"]


@dataclass(eq=False)
class File:
    """Everything that a rule may ask about a file."""

    path: str
    source: Source
    options: Options = field(default_factory=Options)
    loss_readers: tuple[str, ...] = ()
    """Where the files of this run read the collection of losses."""
    program: Program | None = None
    """The files that may import from this one; None if unknown."""
    run: Around | None = None
    """What the files of the run do with losses; None if this is the only one."""
    words: frozenset[bytes] = frozenset()
    """Names that the rules resolve in a thin file, in addition to those of the rows."""
    thin_look_at: File | None = None
    """The whole file, if this is a thin one."""

    @cached_property
    def names(self) -> Names:
        """The resolver."""
        look = partial(elsewhere, self.program, self.path) if self.program is not None else None
        return Names(self.source, thin=self.thin, whole=not self.thin, words=self.words, elsewhere=look)

    @property
    def thin(self) -> bool:
        """Whether it is thin: it resolves only what shows that there is something to find."""
        return self.thin_look_at is not None

    @property
    def whole(self) -> File:
        """The file in which every word is resolved, which following values needs."""
        return self.thin_look_at or self

    def thinly(self) -> File:
        """Return a thin version of this file."""
        return replace(self, thin_look_at=self)

    def under(self, options: Options) -> File:
        """Return the same file with other options."""
        other = replace(self, options=options)
        other.names = self.names
        return other

    @cached_property
    def outputs(self) -> Outputs:
        """The outputs that its values are; use it on the whole file."""
        return outputs_of(self.names, self.program, self.path)

    @cached_property
    def around(self) -> Around:
        """What the files of the run do with losses, this one first."""
        return around(self.source.text, self.path, Parsed.of(self.source)) | (self.run or Around())

    @cached_property
    def constants(self) -> Constants:
        """The origins of values that no gradient can pass."""
        return Constants(self.whole.names, self._is_stored_elsewhere)

    def _is_stored_elsewhere(self, attribute: str) -> bool:
        """Return whether another file may assign an attribute."""
        if self.program is None:
            return not is_script(self.source.text)
        return self.program.is_stored_elsewhere(attribute, self.source.text)

    @cached_property
    def suppressions(self) -> Suppressions:
        """The suppression comments, and which of them were used."""
        return Suppressions(self.source)

    def tells(self, finding: Finding) -> bool:
        """Return whether a finding is reported: selected, and not suppressed by a comment."""
        return self.options.wants(finding.code) and not self.suppressions.spares(finding)

    @cached_property
    def uses(self) -> list[Use]:
        """Every use of a legacy symbol, in the order of the text."""
        found = (self._use(reference, meaning) for reference, meaning in self.names.denoted)
        return sorted((use for use in found if use), key=lambda use: use.span)

    @cached_property
    def calls(self) -> list[Use]:
        """The uses that certainly are calls of a legacy symbol."""
        return [use for use in self.uses if use.certain and use.reference.call]

    @cached_property
    def order(self) -> Order:
        """What the file's keywords show about the order of its positional arguments."""
        return order(self.source, [(use.symbol, use.reference) for use in self.calls])

    @cached_property
    def stores(self) -> list[Store]:
        """Every place that rebinds a TensorFlow name."""
        return list(stores(self.names))

    @cached_property
    def evidence(self) -> ReleaseEvidence:
        """What the file shows about the TensorFlow that it was written for."""
        return evidence(f"tensorflow.{name}" for name, _ in self.qualified)

    @cached_property
    def qualified(self) -> list[tuple[str, Node]]:
        """The names below TensorFlow that the file certainly uses, and where, in the order of the text."""
        return list(used(self.names, {store.name for store in self.stores}))

    @cached_property
    def own_age(self) -> Age:
        """The generations that are possible for the file by itself."""
        return age(self.names, self.qualified, [Called(use.symbol, use.reference, use.homes) for use in self.calls])

    @cached_property
    def age(self) -> Age:
        """The generations that the file, or the program around it, may have run on."""
        own = self.own_age
        if own.generation or not own.generations or self.program is None:
            return own
        around = self.program.age_around(self.path, _age_of)
        return around if around.generation in own.generations else own

    @cached_property
    def group(self) -> tuple[Member, ...]:
        """The files of the run that imports join with this one, including itself."""
        return self.program.group(self.path) if self.program else ()

    @cached_property
    def may_be_old(self) -> bool:
        """Whether its text, or the rest of its program, shows what a TensorFlow 1 program has to change."""
        chains = Chains(self.source.text)
        if not chains.modules:
            return False
        old = any(member.one for member in self.group) or self.options.era in ("tf0.12", "tf1")
        return old or chains.lack() or has_old_keyword(self.source.text)

    @cached_property
    def move(self) -> Move | None:
        """How its imports change, if it is a TensorFlow 1 file."""
        whole = self.whole
        era = self.options.era
        return move(Written(self.path, self.source, whole.names, whole.evidence, era, self.group))

    @cached_property
    def is_moved(self) -> bool:
        """Whether this run changes its imports to TensorFlow 1's names in TensorFlow 2."""
        found, wanted = self.move, self.options.wants(Code.OLD_IMPORT)
        return found is not None and wanted and (found.level == "safe" or (found.made and self.options.unsafe))

    def may_be_imported(self, name: str, *, is_gone: bool = False) -> bool:
        """Return whether another file may import a name of this module.

        A name that is gone from TensorFlow fails here before another file could import it, so only files that certainly
        import it count.
        """
        if self.program is None or not self.program.complete:
            return not (is_gone or is_script(self.source.text))
        return self.program.may_import(name, self.path, self.source.text, is_gone=is_gone)

    def generation(self, use: Use) -> Generation | None:
        """Return the generation by which a use is read: that of its home, the option, or the file, in this order."""
        asked = None if self.options.era == "auto" else self.options.era
        if asked is None and self.is_moved:
            return of_home(use.homes) or "tf1"
        return of_home(use.homes) or asked or self._age_of_calls or self.evidence.generation

    def doubt(self, use: Use) -> str:
        """Return why that generation is not certain; empty if the home or the option decides it."""
        decided = of_home(use.homes) or self.options.era != "auto" or self.is_moved or self._age_of_calls
        return "" if decided else self.evidence.doubt

    @cached_property
    def _age_of_calls(self) -> Generation | None:
        """The generation whose order of arguments the file uses, if it is a single one."""
        if not any(map(self._is_positional, self.calls)):
            return None
        return self.age.generation

    def _is_positional(self, use: Use) -> bool:
        """Return whether releases differ in the order of the positional arguments of a call."""
        given = arguments(self.source, use.reference.call) if use.reference.call else None
        return differs(use.symbol, given) if given else False

    def replaced(self, use: Use) -> Store | None:
        """Return the first place that rebinds the symbol of a use, or a module that contains it."""
        spelled = self.names.meaning(use.reference).names if self.stores else frozenset()
        return next((store for store in self.stores if store.hides(use.symbol.path, use.homes, spelled)), None)

    def _use(self, reference: NameUse, meaning: Meaning) -> Use | None:
        symbol, agreed = row_of(meaning.names)
        if symbol is None:
            return None
        certain = meaning.certain and agreed
        homes = frozenset(name.removesuffix(f".{symbol.path}") for name in meaning.names)
        return Use(symbol, reference, homes, certain, self._stars.doubt(reference) if certain else "")

    @cached_property
    def _stars(self) -> Stars:
        return Stars(self.names, self.path, self.program)


def _age_of(raw: bytes, path: str) -> Age:
    """Return the evidence of another file."""
    try:
        return File(path, parse(raw)).own_age
    except NotAnalysedError:
        return Age()
