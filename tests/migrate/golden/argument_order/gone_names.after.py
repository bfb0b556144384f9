import tensorflow as tf
import tfcompat

images = tf.placeholder(tf.float32, [None, 784])
digits = tf.placeholder(tf.float32, [None, 10])
weights = tf.Variable(tf.zeros([784, 10]))
scores = tf.matmul(images, weights)
parts = tf.concat(1, [scores, scores])
cost = tf.reduce_mean(tfcompat.softmax_cross_entropy(logits=scores, labels=digits))
margin = tf.reduce_mean(tfcompat.sigmoid_cross_entropy(logits=scores, labels=digits))
tf.scalar_summary("cost", cost)
