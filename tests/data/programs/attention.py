"""Sequence to sequence by hand: a GRU of plain matrices, attention over its states, padded targets."""
from __future__ import division, print_function

import numpy as np
import tensorflow as tf
from tensorflow import placeholder, variable_scope
from tensorflow.contrib.framework import get_or_create_global_step

VOCABULARY, UNITS, STEPS_IN, STEPS_OUT = 11, 10, 6, 5


def weight(name, shape, seed):
    return tf.get_variable(name, shape, initializer=tf.random_uniform_initializer(-0.4, 0.4, seed=seed))


def gru(x, state, seed):
    both = tf.concat([x, state], 1)
    gates = tf.sigmoid(tf.matmul(both, weight("gates", [2 * UNITS, 2 * UNITS], seed)))
    reset, update = tf.split(gates, 2, 1)
    candidate = tf.tanh(tf.matmul(tf.concat([x, reset * state], 1), weight("candidate", [2 * UNITS, UNITS], seed + 1)))
    return update * state + (1 - update) * candidate


def encode(source):
    table = weight("table", [VOCABULARY, UNITS], 1)
    state, states = tf.zeros([tf.shape(source)[0], UNITS]), []
    with variable_scope("encoder") as scope:
        for step in range(STEPS_IN):
            if step:
                scope.reuse_variables()
            state = gru(tf.nn.embedding_lookup(table, source[:, step]), state, 2)
            states.append(state)
    return table, state, tf.stack(states, 1)


def decode(table, state, memory, target):
    logits = []
    start = tf.zeros_like(target[:, :1])
    inputs = tf.concat([start, target[:, :-1]], 1)
    with variable_scope("decoder") as scope:
        for step in range(STEPS_OUT):
            if step:
                scope.reuse_variables()
            scores = tf.reduce_sum(memory * tf.expand_dims(tf.matmul(state, weight("query", [UNITS, UNITS], 6)), 1), 2)
            context = tf.reduce_sum(tf.expand_dims(tf.nn.softmax(scores), 2) * memory, 1)
            state = gru(tf.nn.embedding_lookup(table, inputs[:, step]) + context, state, 8)
            logits.append(tf.nn.xw_plus_b(state, weight("out", [UNITS, VOCABULARY], 10), tf.zeros([VOCABULARY])))
    return tf.stack(logits, 1)


def main():
    rng = np.random.RandomState(1)
    sources = rng.randint(1, VOCABULARY, [160, STEPS_IN])
    targets = sources[:, ::-1][:, :STEPS_OUT].copy()
    targets[rng.rand(*targets.shape) < 0.2] = 0
    source, target = placeholder(tf.int32, [None, STEPS_IN]), placeholder(tf.int32, [None, STEPS_OUT])
    logits = decode(*(encode(source) + (target,)))
    mask = tf.to_float(tf.not_equal(target, 0))
    loss = tf.contrib.seq2seq.sequence_loss(logits, target, mask)
    step = get_or_create_global_step()
    variables = tf.trainable_variables()
    gradients, norm = tf.clip_by_global_norm(tf.gradients(loss, variables), 1.0)
    train = tf.train.AdamOptimizer(0.02).apply_gradients(zip(gradients, variables), global_step=step)
    hits = tf.reduce_sum(mask * tf.cast(tf.equal(tf.argmax(logits, 2, output_type=tf.int32), target), tf.float32))
    session = tf.Session(config=tf.ConfigProto(allow_soft_placement=True))
    session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    for number in range(15):
        rows = slice(number * 32 % 160, number * 32 % 160 + 32)
        feed = {source: sources[rows], target: targets[rows]}
        value, size, _ = session.run([loss, norm, train], feed)
        print("step %d loss %.7g %.7g" % (number, value, size))
    print("step hits loss %.7g" % session.run(hits, {source: sources, target: targets}))
    print("global step", session.run(tf.train.get_global_step()))
    print("\n".join(sorted(v.op.name for v in variables)))


if __name__ == "__main__":
    main()
