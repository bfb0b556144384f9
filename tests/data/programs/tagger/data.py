import numpy as np


def batches(size, count):
    rng = np.random.RandomState(5)
    x = rng.normal(size=(size * count, 9)).astype(np.float32)
    y = (x.dot(rng.normal(size=(9, 4))) > 0.3).astype(np.float32)
    return [(x[i * size:(i + 1) * size], y[i * size:(i + 1) * size]) for i in range(count)]
