# options: --unsafe
import keras
import tfcompat

inputs = keras.Input((4,))
outputs = keras.layers.Dense(
    3,
    # one probability for each class
    name="head",
)(inputs)
model = keras.Model(inputs, outputs)
model.compile("sgd", tfcompat.SoftmaxCrossEntropy())
binary = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
binary.compile("sgd", loss=tfcompat.SigmoidCrossEntropy(label_smoothing=0.1))
