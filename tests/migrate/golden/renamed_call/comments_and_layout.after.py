import tensorflow.compat.v1 as tf
import tfcompat

loss = tf.reduce_mean(  # mean over the batch
    tfcompat.softmax_cross_entropy(
        # the labels come first
        labels = tf.stop_gradient(labels),   # one-hot

        logits=logits ,
        axis = 1,	# tab before this
        # only for the graph
    )
)
other = tfcompat.sigmoid_cross_entropy(labels=a, logits=b)
last = tfcompat.sparse_softmax_cross_entropy(labels=a, logits=b)
