import tensorflow as tf


def train(ids, logits, distances):
    data = tf.losses.sparse_softmax_cross_entropy(ids, logits)  # goes into the collection
    tf.losses.compute_weighted_loss(distances, weights=0.1)
    return data, tf.losses.get_total_loss(
        add_regularization_losses=False,  # no regularisers here
    )
