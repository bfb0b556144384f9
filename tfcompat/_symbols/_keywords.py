"""Old keywords, and what to write instead: what a call of a new name answers when it is given one of them."""

from __future__ import annotations

OLD_KEYWORDS: dict[str, str] = {
    "onehot_labels": "write labels=",
    "multi_class_labels": "write labels=",
    "targets": "write labels=",
    "target": "write labels=",
    "y_true": "write labels= (a Loss takes y_true)",
    "output": "write logits=",
    "outputs": "write logits=",
    "y_pred": "write logits= (a Loss takes y_pred)",
    "dim": "write axis=",
    "from_logits": "leave it out: softmax or sigmoid in a name says that the input is logits",
    "weights": "multiply the per-example loss, or pass sample_weight= to the Loss of this family",
    "sample_weight": "multiply the per-example loss, or use the Loss of this family",
    "reduction": "reduce the per-example loss yourself, or use the Loss of this family",
    "name": "open a tf.name_scope around the call",
    "scope": "open a tf.name_scope around the call",
    "loss_collection": "add the returned loss where you need it",
    "_sentinel": "leave it out",
}
