import tensorflow as tf

images = tf.placeholder(tf.float32, [None, 784])
digits = tf.placeholder(tf.float32, [None, 10])
weights = tf.Variable(tf.zeros([784, 10]))
scores = tf.matmul(images, weights)
parts = tf.concat(1, [scores, scores])
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(scores, digits))
margin = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(scores, digits))
tf.scalar_summary("cost", cost)
