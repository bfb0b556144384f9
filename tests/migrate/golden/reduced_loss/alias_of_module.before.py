import tensorflow as tensorflow_1

tf1 = tensorflow_1.compat.v1
losses = tf1.losses


def total(ids, logits):
    return losses.sparse_softmax_cross_entropy(ids, logits=logits, reduction=losses.Reduction.MEAN)


if __name__ == "__main__":
    main()
