"""Each era of each row, written out by hand a second time: what its arguments were called, and in which order."""

from __future__ import annotations

import pytest
from support.alone import migrate_source

from tfcompat._symbols import REWRITTEN
from tfcompat.migrate import Options
from tfcompat.migrate.release.signatures import readings
from tfcompat.migrate.syntax.arguments import arguments
from tfcompat.migrate.syntax.source import parse

SOFTMAX = "nn.softmax_cross_entropy_with_logits"
SPARSE = "nn.sparse_softmax_cross_entropy_with_logits"
SIGMOID = "nn.sigmoid_cross_entropy_with_logits"
WEIGHTED = "nn.weighted_cross_entropy_with_logits"
LOSS = "losses.sparse_softmax_cross_entropy"
DENSE = "layers.dense"

_HEAD_OF_DENSE = (
    "inputs units activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer "
    "activity_regularizer"
)
_SOFT, _SIG, _SMOOTH = "softmax_cross_entropy", "sigmoid_cross_entropy", "label_smoothing scope"
_MULTI = f"multi_class_labels logits weights {_SMOOTH} loss_collection"
_FULLY_CONNECTED = (
    "inputs num_outputs activation_fn normalizer_fn normalizer_params weights_initializer weights_regularizer "
    "biases_initializer biases_regularizer reuse variables_collections outputs_collections trainable scope"
)
_LEGACY = (
    "x num_output_units activation_fn weight_init bias_init name weight_collections bias_collections "
    "output_collections trainable weight_regularizer bias_regularizer"
)
# Path, releases, how many arguments a call needs, their order (a star: None is passed, as another word says the same),
# and whether gradients reach the labels.
_FLIPPED = "contrib.nn.deprecated_flipped"
_SEQUENCE = "contrib.seq2seq.sequence_loss"
_SEQUENCES = "logits targets weights average_across_timesteps average_across_batch"
_LAST = "softmax_loss_function name"
ERAS = [
    (SOFTMAX, "0.12", "0.12", 2, "logits labels dim name", False),
    (SOFTMAX, "1.0", "1.13", 3, "_sentinel* labels logits dim name", False),
    (SOFTMAX, "1.14", "1.15", 3, "_sentinel* labels logits dim name axis*", False),
    (SOFTMAX, "2.0", "2.21", 2, "labels logits axis name", True),
    (f"{SOFTMAX}_v2", "1.5", "1.12", 3, "_sentinel* labels logits dim name", True),
    (f"{SOFTMAX}_v2", "1.13", "1.15", 2, "labels logits axis name dim*", True),
    (SPARSE, "0.12", "0.12", 2, "logits labels name", False),
    (SPARSE, "1.0", "1.15", 3, "_sentinel* labels logits name", False),
    (SPARSE, "2.0", "2.21", 2, "labels logits name", False),
    (SIGMOID, "0.12", "0.12", 2, "logits targets name", True),
    (SIGMOID, "1.0", "1.15", 3, "_sentinel* labels logits name", True),
    (SIGMOID, "2.0", "2.21", 2, "labels logits name", True),
    (WEIGHTED, "0.12", "0.12", 3, "logits targets pos_weight name", True),
    (WEIGHTED, "1.0", "1.13", 3, "targets logits pos_weight name", True),
    (WEIGHTED, "1.14", "1.15", 2, "labels logits pos_weight name targets*", True),
    (WEIGHTED, "2.0", "2.21", 3, "labels logits pos_weight name", True),
    (f"losses.{_SOFT}", "1.0", "1.1", 2, f"onehot_labels logits weights {_SMOOTH} loss_collection", False),
    (f"losses.{_SOFT}", "1.2", "1.15", 2, f"onehot_labels logits weights {_SMOOTH} loss_collection reduction", False),
    (LOSS, "1.0", "1.1", 2, "labels logits weights scope loss_collection", False),
    (LOSS, "1.2", "1.15", 2, "labels logits weights scope loss_collection reduction", False),
    (f"losses.{_SIG}", "1.0", "1.1", 2, _MULTI, True),
    (
        f"losses.{_SIG}",
        "1.2",
        "1.15",
        2,
        f"{_MULTI} reduction",
        True,
    ),
    ("losses.compute_weighted_loss", "1.0", "1.1", 1, "losses weights scope loss_collection", False),
    ("losses.compute_weighted_loss", "1.2", "1.15", 1, "losses weights scope loss_collection reduction", False),
    (DENSE, "1.0", "1.3", 2, f"{_HEAD_OF_DENSE} trainable name reuse", False),
    (DENSE, "1.4", "1.15", 2, f"{_HEAD_OF_DENSE} kernel_constraint bias_constraint trainable name reuse", False),
    (
        "layers.Dense",
        "1.4",
        "1.15",
        1,
        f"{_HEAD_OF_DENSE.removeprefix('inputs ')} kernel_constraint bias_constraint trainable name",
        False,
    ),
    *(
        (f"contrib.{path}", "0.12", "1.15", 2, _FULLY_CONNECTED, False)
        for path in ("layers.fully_connected", "layers.linear", "layers.relu")
    ),
    ("contrib.layers.legacy_fully_connected", "0.12", "1.15", 2, _LEGACY, False),
    ("contrib.layers.legacy_linear", "0.12", "1.15", 2, _LEGACY, False),
    ("contrib.slim.fully_connected", "0.12", "1.15", 2, _FULLY_CONNECTED, False),
    ("contrib.slim.linear", "0.12", "1.15", 2, _FULLY_CONNECTED, False),
    (f"contrib.losses.{_SOFT}", "0.12", "0.12", 2, f"logits onehot_labels weights {_SMOOTH} weight*", False),
    (f"contrib.losses.{_SOFT}", "1.0", "1.15", 2, f"logits onehot_labels weights {_SMOOTH}", False),
    (f"contrib.losses.sparse_{_SOFT}", "0.12", "0.12", 2, "logits labels weights scope weight*", False),
    (f"contrib.losses.sparse_{_SOFT}", "1.0", "1.15", 2, "logits labels weights scope", False),
    (f"contrib.losses.{_SIG}", "0.12", "0.12", 2, f"logits multi_class_labels weights {_SMOOTH} weight*", True),
    (f"contrib.losses.{_SIG}", "1.0", "1.15", 2, f"logits multi_class_labels weights {_SMOOTH}", True),
    (f"{_FLIPPED}_softmax_cross_entropy_with_logits", "1.0", "1.15", 2, "logits labels dim name", False),
    (f"{_FLIPPED}_sparse_softmax_cross_entropy_with_logits", "1.0", "1.15", 2, "logits labels name", False),
    (f"{_FLIPPED}_sigmoid_cross_entropy_with_logits", "1.0", "1.15", 2, "logits targets name", True),
    (_SEQUENCE, "1.0", "1.13", 3, f"{_SEQUENCES} {_LAST}", False),
    (_SEQUENCE, "1.14", "1.15", 3, f"{_SEQUENCES} sum_over_timesteps sum_over_batch {_LAST}", False),
]
IDS = [f"{path}-{first}" for path, first, *_ in ERAS]


def as_read(path: str, first: str, values: list[str]) -> dict[str, str] | None:
    source = parse(f"f({', '.join(values)})\n".encode())
    call = source.root.named_children[0].named_children[0]
    found = readings(REWRITTEN[path], arguments(source, call) or [], (REWRITTEN[path].era(first),))
    return {name: argument.text for name, argument in found[0].bound.items()} if found else None


def values(order: str) -> dict[str, str]:
    words = order.split()
    return {word.rstrip("*"): "None" if word.endswith("*") else f"v{n}" for n, word in enumerate(words)}


@pytest.mark.parametrize(("path", "first", "last", "needed", "order", "gradient"), ERAS, ids=IDS)
def test_an_era_reads_positional_arguments_in_its_order(path, first, last, needed, order, gradient):
    expected = values(order)
    given = list(expected.values())
    assert as_read(path, first, given) == expected
    assert as_read(path, first, given[:needed]) == dict(list(expected.items())[:needed])
    assert as_read(path, first, given[: needed - 1]) is None
    assert as_read(path, first, [*given, "more"]) is None


@pytest.mark.parametrize(("path", "first", "last", "needed", "order", "gradient"), ERAS, ids=IDS)
def test_an_era_has_its_releases_and_its_gradient(path, first, last, needed, order, gradient):
    era = REWRITTEN[path].era(first)
    assert (era.first, era.last, era.label_gradient) == (first, last, gradient)


def test_every_era_of_every_row_with_a_new_name_is_written_out_here():
    """The others are held to what was read off the releases, in another test."""
    assert {(path, first) for path, first, *_ in ERAS} >= {
        (path, era.first)
        for path, row in REWRITTEN.items()
        for era in row.eras
        if row.successor and not row.new_name.startswith("tfcompat.legacy.")
    }


LOSS_AFTER = 'SparseSoftmaxCrossEntropy(reduction="{}")(y_true=a, y_pred=b'


@pytest.mark.parametrize(
    ("era", "before", "after"),
    [
        ("tf0.12", f"{SOFTMAX}(a, b, 1, 'n')", "softmax_cross_entropy(logits=a, labels=tf.stop_gradient(b), axis=1)"),
        ("tf1", f"{SOFTMAX}(None, a, b, 1)", "softmax_cross_entropy(labels=tf.stop_gradient(a), logits=b, axis=1)"),
        ("tf2", f"{SOFTMAX}(a, b, 1, 'n')", "softmax_cross_entropy(labels=a, logits=b, axis=1)"),
        ("tf1", f"{SOFTMAX}_v2(None, a, b, 1)", "softmax_cross_entropy(labels=a, logits=b, axis=1)"),
        ("tf1", f"{SOFTMAX}_v2(a, b, 1, 'n')", "softmax_cross_entropy(labels=a, logits=b, axis=1)"),
        ("tf0.12", f"{SPARSE}(a, b, 'n')", "sparse_softmax_cross_entropy(logits=a, labels=b)"),
        ("tf1", f"{SPARSE}(None, a, b, 'n')", "sparse_softmax_cross_entropy(labels=a, logits=b)"),
        ("tf2", f"{SPARSE}(a, b, 'n')", "sparse_softmax_cross_entropy(labels=a, logits=b)"),
        ("tf0.12", f"{SIGMOID}(a, b, 'n')", "sigmoid_cross_entropy(logits=a, labels=b)"),
        ("tf1", f"{SIGMOID}(None, a, b, 'n')", "sigmoid_cross_entropy(labels=a, logits=b)"),
        ("tf2", f"{SIGMOID}(a, b, 'n')", "sigmoid_cross_entropy(labels=a, logits=b)"),
        ("tf0.12", f"{WEIGHTED}(a, b, c)", "sigmoid_cross_entropy(logits=a, labels=b, pos_weight=c)"),
        ("tf1", f"{WEIGHTED}(a, b, c)", "sigmoid_cross_entropy(labels=a, logits=b, pos_weight=c)"),
        ("tf2", f"{WEIGHTED}(a, b, c)", "sigmoid_cross_entropy(labels=a, logits=b, pos_weight=c)"),
        ("tf1", f"{LOSS}(a, b, c, 's')", LOSS_AFTER.format("sum_by_nonzero_weights") + ", sample_weight=c)"),
        (
            "tf1",
            f"{LOSS}(a, b, 1, 's', None, tf.losses.Reduction.SUM)",
            LOSS_AFTER.format("sum") + ", sample_weight=1)",
        ),
        ("tf1", f"{DENSE}(a, 2, None, False)", "legacy.layers.dense(a, 2, None, False)"),
    ],
)
def test_the_option_decides_what_a_positional_call_becomes(era, before, after):
    room = "#" * 120  # no line of the result is longer, so that none is broken
    source = f"import tensorflow as tf\nx = tf.{before}\n{room}\n"
    migration = migrate_source(source.encode(), options=Options(era=era))
    assert migration.after.decode() == f"import tensorflow as tf\nimport tfcompat\nx = tfcompat.{after}\n{room}\n"
