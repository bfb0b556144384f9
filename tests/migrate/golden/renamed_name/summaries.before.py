# options: --unsafe
import tensorflow.compat.v1 as tf

tf.scalar_summary("loss", loss)
tf.histogram_summary(tag="weights", values=w)
