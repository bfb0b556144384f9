"""Every call that a row of the table allows, as source: which parameters are given, and what.

A parameter that a row has and that has no values here fails the tests: they would not know what to execute.
"""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING

from support.alone import migrate_source

from tfcompat._symbols import KERAS_LOSSES, REWRITTEN
from tfcompat.migrate import Options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tfcompat._symbols import Era, Symbol
    from tfcompat.migrate import Finding

_REDUCTIONS = ("NONE", "SUM", "MEAN", "SUM_OVER_BATCH_SIZE", "SUM_OVER_NONZERO_WEIGHTS", "SUM_BY_NONZERO_WEIGHTS")
TENSORS = {
    **dict.fromkeys(("labels", "targets", "onehot_labels", "multi_class_labels", "y_true", "target"), "y"),
    **dict.fromkeys(("logits", "y_pred", "output"), "z"),
}
CONSTANT = "tf.one_hot([0, 1], 5)"
"""Labels that no gradient can reach."""
VALUES: dict[str, tuple[str, ...]] = {
    "weights": ("w", "2.0"),
    "weight": ("w", "2.0"),
    "pos_weight": ("p", "2.0"),
    "label_smoothing": ("0.1", "0", "eps"),
    "axis": ("-1", "0", "1", "k"),
    "dim": ("-1", "0", "1", "k"),
    "reduction": tuple(f"tf.losses.Reduction.{member}" for member in _REDUCTIONS),
    "ignore_class": ("2", "None"),
    "average_across_timesteps": ("True", "False"),
    "average_across_batch": ("True", "False"),
    "sum_over_timesteps": ("False", "True"),
    "sum_over_batch": ("False", "True"),
    "softmax_loss_function": ("None", "f"),
}
NO_NUMBERS = {"name": "'n'", "scope": "'n'", "loss_collection": "None", "_sentinel": "None"}
OF_KERAS = {
    "reduction": ("'sum'", "'none'", "'sum_over_batch_size'", "keras.losses.Reduction.SUM"),
    "dtype": ("'float32'", "None"),
}
HEADS = {
    "tf0.12": "import tensorflow as tf\n",
    "tf1": "import tensorflow.compat.v1 as tf\n",
    "tf2": "import tensorflow.compat.v2 as tf\n",
}


def losses() -> dict[str, Symbol]:
    """The rows whose calls get one of the new names, which is not TensorFlow 1's callable."""
    return {path: row for path, row in REWRITTEN.items() if row.successor and "legacy." not in row.new_name}


def sets(needed: Mapping[str, str], options: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """Arguments: each combination of parameters with their first value, and each other one beside weights."""
    for names in chain.from_iterable(combinations(options, size) for size in range(len(options) + 1)):
        yield {**needed, **{name: options[name][0] for name in names}}
    weights = {name: values[0] for name, values in options.items() if name == "weights"}
    for name, values in options.items():
        yield from ({**needed, **weights, name: value} for value in values[1:])
    yield {**needed, **{name: values[-1] for name, values in options.items()}}


def of_era(row: Symbol, era: Era) -> Iterator[str]:
    """The calls that one signature allows."""
    parameters = era.parameters
    tensors = {name: TENSORS[name] for name in parameters if name in TENSORS}
    if row.path.endswith("weighted_cross_entropy_with_logits"):  # without it, each release raises
        tensors |= {"pos_weight": "p"}
    others = (name for name, default in parameters.items() if default is None and name not in tensors)
    needed = {**tensors, **{name: VALUES[name][0] for name in others}}
    if "targets" in needed and "labels" in needed:  # two names of one parameter
        del needed["targets"]
    options = {name: VALUES[name] for name in parameters if name not in {*needed, *NO_NUMBERS, "targets"}}
    alone = row.successor.only if row.successor else {}  # of these, the new name computes one value
    for given in sets(needed, {name: values for name, values in options.items() if name not in alone}):
        yield written(f"tf.{row.path}", given)
    for name in alone.keys() & options.keys():
        yield from (written(f"tf.{row.path}", {**needed, name: value}) for value in options[name])
    yield written(f"tf.{row.path}", {**needed, **{name: alone[name] for name in alone.keys() & options.keys()}})
    labels = next((name for name, value in needed.items() if value == "y" and row.labels != "ids"), "")
    if labels:
        yield written(f"tf.{row.path}", {**needed, labels: CONSTANT})
    for name in needed.keys() & VALUES.keys():
        yield from (written(f"tf.{row.path}", {**needed, name: value}) for value in VALUES[name][1:])
    silent = {name: text for name, text in NO_NUMBERS.items() if name in parameters}
    yield written(f"tf.{row.path}", {**needed, **silent})


def of_keras(path: str) -> Iterator[str]:
    """The calls with logits that the signatures of one of Keras' losses allow."""
    row = KERAS_LOSSES[path]
    for era in row.eras:
        parameters = era.parameters
        needed = {name: TENSORS[name] for name in parameters if name in TENSORS} | {"from_logits": "True"}
        if row.labels == "ids":  # with an axis of size 1 they would be another matter
            needed |= {name: "y[:, 0]" for name, given in needed.items() if given == "y"}
        known = {**VALUES, **OF_KERAS}
        options = {name: known[name] for name in parameters if name not in {*needed, *NO_NUMBERS}}
        yield from (written(f"keras.{path}", given) for given in sets(needed, options))


def written(name: str, given: Mapping[str, str]) -> str:
    return f"{name}({', '.join(f'{parameter}={value}' for parameter, value in given.items())})"


def findings(path: str) -> list[Finding]:
    """What the migrator says of every call that a row, or a loss of Keras, allows."""
    if path.startswith("keras."):
        return _found("import keras\n", of_keras(path.removeprefix("keras.")), "auto")
    row, found = losses()[path], []
    for era in row.eras:
        head = HEADS[era.generation]
        if era.generation == "tf1" and "tensorflow.compat.v1" not in row.homes:
            head = HEADS["tf0.12"]
        found += _found(head, of_era(row, era), era.generation)
    return found


def _found(head: str, calls: Iterator[str], era: str) -> list[Finding]:
    source = head + "".join(f"v = {call}\n" for call in dict.fromkeys(calls))
    return list(migrate_source(source.encode(), options=Options(era=era)).findings)
