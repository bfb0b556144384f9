import tensorflow as tensorflow_1
import tfcompat

tf1 = tensorflow_1.compat.v1


def total(ids, logits):
    return tfcompat.SparseSoftmaxCrossEntropy(reduction="mean_with_sample_weight")(
        y_true=ids, y_pred=logits
    )


if __name__ == "__main__":
    main()
