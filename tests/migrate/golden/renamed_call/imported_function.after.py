"""Docstring."""

import numpy as np
from tensorflow.compat.v1.nn import relu
import tfcompat

loss = tfcompat.sparse_softmax_cross_entropy(
    labels=ids, logits=relu(z)
) + tfcompat.sigmoid_cross_entropy(labels=y, logits=z, pos_weight=np.e)

if __name__ == "__main__":
    main()
