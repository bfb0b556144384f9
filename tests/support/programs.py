"""Random programs in which values go ways of every kind, and what their runs give to losses."""

from __future__ import annotations

import contextlib
import random
import sys
from collections import defaultdict
from types import SimpleNamespace

NAMES = ["p", "q", "r"]
_SOFTMAX, _RELU, _DENSE = "tf.nn.softmax(z)", "tf.nn.relu(z)", "tf.layers.dense(z, 10)"
_BLOCKS = ["choice", "choice", "loop", "loop", "tried", "held", "matched", "function"]


class Program:
    """Builds one, line by line."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.lines = ["import tensorflow as tf"]
        self.functions = 0
        for name in NAMES:
            self.say(0, f"{name} = {self.rng.choice([_SOFTMAX, _RELU, _DENSE])}")
        for _ in range(6):
            self.statement(0, 3)

    def __str__(self) -> str:
        """Its source."""
        return "\n".join(self.lines) + "\n"

    def say(self, indent: int, line: str) -> None:
        self.lines.append("    " * indent + line)

    def name(self) -> str:
        return self.rng.choice(NAMES)

    def value(self) -> str:
        name = self.name()
        forms = [_SOFTMAX, _RELU, _DENSE, name, name, f"tf.identity({name})", f"tf.nn.softmax({name})", f"{_DENSE} + 1"]
        forms += [f"tf.nn.softmax({name}) if coin() else {name}", f"({self.name()} := {name})", "strange(z)"]
        forms += [f"[tf.nn.softmax(each) for each in two({name})][0]"]
        return self.rng.choice(forms)

    def block(self, indent: int, depth: int, *inside: str) -> None:
        for _ in range(self.rng.randint(1, 3)):
            self.statement(indent, depth, *inside)

    def statement(self, indent: int, depth: int, *inside: str) -> None:
        """One statement; `inside` says what it is in: a loop, a function."""
        kind = self.rng.choice(["plain"] * 12 + _BLOCKS * (depth > 0))
        if kind == "plain":
            self.say(indent, self.plain(*inside))
        else:
            getattr(self, kind)(indent, depth - 1, *inside)

    def plain(self, *inside: str) -> str:
        forms = [f"{self.name()} = {self.value()}"] * 4
        forms += [f"tf.losses.softmax_cross_entropy(y, {self.name()})"] * 4
        forms += [f"{', '.join(self.rng.sample(NAMES, 2))} = {self.value()}, {self.value()}", "risk()"]
        forms += [f"{self.name()} = None"] + [
            f"if coin(): {word}" for word in ("break", "continue") if "loop" in inside
        ]
        forms += [f"if coin(): return {self.value()}"] * ("function" in inside)
        return self.rng.choice(forms)

    def choice(self, indent: int, depth: int, *inside: str) -> None:
        self.say(indent, "if coin():")
        self.block(indent + 1, depth, *inside)
        for head in ["elif coin():"] * self.rng.randint(0, 1) + ["else:"] * self.rng.randint(0, 1):
            self.say(indent, head)
            self.block(indent + 1, depth, *inside)

    def loop(self, indent: int, depth: int, *inside: str) -> None:
        head = f"for {self.rng.choice(['_', *NAMES])} in two(z):"
        self.say(indent, self.rng.choice([head, "while coin():"]))
        self.block(indent + 1, depth, *inside, "loop")
        if self.rng.random() < 0.3:
            self.say(indent, "else:")
            self.block(indent + 1, depth, *inside)

    def tried(self, indent: int, depth: int, *inside: str) -> None:
        self.say(indent, "try:")
        self.block(indent + 1, depth, *inside)
        for head in self.rng.choice([["finally:"], ["except Stop:"], ["except Stop:", "else:"]]):
            self.say(indent, head)
            self.block(indent + 1, depth, *inside)

    def held(self, indent: int, depth: int, *inside: str) -> None:
        self.say(indent, f"with held(z){self.rng.choice(['', ' as p'])}:")
        self.block(indent + 1, depth, *inside)

    def matched(self, indent: int, depth: int, *inside: str) -> None:
        self.say(indent, "match coin():")
        for case in (self.rng.choice(["True", "bool(q)"]), "_"):
            self.say(indent + 1, f"case {case}:")
            self.block(indent + 2, depth, *inside)

    def function(self, indent: int, depth: int, *_: str) -> None:
        """A function, and calls of it."""
        self.functions += 1
        name, parameter = f"f{self.functions}", self.name()
        others = [other for other in NAMES if other != parameter]
        self.say(indent, f"def {name}({parameter}):")
        if self.rng.random() < 0.2:
            self.say(indent + 1, f"global {others.pop()}")
        for other in others:
            if self.rng.random() < 0.5:
                self.say(indent + 1, f"{other} = {self.rng.choice([_SOFTMAX, _RELU])}")
        self.block(indent + 1, depth, "function")
        pair = self.rng.random() < 0.3
        self.say(indent + 1, f"return {self.value()}, {self.value()}" if pair else f"return {self.value()}")
        for _ in range(self.rng.randint(1, 2)):
            names = ", ".join(self.rng.sample(NAMES, 2)) if pair else self.name()
            self.say(indent, f"{names} = {name}({self.rng.choice([*NAMES, 'z'])})")


class Stop(Exception):
    """Raised by what a program calls a risk."""


class Word(str):
    """What a tensor is the output of; a number that is added to it does not change that."""

    __slots__ = ()

    def __add__(self, other: object) -> Word:
        """The same."""
        return self


def runs(source: str, seed: int, times: int, monkeypatch) -> dict[int, set[str]]:
    """Line of each loss that some run came to, and all that it was given there."""
    rng = random.Random(seed)
    seen: dict[int, set[str]] = defaultdict(set)

    def loss(labels: object, logits: object) -> None:
        seen[sys._getframe(1).f_lineno].add(str(logits))

    def risk() -> None:
        if rng.random() < 0.3:
            raise Stop

    tf = SimpleNamespace(
        nn=SimpleNamespace(softmax=lambda _: Word("softmax"), relu=lambda _: Word("relu")),
        layers=SimpleNamespace(dense=lambda *_: Word("linear")),
        losses=SimpleNamespace(softmax_cross_entropy=loss),
        identity=lambda x: x,
    )
    monkeypatch.setitem(sys.modules, "tensorflow", tf)
    space = {
        "coin": lambda: rng.random() < 0.5,
        "risk": risk,
        "held": contextlib.nullcontext,
        "two": lambda x: [x, x],
        "strange": lambda _: Word(rng.choice(["softmax", "relu", "linear", "strange"])),
        "Stop": Stop,
        "z": Word("z"),
        "y": Word("y"),
    }
    code = compile(source, "case.py", "exec")
    for _ in range(times):
        with contextlib.suppress(
            Stop, NameError, TypeError, ValueError, RecursionError
        ):  # a name without a value, or with None
            exec(code, dict(space))
    return seen
