"""Whether a migration let labels and logits change places, told by Python's own parser from before and after."""

from __future__ import annotations

import ast
from collections import Counter

_LABELS = ("labels", "targets", "onehot_labels", "multi_class_labels", "y_true")
_LOGITS = ("logits", "predictions", "y_pred")
_OLD = "cross_entropy"
_CLASSES = {"SoftmaxCrossEntropy", "SparseSoftmaxCrossEntropy", "SigmoidCrossEntropy"}


def swapped(before: bytes, after: bytes) -> bool:
    """Whether a call that named its labels and logits, or that new names call, has them the other way round.

    What each call gives as labels and as logits is compared as text. A pair that is new and whose reverse was there is
    a swap; files that this Python cannot parse count as none.
    """
    try:
        old, new = _pairs(ast.parse(before)), _pairs(ast.parse(after))
    except (SyntaxError, ValueError, RecursionError):
        return False
    gone, come = old - new, new - old
    return any((logits, labels) in gone for labels, logits in come if labels != logits)


def _pairs(tree: ast.AST) -> Counter[tuple[str, str]]:
    """The labels and logits of every call of a cross-entropy."""
    found: Counter[tuple[str, str]] = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = _name(node.func)
            if _OLD in name or name in _CLASSES:
                given = _given(node)
                if given["labels"] and given["logits"]:
                    found[given["labels"], given["logits"]] += 1
    return found


def _name(callee: ast.expr) -> str:
    """The last word of what is called; of a Loss that is built and called, the word of its class."""
    if isinstance(callee, ast.Call):
        callee = callee.func
    return ast.unparse(callee).rpartition(".")[2]


def _given(call: ast.Call) -> dict[str, str]:
    """What a call gives as labels and logits; by position only where one release alone can be meant."""
    by_name = {keyword.arg: keyword.value for keyword in call.keywords}
    labels = next((by_name[word] for word in _LABELS if word in by_name), None)
    logits = next((by_name[word] for word in _LOGITS if word in by_name), None)
    path = ast.unparse(call.func)
    if len(call.args) > 1 and labels is None and logits is None and not isinstance(call.func, ast.Call):
        if "contrib.losses." in path or "slim.losses." in path:
            logits, labels = call.args[:2]
        elif "losses." in path:
            labels, logits = call.args[:2]
    return {"labels": _text(labels), "logits": _text(logits)}


def _text(node: ast.expr | None) -> str:
    """An argument as text, without the stop_gradient around it that keeps gradients out."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("stop_gradient") and node.args:
        return _text(node.args[0])
    return ast.unparse(node) if node is not None else ""
