"""Records what TensorFlow 1.15.5 computes for names that ``tf115.json`` has no call of. Runs under Python 3.7.

In this folder:

python3.7 -m venv tf115 && tf115/bin/pip install tensorflow==1.15.5 'protobuf<3.21' 'numpy<1.19'
tf115/bin/python record.py tf115.json
"""

import json
import pathlib
import sys

import numpy as np

RANDOM = np.random.RandomState(7)


def normal(*shape):
    return RANDOM.normal(size=shape).astype("float32")


def uniform(*shape):
    return RANDOM.uniform(0.05, 0.95, size=shape).astype("float32")


def ids(below, *shape):
    return RANDOM.randint(0, below, size=shape).astype("int32")


def half_off(*shape):
    return RANDOM.randint(0, 2, size=shape).astype("float32") * uniform(*shape)


ZEROS = np.zeros((4, 3), "float32")
SEQUENCES = {"logits": normal(4, 3, 5), "targets": ids(5, 4, 3)}
HOT = np.eye(5, dtype="float32")[[0, 4, 2, 2]]
PROBABILITIES = {"predictions": uniform(4, 5), "labels": HOT}
PAIRS = {"embeddings_anchor": normal(4, 3), "embeddings_positive": normal(4, 3)}
SETS = [[1, 0, 1], [0, 1, 1], [1, 1, 0], [0, 0, 1]]
CALLS = [
    ("contrib.seq2seq.sequence_loss", "ones", dict(SEQUENCES, weights=ZEROS + 1), ""),
    ("contrib.seq2seq.sequence_loss", "mask", dict(SEQUENCES, weights=half_off(4, 3)), ""),
    ("contrib.seq2seq.sequence_loss", "all-zero", dict(SEQUENCES, weights=ZEROS), ""),
    (
        "contrib.seq2seq.sequence_loss",
        "f64",
        dict(SEQUENCES, logits=normal(4, 3, 5).astype("float64"), weights=half_off(4, 3).astype("float64")),
        "",
    ),
    (
        "contrib.seq2seq.sequence_loss",
        "named",
        dict(SEQUENCES, weights=uniform(4, 3), average_across_batch=True, name="n"),
        "",
    ),
    (
        "contrib.nn.deprecated_flipped_sigmoid_cross_entropy_with_logits",
        "f32",
        {"logits": normal(4, 5), "targets": uniform(4, 5)},
        "",
    ),
    (
        "contrib.nn.deprecated_flipped_softmax_cross_entropy_with_logits",
        "dim0",
        {"logits": normal(4, 5), "labels": uniform(4, 5) / 4, "dim": 0},
        "",
    ),
    ("contrib.losses.log_loss", "default", dict(PROBABILITIES), ""),
    ("contrib.losses.log_loss", "rows", dict(PROBABILITIES, weights=half_off(4)), ""),
    ("contrib.losses.log_loss", "elements", dict(PROBABILITIES, weights=half_off(4, 5), epsilon=1e-3), ""),
    ("contrib.losses.log_loss", "f64", {name: value.astype("float64") for name, value in PROBABILITIES.items()}, ""),
    ("contrib.losses.compute_weighted_loss", "default", {"losses": uniform(4, 5)}, ""),
    ("contrib.losses.compute_weighted_loss", "rows", {"losses": uniform(4, 5), "weights": half_off(4)}, ""),
    ("contrib.losses.compute_weighted_loss", "column", {"losses": uniform(4, 5), "weights": half_off(4, 1)}, ""),
    ("contrib.losses.compute_weighted_loss", "one", {"losses": uniform(4), "weights": uniform(1)}, ""),
    ("contrib.losses.compute_weighted_loss", "zero", {"losses": uniform(4, 5), "weights": 0.0}, ""),
    ("contrib.losses.compute_weighted_loss", "f16", {"losses": uniform(4, 5).astype("float16"), "weights": 2.0}, ""),
    ("contrib.losses.metric_learning.npairs_loss", "f32", dict(PAIRS, labels=np.array([0, 1, 0, 2], "int32")), ""),
    ("contrib.losses.metric_learning.npairs_loss", "free", dict(PAIRS, labels=ids(9, 4), reg_lambda=0.5), ""),
    (
        "contrib.losses.metric_learning.npairs_loss_multilabel",
        "f32",
        dict(PAIRS),
        "sparse_labels are " + json.dumps(SETS),
    ),
    ("nn.xw_plus_b", "f32", {"x": normal(4, 3), "weights": normal(3, 5), "biases": normal(5)}, ""),
    ("nn.softmax", "dim", {"logits": normal(4, 5), "dim": 0}, ""),
    ("nn.log_softmax", "dim", {"logits": normal(4, 5), "dim": 0}, ""),
]


def array(value):
    value = np.asarray(value)
    return {"dtype": value.dtype.name, "shape": list(value.shape), "values": value.ravel().tolist()}


def record(tf, path, name, args, note):
    graph = tf.Graph()
    with graph.as_default(), tf.Session() as session:
        tensors = {k: tf.placeholder(v.dtype, v.shape) for k, v in args.items() if isinstance(v, np.ndarray)}
        given = dict(args, **tensors)
        if note:
            given["sparse_labels"] = [tf.contrib.layers.dense_to_sparse(row) for row in SETS]
        function = tf
        for part in path.split("."):
            function = getattr(function, part)
        value = function(**given)
        cotangent = normal(*value.shape.as_list()).astype(value.dtype.as_numpy_dtype)
        floating = sorted(k for k, t in tensors.items() if t.dtype.is_floating)
        slopes = tf.gradients(value, [tensors[k] for k in floating], cotangent)
        feed = {tensors[k]: args[k] for k in tensors}
        kept = dict(args, **{k: array(args[k]) for k in tensors})
        return {
            "id": "more/" + path + "/" + name,
            "symbol": "tf." + path,
            "args": kept,
            "note": note,
            "value": array(session.run(value, feed)),
            "cot": array(cotangent),
            "grads": {k: None if s is None else array(session.run(s, feed)) for k, s in zip(floating, slopes)},
            "collections": {"losses": [t.op.name for t in graph.get_collection("losses")]},
            "op_name": value.op.name,
        }


def main():
    import tensorflow as tf

    cases = [record(tf, *call) for call in CALLS]
    with pathlib.Path(sys.argv[1]).open("w") as file:
        file.write('{"tensorflow": "' + tf.__version__ + '", "cases": [\n')
        file.write(",\n".join(json.dumps(case, sort_keys=True) for case in cases) + "\n]}\n")


if __name__ == "__main__":
    main()
