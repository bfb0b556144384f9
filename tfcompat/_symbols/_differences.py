"""The intended differences: where the new names deliberately do not compute what the old ones did."""

from __future__ import annotations

DIFFERENCES: dict[str, str] = {
    "label-sum": "Where labels do not sum to 1, the gradient is the loss's own, and smoothing keeps the sum; "
    "TensorFlow's gradient is softmax minus labels, and it smooths as if they did.",
    "half-precision": "float16 and bfloat16 logits give a float32 loss; TensorFlow casts it back to half precision.",
    "float64-reduction": "float64 losses are reduced in float64; tf.losses reduces them in float32.",
    "zero-logit": "At a logit of 0 the gradient is sigmoid minus label; TensorFlow's weighted form errs by 1/2.",
    "zero-weight": "A weight of 0 hides a loss that is infinite or NaN; TensorFlow 1 makes the sum NaN.",
    "shapes": "Labels and logits of different shapes raise; TensorFlow broadcasts some of them silently.",
    "infinite-logits": "A logit of -inf is a finite loss where the label gives it no mass; TensorFlow gives NaN.",
    "dtypes": "Integer and bool logits raise TypeError; integer and bool labels are accepted.",
    "label-range": "Labels outside [0, 1] (of a softmax: below 0) raise where their values are seen; TensorFlow "
    "computes a number with them.",
    "weight-range": "A pos_weight below 0 or not finite raises; TensorFlow computes a number with it.",
    "smoothing-range": "A label_smoothing outside [0, 1] raises; TensorFlow ignores a negative one.",
    "smoothing-axis": "Classes are counted along their own axis; tf.contrib.losses counts axis 1, whatever the rank.",
    "empty-batch": "The mean or sum of no losses is one number; Keras 3 gives an array without any, in eager mode.",
    "activation": "Keras goes back behind a softmax or sigmoid that it can see under from_logits=True; tfcompat takes "
    "what it is given for logits.",
    "label-axis": "A last axis of size 1 of class ids is kept, and raises; Keras' functions drop it, as the Losses do.",
    "weight-alignment": "A sample_weight of shape (B,) weighs the examples; Keras 3 aligns it with the last axis.",
    "float64": "float64 logits give a float64 loss; a Loss of Keras 3 casts them to its own dtype, float32.",
    "loss-object": "The object is of another class, has another name and no from_logits; mend what reads these.",
    "eager-collection": "The loss is returned and stored nowhere; tf.losses also appends it to a graph collection.",
}
