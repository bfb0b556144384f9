"""Which files of a program are written for TensorFlow 1, and where it starts, according to their texts."""

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
    """One file, according to its text."""

    path: str
    one: str = ""
    """A name that only TensorFlow 1 has."""
    two: str = ""
    """A name that only TensorFlow 2 has."""
    uses_tensorflow: bool = False
    starts: bool = False
    """Whether a program begins here: a guard of ``__main__``, or ``tf.app.run``."""
    has_session: bool = False
    is_off: bool = False
    """Whether it disables TensorFlow 2 behaviour itself."""

    @classmethod
    def of(cls, path: str, text: bytes) -> Member:
        """Read a file."""
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
    """Return, for each file, the files that imports join with it; empty if no file of the run is TensorFlow 1's.

    Args:
        texts: From path to text, for each file.
        groups: Paths of the files that imports join.
    """
    members = {path: Member.of(path, text) for path, text in texts.items()}
    if not any(member.one for member in members.values()):
        return {}
    return {path: tuple(members[one] for one in group) for group in map(list, groups) for path in group}
