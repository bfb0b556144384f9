"""The intended differences: cases in which the new names deliberately compute something else than the old ones."""

from __future__ import annotations

DIFFERENCES: dict[str, str] = {
    "label-sum": "If the labels do not sum to 1, the gradient is the exact one of the loss, and smoothing keeps the "
    "sum; TensorFlow's gradient is softmax minus labels, and its smoothing assumes a sum of 1.",
    "half-precision": "float16 and bfloat16 logits give a float32 loss; TensorFlow casts it back to half precision.",
    "float64-reduction": "float64 losses are reduced in float64; tf.losses reduces them in float32.",
    "zero-logit": "At a logit of 0 the gradient is sigmoid minus label; TensorFlow's weighted form is off by 1/2.",
    "zero-weight": "A weight of 0 hides an infinite or NaN loss; in TensorFlow 1 the sum becomes NaN.",
    "shapes": "Labels and logits of different shapes raise an error; TensorFlow broadcasts some of them silently.",
    "infinite-logits": "With a logit of -inf the loss is finite if the label is 0 there; in TensorFlow it is NaN.",
    "dtypes": "Integer and bool logits raise TypeError; integer and bool labels are accepted.",
    "label-range": "Labels outside [0, 1] (for a softmax: below 0) raise an error if their values are known; "
    "TensorFlow computes a number from them.",
    "weight-range": "A pos_weight that is negative or not finite raises an error; TensorFlow computes a number from "
    "it.",
    "smoothing-range": "A label_smoothing outside [0, 1] raises an error; TensorFlow ignores a negative one.",
    "smoothing-axis": "Classes are counted along their own axis; tf.contrib.losses counts axis 1, regardless of the "
    "rank.",
    "empty-batch": "The mean or sum of no losses is one number; in eager mode, Keras 3 returns an empty array.",
    "activation": "With from_logits=True, Keras undoes a softmax or sigmoid that it can see; tfcompat treats its input "
    "as logits.",
    "label-axis": "Class ids with a last axis of size 1 raise an error; Keras' functions drop that axis, as the Losses "
    "do.",
    "weight-alignment": "A sample_weight of shape (B,) weights the examples; Keras 3 aligns it with the last axis.",
    "float64": "float64 logits give a float64 loss; a Keras 3 Loss casts them to its own dtype, float32.",
    "loss-object": "The object has another class, another name and no from_logits; adapt code that reads them.",
    "eager-collection": "The loss is only returned; tf.losses also appends it to a graph collection.",
}
