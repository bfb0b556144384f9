"""What the layers of TensorFlow 1.15 call their variables and ops, and a checkpoint that it wrote.

Run under TensorFlow 1.15.5 (Python 3.7) in this folder: ``python record.py``. It writes ``tf115.json`` and
``model.*``. The scenarios are run again by the tests, on the shims.
"""

import json
from pathlib import Path

VALUES = {1: [0.5, -0.25], 2: [[-0.25, 0.0], [0.25, 0.5], [0.75, 1.0]]}  # of each variable, by its rank
X = [[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]


def l2(weights):
    """A regulariser that a person would write."""
    import tensorflow

    return 0.5 * tensorflow.reduce_sum(weights * weights)


def dense_counts_names(tf, x):
    return [tf.layers.dense(x, 2), tf.layers.dense(x, 2), tf.layers.dense(x, 2, use_bias=False)]


def dense_in_scopes(tf, x):
    with tf.variable_scope("tower"):
        a = tf.layers.dense(x, 2)
        b = tf.layers.dense(x, 2, name="logits")
    with tf.variable_scope("tower", reuse=True):
        c = tf.layers.dense(x, 2, name="logits")
    return [a, b, c, tf.layers.dense(x, 2, name="tower/logits", reuse=True)]


def dense_takes_the_scopes_defaults(tf, x):
    with tf.variable_scope("s", initializer=tf.constant_initializer(3.0), regularizer=l2):
        return [tf.layers.dense(x, 2), tf.layers.dense(x, 2, kernel_regularizer=l2)]


def dense_regularises(tf, x):
    a = tf.layers.dense(x, 2, name="a", kernel_regularizer=l2, bias_regularizer=l2, activity_regularizer=l2)
    return [a, tf.layers.dense(x, 2, name="a", reuse=True, kernel_regularizer=l2)]


def dense_auto_reuse(tf, x):
    return [tf.layers.dense(x, 2, name="d", reuse=tf.AUTO_REUSE, kernel_regularizer=l2) for _ in range(2)]


def dense_not_trainable(tf, x):
    return [tf.layers.dense(x, 2, trainable=False)]


def dense_exists_already(tf, x):
    return [tf.layers.dense(x, 2, name="d"), tf.layers.dense(x, 2, name="d")]


def dense_reuses_nothing(tf, x):
    return [tf.layers.dense(x, 2, name="d", reuse=True)]


def layer_called_twice(tf, x):
    layer = tf.layers.Dense(2, activation=tf.nn.relu, kernel_regularizer=l2)
    return [layer(x), layer.apply(x), tf.layers.Dense(2)(x)]


def layers_of_one_name(tf, x):
    first = tf.layers.Dense(2, name="d")
    second = tf.layers.Dense(2, name="d", _reuse=True)
    return [first(x), second(x)]


def layer_in_a_scope(tf, x):
    layer = tf.layers.Dense(2, name="out")
    with tf.variable_scope("net"):
        y = layer(x)
    with tf.variable_scope("other"):
        return [y, layer(x)]


def layer_with_a_scope(tf, x):
    return [tf.layers.Dense(2, _scope="here")(x), tf.layers.Dense(2)(x, scope="there")]


def fully_connected_is_relu(tf, x):
    fc = tf.contrib.layers.fully_connected
    return [
        fc(x, 2),
        fc(x, 2, activation_fn=None),
        tf.contrib.layers.linear(x, 2),
        tf.contrib.slim.fully_connected(x, 2),
    ]


def fully_connected_reuses(tf, x):
    fc = tf.contrib.layers.fully_connected
    with tf.variable_scope("net"):
        a = fc(x, 2, scope="fc", weights_regularizer=l2, biases_regularizer=l2)
    with tf.variable_scope("net", reuse=True):
        return [a, fc(x, 2, scope="fc", weights_regularizer=l2)]


def fully_connected_reuses_by_itself(tf, x):
    fc = tf.contrib.layers.fully_connected
    return [fc(x, 2, scope="fc"), fc(x, 2, scope="fc", reuse=True), fc(x, 2, scope="fc2", reuse=tf.AUTO_REUSE)]


def fully_connected_collects(tf, x):
    fc = tf.contrib.layers.fully_connected
    return [
        fc(x, 2, variables_collections=["all"], outputs_collections="ends"),
        fc(
            x, 2, variables_collections={"weights": ["w"], "biases": ["b", "all"]}, outputs_collections=["ends", "more"]
        ),
    ]


def fully_connected_normalises(tf, x):
    def scaled(y, by=1.0):
        return y * tf.get_variable("gain", [2], initializer=tf.ones_initializer()) * by

    fc = tf.contrib.layers.fully_connected
    return [fc(x, 2, normalizer_fn=scaled, normalizer_params={"by": 2.0}), fc(x, 2, biases_initializer=None)]


def fully_connected_not_trainable(tf, x):
    return [tf.contrib.layers.fully_connected(x, 2, trainable=False)]


def fully_connected_exists_already(tf, x):
    fc = tf.contrib.layers.fully_connected
    return [fc(x, 2, scope="fc"), fc(x, 2, scope="fc")]


def legacy_collects(tf, x):
    legacy = tf.contrib.layers.legacy_fully_connected
    return [
        legacy(x, 2, activation_fn=tf.nn.relu, weight_regularizer=l2, bias_regularizer=l2),
        legacy(x, 2, name="n", weight_collections=["w"], bias_collections=None, output_collections=["ends"]),
        tf.contrib.layers.legacy_linear(x, 2, bias_init=None),
    ]


def legacy_of_three_axes(tf, x):
    return [tf.contrib.layers.legacy_fully_connected(tf.reshape(x, [1, 2, 3]), 2)]


SCENARIOS = [
    value for value in list(vars().values()) if getattr(value, "__module__", "") == __name__ and value is not l2
]
COLLECTIONS = (
    "variables",
    "trainable_variables",
    "model_variables",
    "regularization_losses",
    "weights",
    "biases",
    "activations",
    "all",
    "w",
    "b",
    "ends",
    "more",
)


def observe(tf, scenario):
    """Names, collections and values of a scenario in a new graph, the variables holding VALUES."""
    with tf.Graph().as_default(), tf.Session() as session:
        try:
            outputs = scenario(tf, tf.constant(X))
        except ValueError as error:
            return {"error": type(error).__name__, "names": sorted(v.op.name for v in tf.global_variables())}
        session.run(tf.global_variables_initializer())
        starts = {v.op.name: session.run(v).tolist() for v in tf.global_variables() if v.op.name.startswith("s/")}
        for variable in tf.global_variables():
            variable.load(VALUES[len(variable.shape)], session)
        collections = {}
        for name in COLLECTIONS:
            found = tf.get_collection(name)
            if found:
                collections[name] = [item.op.name for item in found]
        penalties = [float(value) for value in session.run(tf.get_collection("regularization_losses"))]
        return {
            "outputs": [output.op.name for output in outputs],
            "shapes": [output.shape.as_list() for output in outputs],
            "values": [value.tolist() for value in session.run(outputs)],
            "starts": starts,
            "collections": collections,
            "penalties": penalties,
        }


def net(tf, x):
    """The network of the checkpoint: each kind of layer once."""
    with tf.variable_scope("net"):
        a = tf.layers.dense(x, 4, activation=tf.nn.relu)
        b = tf.layers.dense(a, 4, activation=tf.tanh, name="named")
        c = tf.layers.Dense(3, name="layer")(b)
    d = tf.contrib.layers.fully_connected(c, 3)
    e = tf.contrib.slim.fully_connected(d, 3, scope="slim")
    f = tf.contrib.layers.linear(e, 3, scope="linear")
    return tf.contrib.layers.legacy_fully_connected(f, 2)


if __name__ == "__main__":
    import tensorflow

    record = {scenario.__name__: observe(tensorflow, scenario) for scenario in SCENARIOS}
    with tensorflow.Graph().as_default(), tensorflow.Session() as session:
        tensorflow.set_random_seed(7)
        outputs = net(tensorflow, tensorflow.constant(X))
        session.run(tensorflow.global_variables_initializer())
        for bias in (v for v in tensorflow.global_variables() if "bias" in v.op.name):
            bias.load([0.25 * (i + 1) for i in range(bias.shape[0].value)], session)
        tensorflow.train.Saver().save(session, "./model", write_meta_graph=False, write_state=False)
        checkpoint = {
            "outputs": session.run(outputs).tolist(),
            "variables": {v.op.name: v.shape.as_list() for v in tensorflow.global_variables()},
        }
    found = {"tensorflow": tensorflow.__version__, "scenarios": record, "checkpoint": checkpoint}
    Path("tf115.json").write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
