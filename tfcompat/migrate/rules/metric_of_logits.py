"""TFC208."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import KERAS_HOMES
from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._mistakes import LossRule, keyword, line_of
from tfcompat.migrate.syntax.arguments import argument, arguments
from tfcompat.migrate.syntax.literals import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.rules._loss_calls import LossCall
    from tfcompat.migrate.syntax.source import Node

__all__ = ["MetricOfLogits"]

_THRESHOLD = {"BinaryAccuracy": ("threshold", 2), "Precision": ("thresholds", 0), "Recall": ("thresholds", 0)}
_FIX = {**{name: (threshold, "0.0") for name, (threshold, _) in _THRESHOLD.items()}, "AUC": ("from_logits", "True")}
_STRINGS = ("binary_accuracy", "BinaryAccuracy", "Precision", "Recall", "AUC")
_OF_ONE = ("accuracy", "acc")
_AUC = "AUC"
_MODEL = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense({})])\n"
    "model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True), metrics=[{}])\n"
)
_BROKEN = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\n"
    "model.compile(\n    loss=keras.losses.BinaryCrossentropy(from_logits=True),\n"
    "    metrics=[keras.metrics.AUC(name='auc', from_logits=True), keras.metrics.Recall(thresholds=0.0)],\n)\n"
)


class MetricOfLogits(LossRule):
    """The loss of a compiled model knows that it gets logits, and a metric beside it takes them for probabilities.

    It compares them with 0.5, where a logit of 0 is even odds, or sorts them into thresholds between 0 and 1; the
    number that is reported is wrong, and nothing else is.
    """

    CODE = "TFC208"
    NAME = "metric of logits"
    MESSAGE = "`{name}` reads probabilities, and the model gives logits ({where})"
    VALID = (
        Valid(source=_MODEL.format(1, "keras.metrics.BinaryAccuracy(threshold=0.0)")),
        Valid(source=_MODEL.format(1, "keras.metrics.AUC(from_logits=True)")),
        Valid(source=_MODEL.format(10, "'accuracy'")),
        Valid(source=_MODEL.format("1, activation='sigmoid'", "'accuracy'")),
    )
    INVALID = (
        Invalid(source=_MODEL.format(1, "'accuracy'"), fix=None),
        Invalid(source=_MODEL.format(4, "keras.metrics.BinaryAccuracy()"), fix=None),
        Invalid(source=_MODEL.format(1, "keras.metrics.AUC(name='auc')"), fix=None),
        Invalid(
            source=_MODEL.format(1, "keras.metrics.AUC(name='auc'), keras.metrics.Recall()"),
            fix=_BROKEN,
            options=Options(unsafe=True),
        ),
    )

    def is_about(self, call: LossCall) -> bool:
        """Losses of compiled models that take logits."""
        return call.compiled is not None and call.reads == "logits"

    def of_call(self, file: File, call: LossCall) -> Iterator[Finding]:
        """Metrics of models that surely give logits, under a loss that knows it."""
        output = call.output
        if call.compiled is None or output is None or output.kind != "linear":
            return
        listed = argument(arguments(file.source, call.compiled) or (), {"metrics"}, 2)
        for metric in listed.named_children if listed is not None and listed.type in ("list", "tuple") else ():
            name = self._misread(file, call, metric)
            if name:
                message = self.MESSAGE.format(name=name, where=line_of(file, output.node))
                edits = keyword(file, metric, *_FIX[name]) if metric.type == "call" else ()
                yield self.at(file, metric, message, _reason(name, is_string=metric.type != "call"), *edits)

    def _misread(self, file: File, call: LossCall, metric: Node) -> str:
        """The name of a metric that takes logits for probabilities, or nothing."""
        text = text_of(file.source, metric)
        if text is not None:
            of_one = text in _OF_ONE and call.output is not None and call.output.units == 1 and call.family == "sigmoid"
            return text if text in _STRINGS or of_one else ""
        callee = metric.child_by_field_name("function") if metric.type == "call" else None
        qualified = file.outputs.qualified(callee, call.scope)
        home, _, leaf = qualified.rpartition(".metrics.")
        given = arguments(file.source, metric) if home in KERAS_HOMES else None
        if given is None:
            return ""
        if leaf == _AUC:
            flag = argument(given, {"from_logits"}, 99)
            return leaf if flag is None or flag.type == "false" else ""
        if leaf in _THRESHOLD:
            threshold, position = _THRESHOLD[leaf]
            ranked = any(one.name == "top_k" for one in given)  # by rank, and so by no threshold
            return leaf if argument(given, {threshold}, position) is None and not ranked else ""
        return ""


def _reason(name: str, *, is_string: bool) -> str:
    keyword = "from_logits=True" if name == _AUC else f"{_FIX.get(name, _FIX['BinaryAccuracy'])[0]}=0.0"
    metric = name if name in _FIX else "BinaryAccuracy"
    given = f"keras.metrics.{metric}({keyword})" if is_string else keyword
    return f"write {given}, or wrap the metric: tfcompat.metrics.FromLogits(metric, link='sigmoid')"
