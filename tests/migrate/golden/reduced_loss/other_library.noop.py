from mine import losses

a = losses.sparse_softmax_cross_entropy(labels, logits)
