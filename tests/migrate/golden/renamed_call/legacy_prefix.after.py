# options: --to legacy
import tensorflow.compat.v1 as tf
import tfcompat

loss = tfcompat.legacy.nn.softmax_cross_entropy_with_logits(
    labels=labels, logits=logits, dim=-1, name="n"
)
