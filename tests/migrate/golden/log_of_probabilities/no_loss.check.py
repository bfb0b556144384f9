"""Logarithms of probabilities that are no loss on labels: samples, entropies, divergences, and what policies gain."""
import keras
import tensorflow as tf

logits = tf.layers.dense(x, 10)
p = tf.nn.softmax(logits)
action = tf.random.categorical(tf.math.log(p), 1)
action = tf.multinomial(tf.log(p + 1e-8), num_samples=1)
drawn = tf.argmax(tf.math.log(p) + gumbel, axis=-1)
logprob = tf.log(p)
word = tf.multinomial(logprob, 1)

entropy = -tf.reduce_sum(p * tf.math.log(p), axis=-1)
loss = -0.01 * tf.reduce_mean(tf.reduce_sum(p * tf.math.log(p + 1e-10), axis=1))
gate = tf.sigmoid(logits)
uncertainty = -(gate * tf.math.log(gate) + (1 - gate) * tf.math.log(1 - gate))
loss = tf.reduce_mean(tf.reduce_sum(tf.math.multiply(p, tf.math.log(p)), 1))

teacher = tf.nn.softmax(z)
kl = tf.reduce_sum(teacher * (tf.math.log(teacher) - tf.math.log(p)), axis=-1)
loss = tf.reduce_mean(tf.math.log(teacher) - tf.math.log(p))
loss = -tf.reduce_sum(teacher * keras.ops.log(p))

log_prob = tf.log(p[0, chosen])
gain = tf.reduce_mean(log_prob * td_error)
loss = -tf.reduce_mean(tf.math.log(p[0, chosen]) * advantage)
loss = -tf.reduce_sum(tf.log(p) * tf.one_hot(actions, 4) * discounted_rewards)
neg_log_prob = tf.reduce_sum(-tf.log(p) * tf.one_hot(actions, 4), axis=1)
loss = tf.reduce_mean(neg_log_prob * gains)
log_policy = tf.log(p + 1e-6)
log_taken = tf.reduce_sum(log_policy * tf.one_hot(actions, 4), 1)
policy_loss = tf.reduce_sum(log_taken * advantage)


class Policy:
    def __init__(self):
        self.probabilities = tf.layers.dense(x, 4, activation=tf.nn.softmax)
        self.loss = tf.log(self.probabilities[0, self.action]) * self.advantage


reward = tf.log(tf.clip_by_value(gate, 1e-10, 1))
scale = tf.nn.sigmoid(x + 2.0)
log_det = tf.reduce_sum(tf.log(scale), axis=[1, 2, 3])
predicted_log_probabilities = tf.log(p, name="predicted")
expected = -tf.math.log(tf.math.sigmoid(3.0))
objective = tf.reduce_sum(tf.log(scale), axis=[1, 2, 3])
picked_action_prob = tf.squeeze(p)
loss = -tf.log(picked_action_prob) * target
