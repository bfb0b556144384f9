"""A fix for a model with an activation under a loss on logits: it returns logits, or the loss reads probabilities.

The activation is removed if nothing in the file reads the probabilities; a second model then serves them. If something
reads them, or may, a Keras loss is set to read probabilities.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfcompat._symbols import PROBABILITIES
from tfcompat._symbols import known_layers as _known
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.rules._compiled_models import uses_of
from tfcompat.migrate.rules._fix import NO_FIX, Fix, is_free, keyword, local_name, statement_at
from tfcompat.migrate.rules._layer_activation import taken_off
from tfcompat.migrate.rules._loss_calls import loss_calls
from tfcompat.migrate.syntax.arguments import argument, arguments
from tfcompat.migrate.syntax.splices import without

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow import Output
    from tfcompat.migrate.file import File
    from tfcompat.migrate.rules._loss_calls import LossCall
    from tfcompat.migrate.syntax.source import Node

__all__ = ["flag", "model_of_logits"]

_QUIET = {
    *("compile", "fit", "fit_generator", "evaluate", "train_on_batch", "test_on_batch", "summary", "build", "add"),
    *("load_weights", "save_weights", "count_params"),
}
"""Methods of a model that do not return its output."""
_ON_LOGITS = re.compile(rb"\bfrom_logits\s*=\s*True")
_BY_RANK = ("'accuracy'", '"accuracy"', "'acc'", '"acc"', "'sparse_categorical_accuracy'", "'categorical_accuracy'")
"""Metrics that a softmax does not change."""


def model_of_logits(file: File, call: LossCall, output: Output) -> Fix:
    """Return the edits after which a compiled model and its loss match."""
    return _served(file, call, output) or flag(file, call, value=False)


def flag(file: File, call: LossCall, *, value: bool) -> Fix:
    """Return the edit that sets a Keras loss's ``from_logits``, if all its inputs certainly are of one kind."""
    made = call.made
    given = arguments(file.source, made) if made is not None else None
    if made is None or given is None or call.keras is None or not call.keras.takes_logits or call.output is None:
        return NO_FIX
    same = [one for one in loss_calls(file) if one.made is not None and one.made.id == made.id]
    if any(one.output is None or one.output.kind != call.output.kind for one in same):
        return NO_FIX
    told = next((one for one in given if one.name == "from_logits"), None)
    if told is not None and not value and not _are_others_on_logits(file):
        what = "removes from_logits=True, because the file may read the probabilities elsewhere"
        return Fix(tuple(without(file.source, given, [told])), what=what)
    return Fix(keyword(file, made, "from_logits", "True")) if value else NO_FIX


def _are_others_on_logits(file: File) -> bool:
    """Return whether anything other than a loss on probabilities, such as a metric, has ``from_logits=True``."""
    losses = (one for one in loss_calls(file) if one.made is not None and one.reads == "logits")
    wrong = {one.made.id for one in losses if one.made and one.output and one.output.kind in PROBABILITIES}
    return len(_ON_LOGITS.findall(file.source.text)) > len(wrong)


def _served(file: File, call: LossCall, output: Output) -> Fix | None:
    """Return the edits that remove the activation and add a model for serving; None if something reads it."""
    model, compiled = call.prediction, call.compiled
    statement = compiled.parent if compiled is not None else None
    if compiled is None or statement is None or statement.type != "expression_statement" or model.type != "identifier":
        return None
    blank, built = statement_at(file, statement), file.outputs.values(model, call.scope)
    near = output.last and not output.far and call.head is None and len(built) == 1
    if not near or blank is None or _is_read(file, call, output) or not is_free(file, "serving"):
        return None
    if built[0][1].statement is not call.scope.statement or _is_shared(file, built[0][0], output):
        return None
    off, found = taken_off(file, output.node), local_name(file, call.reference, "")
    if not off or found is None:
        return None
    ours, name = found[0].rstrip("."), file.source.of(model).decode("utf-8")
    maker = built[0][0].child_by_field_name("function")
    spelled = file.source.of(maker).decode("utf-8") if maker is not None else ""
    if file.outputs.qualified(maker, built[0][1]) in _known.SEQUENTIAL:
        made = f'{spelled}([{name}, {ours}.Probabilities("{output.kind}")])'
    else:
        made = f'{ours}.with_probabilities({name}, "{output.kind}")'
    end = compiled.end_byte
    serving = Edit(end - 1, end, b")\n%sserving = %s" % (blank, made.encode()))
    what = (
        f"removes the {output.kind} from the model, which then returns logits, and adds a model that returns "
        f"probabilities"
    )
    return Fix((*off, serving), found[1], what)


def _is_shared(file: File, built: Node, output: Output) -> bool:
    """Return whether the last layer may also belong to another model, or its output have another reader."""
    scope = file.outputs.flow.scope_of(built)
    maker = built.child_by_field_name("function")
    if maker is not None and not file.outputs.qualified(maker, scope):
        name = file.source.of(maker).decode("utf-8")
        return len(file.names.by_root.get(name, ())) != 1 or file.may_be_imported(name)
    statement = output.node.parent.parent if output.node.parent is not None else None
    target = statement.child_by_field_name("left") if statement is not None else None
    name = file.source.of(target).decode("utf-8") if target is not None and target.type == "identifier" else ""
    return bool(name) and sum(not use.stored for use in file.names.by_root.get(name, ())) != 1


def _is_read(file: File, call: LossCall, output: Output) -> bool:
    """Return whether something in the file may read the probabilities of a compiled model."""
    for use in uses_of(file, call.prediction, call.scope):
        method = use.parts[1] if len(use.parts) > 1 else ""
        if not use.stored and not (method in _QUIET and use.call is not None):
            return True
    for one in loss_calls(file):
        if one.output is not None and one.output.node.id == output.node.id and one.node.id != call.node.id:
            return True
    metrics = argument(arguments(file.source, call.compiled) or (), {"metrics"}, 2) if call.compiled else None
    return metrics is not None and not (call.family == "softmax" and _by_rank(file, metrics))


def _by_rank(file: File, metrics: Node) -> bool:
    return metrics.type == "list" and all(
        file.source.of(node).decode("utf-8") in _BY_RANK for node in metrics.named_children
    )
