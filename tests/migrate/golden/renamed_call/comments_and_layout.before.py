import tensorflow.compat.v1 as tf

loss = tf.reduce_mean(  # mean over the batch
    tf.nn.softmax_cross_entropy_with_logits(
        # the labels come first
        labels = labels,   # one-hot

        logits=logits ,
        dim = 1,	# tab before this
        name='xent',  # only for the graph
    )
)
other = tf.nn \
    .sigmoid_cross_entropy_with_logits(targets=a, logits=b, name=None)
last = tf.nn.sparse_softmax_cross_entropy_with_logits(_sentinel=None, labels=a, logits=b, name="n")
