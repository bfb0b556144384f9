"""TFC208."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat._symbols import CROSS_ENTROPY_OF_STRING
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.options import Options
from tfcompat.migrate.rules._base import Invalid, Valid
from tfcompat.migrate.rules._fix import NO_FIX, Fix, keyword, local_name
from tfcompat.migrate.rules._loss_calls import loss_calls
from tfcompat.migrate.rules._metric_kinds import OF_ONE, fix_of, misread
from tfcompat.migrate.rules._mistakes import LossRule, made_at
from tfcompat.migrate.syntax.arguments import argument, arguments
from tfcompat.migrate.syntax.literals import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfcompat.migrate.dataflow import Output, Value
    from tfcompat.migrate.file import File
    from tfcompat.migrate.finding import Finding
    from tfcompat.migrate.names.scopes import NameUse
    from tfcompat.migrate.rules._loss_calls import LossCall
    from tfcompat.migrate.syntax.source import Node

__all__ = ["MetricOfLogits", "has_metric"]

_OF_LABELS = {
    "independent": "BinaryCrossentropy",
    "distribution": "CategoricalCrossentropy",
    "ids": "SparseCategoricalCrossentropy",
}
_CLASSES = {string: _OF_LABELS[loss.labels] for string, loss in CROSS_ENTROPY_OF_STRING.items()}
"""From a metric's string to its class."""
_MODEL = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense({})])\n"
    "model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True), metrics=[{}])\n"
)
_WRAPPED = (
    "import keras\nimport tfcompat\nmodel = keras.Sequential([keras.layers.Dense(1)])\n"
    "model.compile(\n    loss=keras.losses.BinaryCrossentropy(from_logits=True),\n"
    "    metrics=[tfcompat.metrics.FromLogits('binary_accuracy', link=\"sigmoid\", name='accuracy')],\n)\n"
)
_BROKEN = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\n"
    "model.compile(\n    loss=keras.losses.BinaryCrossentropy(from_logits=True),\n"
    "    metrics=[keras.metrics.AUC(name='auc', from_logits=True), keras.metrics.Recall(thresholds=0.0)],\n)\n"
)


class MetricOfLogits(LossRule):
    """The loss of a compiled model takes logits, but one of its metrics treats them as probabilities.

    It compares them with 0.5, although even odds are a logit of 0, or sorts them into thresholds between 0 and 1; only
    the reported number is wrong. A metric that is called in a loop is found if a loss gets the same logits.
    """

    CODE = "TFC208"
    NAME = "metric of logits"
    FIX = (
        "Unsafe, because the reported number changes. The metric gets ``from_logits=True`` or a threshold of 0; "
        "others are wrapped in ``tfcompat.metrics.FromLogits`` and keep their names."
    )
    MESSAGE = "`{name}` reads probabilities, but the model returns logits ({where})"
    VALID = (
        Valid(source=_MODEL.format(1, "keras.metrics.BinaryAccuracy(threshold=0.0)")),
        Valid(source=_MODEL.format(1, "keras.metrics.AUC(from_logits=True)")),
        Valid(source=_MODEL.format(10, "'accuracy'")),
        Valid(source=_MODEL.format("1, activation='sigmoid'", "'accuracy'")),
    )
    INVALID = (
        Invalid(source=_MODEL.format(1, "'accuracy'"), fix=None),
        Invalid(
            source=_MODEL.format(1, "'accuracy'"),
            fix=_WRAPPED,
            options=Options(unsafe=True),
        ),
        Invalid(source=_MODEL.format(4, "keras.metrics.BinaryAccuracy()"), fix=None),
        Invalid(source=_MODEL.format(1, "keras.metrics.AUC(name='auc')"), fix=None),
        Invalid(
            source=_MODEL.format(1, "keras.metrics.AUC(name='auc'), keras.metrics.Recall()"),
            fix=_BROKEN,
            options=Options(unsafe=True),
        ),
    )

    def check(self, file: File) -> Iterator[Finding]:
        """Yield metrics of compiled models, and metrics that get the input of a loss on logits in a loop."""
        yield from super().check(file)
        whole = file.whole
        logits = {
            call.output.node.id
            for call in loss_calls(whole)
            if call.reads == "logits" and call.output is not None and call.output.kind == "linear"
        }
        for reference in whole.names.tree.references if logits else ():
            if reference.call is not None:
                yield from self.of_update(whole, reference, logits)

    def is_about(self, call: LossCall) -> bool:
        """Return losses of compiled models that take logits."""
        return call.compiled is not None and call.reads == "logits"

    def of_call(self, file: File, call: LossCall) -> Iterator[Finding]:
        """Yield metrics of models that certainly return logits, with a loss that takes logits."""
        for metric, name in _misreading(file, call):
            if call.output is not None:
                fix = _fix(file, metric, name, call.reference, call.family)
                yield self._found(file, metric, name, call.output, fix)

    def of_update(self, file: File, reference: NameUse, logits: set[int]) -> Iterator[Finding]:
        """Yield a metric that is called, or updated, with what a loss takes for logits."""
        callee, given = reference.node, arguments(file.source, reference.call) if reference.call is not None else None
        updated = reference.parts[-1] == "update_state" and len(reference.parts) > 1
        made = callee.child_by_field_name("object") if updated else callee
        prediction = argument(given, {"y_pred"}, 1) if given is not None else None
        output = file.outputs.of(prediction, reference.scope) if prediction is not None else None
        if made is None or output is None or output.node.id not in logits:
            return
        values = file.outputs.values(made, reference.scope)
        found = {misread(file, value, where, of_one=False) for value, where in values}
        name = found.pop() if len(found) == 1 else ""
        if name:
            fix = _fix(file, values[0][0], name, reference, "sigmoid") if len(values) == 1 and fix_of(name) else NO_FIX
            yield self._found(file, callee, name, output, fix)

    def _found(self, file: File, metric: Node, name: str, output: Output, fix: Fix) -> Finding:
        message = self.MESSAGE.format(name=name, where=made_at(file, output))
        reason = _reason(name, is_string=metric.type == "string")
        return self.at(file, metric, message, reason, *fix.edits, imports=fix.imports)


def has_metric(file: File, call: LossCall, output: Output) -> bool:
    """Return whether a metric reads the input of a loss as probabilities."""
    if any(_misreading(file, replace(call, output=replace(output, kind="linear")))):
        return True
    called = (one for one in file.names.tree.references if one.call is not None)
    return any(True for one in called for _ in MetricOfLogits().of_update(file, one, {output.node.id}))


def _misreading(file: File, call: LossCall) -> Iterator[tuple[Node, str]]:
    """Yield the metrics of a compiled model, and their names, that treat its logits as probabilities."""
    output = call.output
    if call.compiled is None or output is None or output.kind != "linear":
        return
    of_one = output.units == 1 and call.family == "sigmoid"
    listed = argument(arguments(file.source, call.compiled) or (), {"metrics"}, 2)
    for metric, scope in _listed(file, listed, call, call.head) if listed is not None else ():
        name = misread(file, metric, scope, of_one=of_one)
        if name:
            yield metric, name


def _fix(file: File, metric: Node, name: str, reference: NameUse, link: str) -> Fix:
    """Return the edit that makes a metric expect logits: with its keyword, or with a link."""
    missing = fix_of(name)
    if metric.type == "call" and missing is not None:
        return Fix(keyword(file, metric, *missing))
    found = local_name(file, reference, "metrics.FromLogits")
    if found is None:
        return NO_FIX
    written = file.source.of(metric).decode("utf-8")
    named = ""
    if name in OF_ONE:  # the name by which callbacks know it stays
        written, named = written.replace(name, "binary_accuracy"), f", name={written}"
    wrapped = f'{found[0]}({written}, link="{link}"{named})'
    return Fix((Edit(*metric.byte_range, wrapped.encode()),), found[1])


def _listed(file: File, listed: Node, call: LossCall, head: str | None) -> Iterator[Value]:
    """Yield the metrics in a list, or in the list of the single output in a dict."""
    values = file.outputs.values(listed, call.scope)
    for value, where in values if len(values) == 1 else ():
        children = [node for node in value.named_children if not node.is_extra]
        if value.type == "dictionary":
            for pair in children:
                name = text_of(file.source, pair.named_children[0]) if pair.type == "pair" else None
                if name is not None and name == head:
                    yield from _listed(file, pair.named_children[-1], call, None)
        elif value.type in ("list", "tuple"):
            if head is None:
                yield from ((metric, its) for node in children for metric, its in file.outputs.values(node, where))
        elif value.type in ("string", "call") and head is None:
            yield value, where


def _reason(name: str, *, is_string: bool) -> str:
    metric = name if fix_of(name) else _CLASSES.get(name, "BinaryAccuracy")
    fix = fix_of(metric)
    wrapped = "wrap the metric: tfcompat.metrics.FromLogits(metric, link='sigmoid')"
    if fix is None or (not is_string and fix_of(name) is None):
        return wrapped
    keyword = f"{fix.name}={fix.value}"
    return f"write {f'keras.metrics.{metric}({keyword})' if is_string else keyword}, or {wrapped}"
