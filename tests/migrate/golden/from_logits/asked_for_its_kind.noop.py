import keras


class Trainer:
    def __init__(self):
        self.loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    def activation(self):
        return None if self.loss.from_logits else "softmax"


def make():
    return keras.losses.BinaryCrossentropy(from_logits=True)


assert isinstance(make(), keras.losses.BinaryCrossentropy)
