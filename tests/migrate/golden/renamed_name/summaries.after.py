# options: --unsafe
import tensorflow.compat.v1 as tf

tf.summary.scalar("loss", loss)
tf.summary.histogram(name="weights", values=w)
