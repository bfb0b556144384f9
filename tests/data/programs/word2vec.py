"""Skip-gram with noise-contrastive estimation, as a script without a main."""
import collections

import numpy as np
import tensorflow as tf

text = ("the quick brown fox jumps over the lazy dog and the slow brown cat sleeps below the old red chair " * 12).split()
counts = collections.Counter(text)
vocabulary = sorted(counts, key=lambda word: (-counts[word], word))
ids = [vocabulary.index(word) for word in text]
pairs = [(ids[i], ids[j]) for i in range(len(ids)) for j in (i - 1, i + 1) if 0 <= j < len(ids)]
V, D, SAMPLED, BATCH = len(vocabulary), 8, 6, 24

inputs = tf.placeholder(tf.int32, shape=[BATCH])
labels = tf.placeholder(tf.int32, shape=[BATCH, 1])
embeddings = tf.Variable(tf.random_uniform([V, D], -1.0, 1.0, seed=1))
embed = tf.nn.embedding_lookup(embeddings, inputs)
weights = tf.Variable(tf.truncated_normal([V, D], stddev=0.3, seed=2))
biases = tf.Variable(tf.zeros([V]))
negative = tf.nn.fixed_unigram_candidate_sampler(
    true_classes=tf.cast(labels, tf.int64), num_true=1, num_sampled=SAMPLED, unique=True, range_max=V,
    unigrams=[counts[word] for word in vocabulary], seed=5)
loss = tf.reduce_mean(
    tf.nn.nce_loss(weights=weights, biases=biases, labels=tf.cast(labels, tf.int64), inputs=embed,
                   num_sampled=SAMPLED, num_classes=V, sampled_values=negative))
optimizer = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
norm = tf.sqrt(tf.reduce_sum(tf.square(embeddings), 1, keep_dims=True))
similarity = tf.matmul(embeddings / norm, embeddings / norm, transpose_b=True)

sess = tf.InteractiveSession()
tf.global_variables_initializer().run()
for step in range(25):
    at = step * BATCH % (len(pairs) - BATCH)
    batch = np.array(pairs[at:at + BATCH])
    _, value = sess.run([optimizer, loss], feed_dict={inputs: batch[:, 0], labels: batch[:, 1:]})
    print("step %d loss %.7g" % (step, value))
print("step similarity loss %.7g" % np.abs(similarity.eval()).mean())
sess.close()
