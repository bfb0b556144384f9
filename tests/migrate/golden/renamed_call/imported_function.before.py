"""Docstring."""

import numpy as np
from tensorflow.compat.v1.nn import sparse_softmax_cross_entropy_with_logits as xent, relu
from tensorflow.nn import weighted_cross_entropy_with_logits  # pylint: disable=no-name-in-module

loss = xent(labels=ids, logits=relu(z)) + weighted_cross_entropy_with_logits(labels=y, logits=z, pos_weight=np.e)

if __name__ == "__main__":
    main()
