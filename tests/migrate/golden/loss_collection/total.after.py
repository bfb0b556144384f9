import tensorflow as tf
import tfcompat


def train(ids, logits, distances):
    data = tfcompat.legacy.losses.sparse_softmax_cross_entropy(
        ids, logits
    )  # goes into the collection
    tfcompat.legacy.losses.compute_weighted_loss(distances, weights=0.1)
    return data, tfcompat.legacy.losses.get_total_loss(
        add_regularization_losses=False,  # no regularisers here
    )
