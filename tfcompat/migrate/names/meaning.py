"""What an expression may denote: qualified names in canonical form."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Meaning", "plain"]

_VERSION_TWICE = re.compile(r"^tensorflow(?:\.compat\.v[12])+(?=\.compat\.v[12](?:\.|$))")
# TensorFlow's internal modules, and the public ones with the same functions.
_INSIDE = {
    "tensorflow.compat.v1.contrib": "tensorflow.contrib",
    "tensorflow.contrib.layers.python.layers.layers": "tensorflow.contrib.layers",
    "tensorflow.contrib.legacy_seq2seq.python.ops.seq2seq": "tensorflow.contrib.legacy_seq2seq",
    "tensorflow.contrib.losses.python.losses.loss_ops": "tensorflow.contrib.losses",
    "tensorflow.contrib.seq2seq.python.ops.loss": "tensorflow.contrib.seq2seq",
    "tensorflow.python.framework.ops": "tensorflow.compat.v1",
    "tensorflow.python.layers.core": "tensorflow.compat.v1.layers",
    "tensorflow.python.layers.layers": "tensorflow.compat.v1.layers",
    "tensorflow.python.ops.losses.losses": "tensorflow.compat.v1.losses",
    "tensorflow.python.ops.losses.losses_impl": "tensorflow.compat.v1.losses",
    "tensorflow.python.ops.nn": "tensorflow.compat.v1.nn",
    "tensorflow.python.ops.nn_impl": "tensorflow.compat.v1.nn",
    "tensorflow.python.ops.nn_ops": "tensorflow.compat.v1.nn",
}
_IS_INSIDE = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(_INSIDE, reverse=True)))})(?=\.)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The qualified names that an expression may denote."""

    names: frozenset[str] = frozenset()
    certain: bool = False
    """Whether it denotes one of `names`, if it works at all."""

    def below(self, parts: tuple[str, ...]) -> Meaning:
        """Return the meaning of an attribute."""
        if not (parts and self.names):
            return self
        return Meaning(frozenset(plain(".".join((name, *parts))) for name in self.names), self.certain)


def plain(name: str) -> str:
    """Return the canonical form of a name: ``tensorflow.compat.v1.compat.v1`` is ``tensorflow.compat.v1``."""
    plain = _VERSION_TWICE.sub("tensorflow", name)
    inside = _IS_INSIDE.match(plain)
    return f"{_INSIDE[inside[0]]}{plain[inside.end() :]}" if inside else plain
