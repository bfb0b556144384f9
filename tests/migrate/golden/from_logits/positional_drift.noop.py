from keras import losses

a = losses.sparse_categorical_crossentropy(y, z, True, 2)
b = losses.SparseCategoricalCrossentropy(True, None)
c = losses.CategoricalCrossentropy(from_logits=flag)
d = losses.BinaryCrossentropy(True, 0.1, "sum")
