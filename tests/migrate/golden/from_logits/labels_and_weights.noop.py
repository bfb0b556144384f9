import keras


def masked(y_true, y_pred):
    return keras.losses.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)


loss_fn = keras.losses.CategoricalCrossentropy(from_logits=True, reduction="sum")
loss = loss_fn(y, z, sample_weight=w)
