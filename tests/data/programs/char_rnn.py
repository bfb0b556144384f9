"""A character-level language model of Python 2, as 2to3 left it."""
import pickle
import os
import tempfile
from io import StringIO
from collections import Counter


import numpy as np
import tensorflow as tf
from tensorflow.contrib import legacy_seq2seq
from tensorflow.python.ops import rnn_cell

TEXT = 'she sells sea shells by the sea shore and the shells she sells are sea shells for sure ' * 8


class Loader:
    def __init__(self, batch_size, seq_length):
        self.batch_size = batch_size
        self.seq_length = seq_length
        counts = Counter(TEXT)
        self.chars = [c for c, _ in sorted(iter(counts.items()), key=lambda c_n: (-c_n[1], c_n[0]))]
        self.vocab = dict(zip(self.chars, range(len(self.chars))))
        self.vocab_size = len(self.chars)
        data = np.array(list(map(self.vocab.get, TEXT)))
        self.num_batches = data.size / (batch_size * seq_length)
        data = data[:int(self.num_batches) * batch_size * seq_length]
        shifted = np.append(data[1:], data[0])
        self.x_batches = np.split(data.reshape(batch_size, -1), int(self.num_batches), 1)
        self.y_batches = np.split(shifted.reshape(batch_size, -1), int(self.num_batches), 1)
        self.pointer = 0

    def next_batch(self):
        x, y = self.x_batches[self.pointer], self.y_batches[self.pointer]
        self.pointer += 1
        return x, y


class Model(object):
    def __init__(self, args, infer=False):
        if infer:
            args = dict(args, batch_size=1, seq_length=1)
        self.args = args
        size, layers = args['rnn_size'], args['num_layers']

        def one_layer(n):
            cell = rnn_cell.BasicLSTMCell(size, state_is_tuple=True)
            if not infer and args['keep_prob'] < 1:
                cell = rnn_cell.DropoutWrapper(cell, output_keep_prob=args['keep_prob'], seed=20 + n)
            return cell

        self.cell = cell = rnn_cell.MultiRNNCell([one_layer(n) for n in range(layers)], state_is_tuple=True)
        self.input_data = tf.placeholder(tf.int32, [args['batch_size'], args['seq_length']])
        self.targets = tf.placeholder(tf.int32, [args['batch_size'], args['seq_length']])
        self.initial_state = cell.zero_state(args['batch_size'], tf.float32)

        with tf.variable_scope('rnnlm', initializer=tf.random_uniform_initializer(-.25, .25, seed=9)):
            softmax_w = tf.get_variable('softmax_w', [size, args['vocab_size']])
            softmax_b = tf.get_variable('softmax_b', [args['vocab_size']], initializer=tf.constant_initializer(0))
            with tf.device('/cpu:0'):
                embedding = tf.get_variable('embedding', [args['vocab_size'], size])
                inputs = tf.split(tf.nn.embedding_lookup(embedding, self.input_data), args['seq_length'], 1)
                inputs = [tf.squeeze(input_, [1]) for input_ in inputs]

        def loop(prev, _):
            prev = tf.matmul(prev, softmax_w) + softmax_b
            return tf.nn.embedding_lookup(embedding, tf.stop_gradient(tf.argmax(prev, 1)))

        with tf.variable_scope('rnnlm', initializer=tf.random_uniform_initializer(-.25, .25, seed=10)):
            outputs, last_state = legacy_seq2seq.rnn_decoder(
                inputs, self.initial_state, cell, loop_function=loop if infer else None, scope='rnnlm')
        output = tf.reshape(tf.concat(outputs, 1), [-1, size])
        self.logits = tf.matmul(output, softmax_w) + softmax_b
        self.probs = tf.nn.softmax(self.logits)
        loss = legacy_seq2seq.sequence_loss_by_example(
            [self.logits], [tf.reshape(self.targets, [-1])],
            [tf.ones([args['batch_size'] * args['seq_length']])], args['vocab_size'])
        self.cost = tf.reduce_sum(loss) / args['batch_size'] / args['seq_length']
        self.final_state = last_state
        if infer:
            return
        self.lr = tf.Variable(0.0, trainable=False)
        tvars = tf.trainable_variables()
        grads, self.norm = tf.clip_by_global_norm(tf.gradients(self.cost, tvars), args['grad_clip'])
        self.train_op = tf.train.AdamOptimizer(self.lr).apply_gradients(list(zip(grads, tvars)))

    def sample(self, sess, chars, vocab, num=12, prime='sh'):
        state = sess.run(self.cell.zero_state(1, tf.float32))
        for char in prime[:-1]:
            state, = sess.run([self.final_state], {self.input_data: [[vocab[char]]], self.initial_state: state})
        ret, char, sure = StringIO(), prime[-1], []
        ret.write(prime)
        for _ in range(num):
            feed = {self.input_data: [[vocab[char]]], self.initial_state: state}
            probs, state = sess.run([self.probs, self.final_state], feed)
            char = chars[int(np.argmax(probs[0]))]
            sure.append(probs[0].max())
            ret.write(char)
        return ret.getvalue(), sum(sure) / len(sure)


def train(save_dir):
    loader = Loader(6, 8)
    args = {'rnn_size': 16, 'num_layers': 2, 'keep_prob': .9, 'grad_clip': 5., 'batch_size': 6, 'seq_length': 8,
            'vocab_size': loader.vocab_size}
    with open(os.path.join(save_dir, 'chars_vocab.pkl'), 'wb') as f:
        pickle.dump((args, loader.chars, loader.vocab), f)
    model = Model(args)
    with tf.Session() as sess:
        tf.initialize_all_variables().run()
        saver = tf.train.Saver(tf.all_variables())
        step = 0
        for epoch in range(2):
            sess.run(tf.assign(model.lr, 0.02 * 0.97 ** epoch))
            state = sess.run(model.initial_state)
            loader.pointer = 0
            for b in range(int(loader.num_batches)):
                x, y = loader.next_batch()
                feed = {model.input_data: x, model.targets: y}
                for (c, h), given in zip(model.initial_state, state):
                    feed[c], feed[h] = given.c, given.h
                cost, norm, state, _ = sess.run([model.cost, model.norm, model.final_state, model.train_op], feed)
                print("step %d loss %.7g %.7g" % (step, cost, norm))
                step += 1
        path = saver.save(sess, os.path.join(save_dir, 'model.ckpt'), global_step=step)
        print(os.path.basename(path), file=sess_log)
    return step


def sample(save_dir):
    with open(os.path.join(save_dir, 'chars_vocab.pkl'), 'rb') as f:
        args, chars, vocab = pickle.load(f)
    tf.reset_default_graph()
    model = Model(args, infer=True)
    with tf.Session() as sess:
        saver = tf.train.Saver(tf.trainable_variables())
        ckpt = tf.train.get_checkpoint_state(save_dir)
        if not ckpt or not ckpt.model_checkpoint_path:
            raise IOError('no checkpoint')
        saver.restore(sess, ckpt.model_checkpoint_path)
        text, sure = model.sample(sess, chars, vocab)
        print(repr(text.encode('utf-8').decode('utf-8')).lstrip('u'))
        print('step sample loss %.7g' % sure)


if __name__ == '__main__':
    sess_log = StringIO()
    try:
        folder = tempfile.mkdtemp()
        print(train(folder), 'steps', sess_log.getvalue().strip())
        sample(folder)
    except IOError as error:
        print('failed:', error)
