"""Which files of a program are written for TensorFlow 1, and where it starts, as their texts show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcompat.migrate.names.chains import Chains
from tfcompat.migrate.release.evidence import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Member", "members_of"]

_GUARD = re.compile(rb"^if\s+\(?\s*__name__\s*==\s*[\"']__main__[\"']", re.MULTILINE)
_SESSION = re.compile(
    rb"\b(?:Interactive|Monitored(?:Training)?)?Session\s*\(|\bSupervisor\s*\(|\bmanaged_session\s*\("
)
_STARTS = re.compile(rb"\bapp\s*\.\s*run\s*\(")
_IS_OFF = re.compile(rb"\bdisable_v2_behavior\s*\(|\bdisable_eager_execution\s*\(")


@dataclass(frozen=True, slots=True)
class Member:
    """One file, as its text shows it."""

    path: str
    one: str = ""
    """A name that TensorFlow 1 alone has."""
    two: str = ""
    """A name that TensorFlow 2 alone has."""
    uses_tensorflow: bool = False
    starts: bool = False
    """Whether a program begins here: a guard of ``__main__``, or ``tf.app.run``."""
    has_session: bool = False
    is_off: bool = False
    """Whether it turns the behaviour of TensorFlow 2 off itself."""

    @classmethod
    def of(cls, path: str, text: bytes) -> Member:
        """Look at a file."""
        chains = Chains(text)
        found = evidence(chains.names)
        named = found.shown_by if not found.doubt else ""
        return cls(
            path,
            one=named if found.generation == "tf1" else "",
            two=named if found.generation == "tf2" else "",
            uses_tensorflow=bool(chains.modules),
            starts=bool(_GUARD.search(text) or _STARTS.search(text)),
            has_session=bool(_SESSION.search(text)),
            is_off=bool(_IS_OFF.search(text)),
        )


def members_of(texts: Mapping[str, bytes], groups: Iterable[Iterable[str]]) -> dict[str, tuple[Member, ...]]:
    """Return, for each file, the files that imports join it with; none if no file of the run is TensorFlow 1's.

    Args:
        texts: Path to text of each file.
        groups: Paths of the files that imports join.
    """
    members = {path: Member.of(path, text) for path, text in texts.items()}
    if not any(member.one for member in members.values()):
        return {}
    return {path: tuple(members[one] for one in group) for group in map(list, groups) for path in group}
