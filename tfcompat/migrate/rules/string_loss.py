"""TFC106."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import CROSS_ENTROPY_OF_STRING, KERAS_LOSSES, OurLoss
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.options import Options
from tfcompat.migrate.rewrite.names_in_scope import reach
from tfcompat.migrate.rewrite.refused import RefusedError
from tfcompat.migrate.rules._base import Invalid, Rule, Valid
from tfcompat.migrate.rules._loss_calls import loss_calls
from tfcompat.migrate.syntax.literals import text_of
from tfcompat.migrate.uses import Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.syntax.source import Node

__all__ = ["StringLoss"]

_MODEL = "import keras\n{}model = keras.Sequential([keras.layers.Dense(10{})])\nmodel.compile('sgd', {})\n"
_OLD = "loss='sparse_categorical_crossentropy'"
_NEW = "loss=tfcompat.SparseSoftmaxCrossEntropy()"


class StringLoss(Rule):
    """A loss passed to ``compile`` as a string reads probabilities, but this model's last layer returns logits.

    Training runs on the wrong loss: the logits are clipped to get probabilities.
    """

    CODE = "TFC106"
    NAME = "string loss"
    MESSAGE = "`{name}` reads probabilities, but the last layer returns logits"
    WORDS = tuple(f"{quote}{string}{quote}" for string in CROSS_ENTROPY_OF_STRING for quote in ("'", '"'))
    NAMES = ("compile", "Model", "Sequential", "add")
    VALID = (
        Valid(source=_MODEL.format("", ", activation='softmax'", _OLD)),
        Valid(source=_MODEL.format("", ", 'softmax'", _OLD)),
        Valid(source=_MODEL.format("", "", "loss='mse'")),
        Valid(source=f"model = load()\nmodel.compile('sgd', {_OLD})\n"),
    )
    INVALID = (
        Invalid(source=_MODEL.format("", "", _OLD), fix=None),
        Invalid(
            source=_MODEL.format("", "", _OLD),
            fix=_MODEL.format("import tfcompat\n", "", _NEW),
            options=Options(unsafe=True),
        ),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield calls of ``compile`` on models whose last layer certainly is linear."""
        text = file.source.text
        if b"compile" not in text or not any(word.encode() in text for word in self.WORDS):
            return
        for call in loss_calls(file.whole):
            if call.head is not None:
                continue  # for a model with several outputs
            if call.loss is None or call.output is None or call.output.kind != "linear" or call.output.far:
                continue
            named = CROSS_ENTROPY_OF_STRING.get(text_of(file.source, call.loss) or "")
            if named is not None and named.new is not None:
                place = call.reference._replace(node=call.loss, parts=(named.name,), call=None)
                use = Use(KERAS_LOSSES[named.path], place, frozenset(), certain=True)
                yield self._found(file.whole, use, call.output.node, named.new)

    def _found(self, file: File, use: Use, head: Node, new: OurLoss) -> Finding:
        loss = use.reference.node
        text = text_of(file.source, loss) or ""
        line, _ = file.source.position(head.start_byte)
        reason = (
            f"the last layer, on line {line}, has no activation, so Keras clips its logits to [0, 1] and treats them "
            f"as probabilities; the new loss treats them as logits, which changes the numbers to the intended ones"
        )
        try:
            local, imports = reach(file, use, new.name)
        except RefusedError as refusal:
            return self.at(file, loss, self.MESSAGE.format(name=text), refusal.reason)
        edit = Edit(*loss.byte_range, f"{local}()".encode())
        return self.at(file, loss, f"`{text}` becomes `tfcompat.{new.name}()`", reason, edit, imports=imports)
